import { describe, expect, test } from 'vitest';

import { applyFixes } from '../model/apply-edits.ts';
import { checkerFor } from '../checker/checker.ts';
import { policyOf } from '../testing/any-repository.ts';

const SOURCE = 'requirements.txt';
const LOCK = 'requirements.lock';
const PAIR = { id: 'api', source: SOURCE, lock: LOCK, sync: { mode: 'mirror' } };
const checker = checkerFor(policyOf({ dependencies: [PAIR] }), undefined);

interface Proposal {
  readonly title: string;
  readonly safety: string;
  /** The source after it. */
  readonly after: string | undefined;
}

/** What is proposed for the first requirement of the source that floats. */
function proposals(source: string, lock: string): readonly Proposal[] {
  const texts = { [SOURCE]: source, [LOCK]: lock };
  const { findings } = checker.checkFiles(Object.entries(texts).map(([path, text]) => ({ path, text })));
  const finding = findings.find(({ rule, at }) => rule.endsWith('-pinned') && at?.path === SOURCE);
  return (finding?.fixes ?? []).map((fix) => ({
    title: fix.title,
    safety: fix.safety,
    after: applyFixes(texts, [fix]).texts[SOURCE],
  }));
}

describe('a requirement that floats is pinned to what the lock holds', () => {
  test.each([
    ['a name alone', 'flask\n', 'flask==3.0.0\n'],
    ['a range', 'flask>=2\n', 'flask==3.0.0\n'],
    ['two bounds', 'flask>=2,<4\n', 'flask==3.0.0\n'],
    ['two bounds with a comma behind them', 'flask>=2, <4,\n', 'flask==3.0.0\n'],
    ['a range in parentheses', 'flask (>=2)\n', 'flask (==3.0.0)\n'],
    ['a range behind blanks', 'flask >= 2\n', 'flask ==3.0.0\n'],
    ['a wildcard', 'flask==3.*\n', 'flask==3.0.0\n'],
    ['a compatible version', 'flask~=3.0\n', 'flask==3.0.0\n'],
    ['a text', 'flask===3.0.0\n', 'flask==3.0.0\n'],
    ['extras', 'flask[async]\n', 'flask[async]==3.0.0\n'],
    ['extras and a range', 'flask[async]>=2\n', 'flask[async]==3.0.0\n'],
    ['a marker', 'flask ; os_name == "nt"\n', 'flask==3.0.0 ; os_name == "nt"\n'],
    ['a marker without blanks', 'flask;os_name=="nt"\n', 'flask==3.0.0;os_name=="nt"\n'],
    ['a hash', 'flask>=2 --hash=sha256:00\n', 'flask==3.0.0 --hash=sha256:00\n'],
    ['a comment', 'flask>=2  # web\n', 'flask==3.0.0  # web\n'],
    ['a range over two lines', 'flask>=2,\\\n  <4\n', 'flask==3.0.0\n'],
    ['a version on the next line', 'flask \\\n  >=2\n', 'flask \\\n  ==3.0.0\n'],
    ['the line ends of Windows', 'flask\r\nb==1\r\n', 'flask==3.0.0\r\nb==1\r\n'],
    ['no line feed at its end', 'flask', 'flask==3.0.0'],
    ['a byte order mark before it', '\uFEFFflask\n', '\uFEFFflask==3.0.0\n'],
    ['a separator that nobody sees behind it', 'flask\u2028b==1\n', 'flask==3.0.0\u2028b==1\n'],
  ])('%s', (_what, source, after) => {
    expect(proposals(source, 'flask==3.0.0\nb==1\n')).toEqual([
      { title: 'Pin to flask==3.0.0', safety: 'safe', after },
    ]);
  });

  test.each([
    ['another spelling', 'Flask', 'flask==3.0.0\n', 'Flask==3.0.0'],
    ['another spelling in the lock', 'foo-bar', 'Foo.Bar==1\n', 'foo-bar==1'],
    ['a local version', 'torch', 'torch==2.1.0+cu121\n', 'torch==2.1.0+cu121'],
    ['a pre-release', 'flask', 'flask==3.0.0rc1\n', 'flask==3.0.0rc1'],
    ['an epoch', 'flask', 'flask==1!2.0\n', 'flask==1!2.0'],
    ['an odd spelling of the version', 'flask', 'flask==v3.0-RC1\n', 'flask==v3.0-RC1'],
    ['the same version on several machines', 'a', 'a==1 ; os_name == "nt"\na==1 ; os_name != "nt"\n', 'a==1'],
  ])('with %s', (_what, source, ...[lock, after]) => {
    expect(proposals(source, lock).map((proposal) => proposal.after)).toEqual([after]);
  });
});

describe('a person looks at a pin', () => {
  test.each([
    ['that the range does not admit', 'flask<3\n'],
    ['that the wildcard does not admit', 'flask==2.*\n'],
    ['that is left out by name', 'flask!=3.0.0\n'],
    ['that is not the text', 'flask===3.0\n'],
  ])('%s', (_what, source) => {
    expect(proposals(source, 'flask==3.0.0\n').map(({ safety }) => safety)).toEqual(['needs-review']);
  });

  test('of a pre-release is not asked for: the lock holds it already', () => {
    expect(proposals('flask>=3.0.0a1\n', 'flask==3.0.0b1\n').map(({ safety }) => safety)).toEqual(['safe']);
  });
});

describe('nothing is proposed', () => {
  test.each([
    ['where the lock lacks it', 'b==1\n'],
    ['where the lock floats, too', 'flask>=2\n'],
    [
      'where the lock holds several versions',
      'flask==3.0.0 ; os_name == "nt"\nflask==2.0.0 ; os_name != "nt"\n',
    ],
    ['where the lock holds an address', 'flask @ https://x.example/flask.zip\n'],
    ['where the lock compares text', 'flask===3.0.0\n'],
    ['where the lock is empty', ''],
    ['where only a comment of the lock names it', '# flask==3.0.0\n'],
    ['where a variable decides', 'flask==${FLASK}\n'],
  ])('%s', (_what, lock) => {
    expect(proposals('flask\n', lock)).toEqual([]);
  });
});
