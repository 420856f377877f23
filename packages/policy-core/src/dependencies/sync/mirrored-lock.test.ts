import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { unobserved } from '../../model/known.ts';
import { samplePair } from '../../testing/sample-pair.ts';
import { parsedSide } from '../facts/parsed-side.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import { mirroredLock } from './mirrored-lock.ts';

const HASH = `--hash=sha256:${'0'.repeat(64)}`;

function mirrored(source: string, lock: string, more: Readonly<Record<string, string>> = {}) {
  const pair = samplePair({ 'requirements.txt': source, 'requirements.lock': lock, ...more });
  const [from, to] = [parsedSide(pair.source), parsedSide(pair.lock)];
  if (from === undefined || to === undefined) throw new Error('no lines');
  return mirroredLock({ source: from, lock: to, fileAt: pair.fileAt });
}

interface Example {
  readonly source: string;
  readonly lock: string;
  readonly after: string;
  readonly more?: Readonly<Record<string, string>>;
}

const EXAMPLES: Readonly<Record<string, Example>> = {
  'an empty lock takes everything in': { source: 'a==1\nb==2\n', lock: '', after: 'a==1\nb==2\n' },
  'an empty source empties the lock, but for its comments': {
    source: '',
    lock: '# head\n\na==1\n# between\nb==2\n    # via a\n',
    after: '# head\n\n# between\n',
  },
  'a version': { source: 'a==2\n', lock: 'a==1\n', after: 'a==2\n' },
  'a version in the spelling of the source': { source: 'a == 2.0\n', lock: 'a==1\n', after: 'a == 2.0\n' },
  'a version beside a marker': {
    source: 'a==2; python_version < "3.12"\n',
    lock: "a==1 ; python_version<'3.12'\n",
    after: 'a==2; python_version < "3.12"\n',
  },
  'an extra': { source: 'a[x]==1\n', lock: 'A==1\n', after: 'A[x]==1\n' },
  'a range': { source: 'a>=1,<2\n', lock: 'a==1\n', after: 'a>=1,<2\n' },
  'an address': {
    source: 'a @ https://files.example/a-2.zip\n',
    lock: 'a @ https://files.example/a-1.zip\n',
    after: 'a @ https://files.example/a-2.zip\n',
  },
  'an address for a version': {
    source: 'a @ https://files.example/a.zip\n',
    lock: 'a==1\n',
    after: 'a @ https://files.example/a.zip\n',
  },
  'a checkout': { source: '-e ./lib\n', lock: '-e .\n', after: '-e ./lib\n' },
  'an option': {
    source: '-i https://pypi.example/b\na==1\n',
    lock: '-i https://pypi.example/a\na==1\n',
    after: '-i https://pypi.example/b\na==1\n',
  },
  'an option that is spelled otherwise stays': {
    source: '--index-url https://pypi.example/a\na==1\n',
    lock: '-i https://pypi.example/a\n',
    after: '-i https://pypi.example/a\na==1\n',
  },
  'several lines of one project, by their markers': {
    source: 'a==1; python_version < "3.9"\na==2; python_version >= "3.9"\n',
    lock: 'a==1; python_version < "3.9"\n',
    after: 'a==1; python_version < "3.9"\na==2; python_version >= "3.9"\n',
  },
  'continuations of a line that goes': {
    source: 'b==1\n',
    lock: `a==1 \\\n    ${HASH} \\\n    ${HASH}\nb==1\n`,
    after: 'b==1\n',
  },
  'continuations of a line that stays': {
    source: 'a==1\nb==1\n',
    lock: `a==1 \\\n    ${HASH} \\\n    ${HASH}\n`,
    after: `a==1 \\\n    ${HASH} \\\n    ${HASH}\nb==1\n`,
  },
  'a comment behind a line that changes': {
    source: 'a==2\n',
    lock: 'a==1    # keep me\n',
    after: 'a==2    # keep me\n',
  },
  'comments below a line that changes': {
    source: 'a==2\n',
    lock: 'a==1\n    # via\n    #   b\n',
    after: 'a==2\n    # via\n    #   b\n',
  },
  'a comment in the source is not taken over': { source: 'a==1  # because\n', lock: '', after: 'a==1\n' },
  'Windows line ends': { source: 'a==1\nb==1\n', lock: 'a==1\r\n', after: 'a==1\r\nb==1\r\n' },
  'a lock that ends without a line end': { source: 'a==1\nb==1\n', lock: 'a==1', after: 'a==1\nb==1' },
  'what comes first in the source comes first': {
    source: 'a==1\nb==1\n',
    lock: '# head\nb==1\n',
    after: '# head\na==1\nb==1\n',
  },
  'what comes first in the source comes behind the options': {
    source: '--pre\na==1\nb==1\n',
    lock: '--pre\nb==1\n',
    after: '--pre\na==1\nb==1\n',
  },
  'what comes between in the source comes between': {
    source: 'a==1\nb==1\nc==1\n',
    lock: 'a==1\n    # via x\n\nc==1\n',
    after: 'a==1\n    # via x\nb==1\n\nc==1\n',
  },
  'a lock in an order of its own': {
    source: 'a==1\nb==1\nc==1\n',
    lock: 'c==1\na==1\n',
    after: 'c==1\na==1\nb==1\n',
  },
  'what a file brings in': {
    source: '-r base.txt\nc==1\n',
    lock: 'c==1\n',
    after: 'a==1\nb==1\nc==1\n',
    more: { 'base.txt': 'a==1\nb==1\n' },
  },
  'what the lock brings in itself': {
    source: 'a==1\nc==1\n',
    lock: '-r base.txt\n',
    after: '-r base.txt\nc==1\n',
    more: { 'base.txt': 'a==1\n' },
  },
  'constraints, which ask for nothing': {
    source: '-c limits.txt\na==1\n',
    lock: '',
    after: 'a==1\n',
    more: { 'limits.txt': 'z==1\n' },
  },
  'a file that is somewhere else': {
    source: '-r https://files.example/base.txt\n',
    lock: '',
    after: '-r https://files.example/base.txt\n',
  },
};

describe('a lock that mirrors its source', () => {
  test.each(Object.entries(EXAMPLES))('%s', (_, { source, lock, after, more }) => {
    expect(mirrored(source, lock, more)).toEqual({ kind: 'text', text: after });
    expect(mirrored(source, after, more)).toEqual({ kind: 'text', text: after });
  });

  test.each([
    ['a line pip refuses', 'a==\n', '', 'pip refuses a== in requirements.txt'],
    ['a line pip refuses in the place of a good one', 'a==\nb==1\n', 'a==1\n', 'pip refuses a=='],
    [
      'a separator that no editor shows',
      'a==1\n',
      'b==1\u2028',
      'Lines of requirements.lock end at characters',
    ],
    ['a lock that goes on behind its end', 'a==1\n', '# \\', ''],
  ])('stops at %s', (...[, source, lock, problem]) => {
    const made = mirrored(source, lock);
    if (problem === '') expect(['text', 'stuck']).toContain(made.kind);
    else expect(made).toMatchObject({ kind: 'stuck', problem: expect.stringContaining(problem) });
  });

  test('stops at what another file brings into the lock', () => {
    expect(mirrored('a==2\n', '-r base.txt\n', { 'base.txt': 'a==1\n' })).toMatchObject({
      kind: 'stuck',
      problem: expect.stringContaining('Change base.txt by hand.'),
    });
  });

  test('stops where a file that counts cannot be seen', () => {
    const pair = samplePair({ 'requirements.txt': '-r base.txt\n', 'requirements.lock': 'a==1\n' });
    const [source, lock] = [parsedSide(pair.source), parsedSide(pair.lock)];
    if (source === undefined || lock === undefined) throw new Error('no lines');
    const fileAt = () => unobserved('the disk is gone');
    // Nothing was compared, so nothing differs: whoever asks looks at what was not seen first.
    expect(mirroredLock({ source, lock, fileAt })).toEqual({ kind: 'text', text: 'a==1\n' });
  });
});

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const anyNames = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 7 });

function textOf(names: readonly string[], version = 1): string {
  return names.map((name) => `${name}==${version}\n`).join('');
}

function namesIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [line.slice(0, 1)]));
}

describe('the order of a lock', () => {
  test('is that of its source, where what both hold was in that order', () => {
    fc.assert(
      fc.property(anyNames, fc.subarray(NAMES), (source, held) => {
        const kept = source.filter((name) => held.includes(name));
        const made = mirrored(textOf(source), textOf(kept));
        expect(made).toEqual({ kind: 'text', text: textOf(source) });
      }),
    );
  });

  test('of what stays is not changed, whatever comes and goes', () => {
    fc.assert(
      fc.property(anyNames, anyNames, (source, lock) => {
        const made = mirrored(textOf(source), textOf(lock));
        if (made.kind !== 'text') throw new Error(made.problem);
        const stays = lock.filter((name) => source.includes(name));
        expect(namesIn(made.text).filter((name) => stays.includes(name))).toEqual(stays);
        expect(namesIn(made.text).toSorted()).toEqual(source.toSorted());
      }),
    );
  });

  test('stays where only versions change', () => {
    fc.assert(
      fc.property(anyNames, fc.infiniteStream(fc.nat()), (names, keys) => {
        const shuffled = names
          .map((name) => ({ name, key: Number(keys.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ name }) => name);
        expect(mirrored(textOf(names, 2), textOf(shuffled, 1))).toEqual({
          kind: 'text',
          text: textOf(shuffled, 2),
        });
      }),
    );
  });
});

describe('a large lock', () => {
  test('comes to its source in few steps', () => {
    const many = (version: number) =>
      Array.from({ length: 3000 }, (_, index) => `package-${index}==${version}.${index % 7}`);
    const lock = many(1)
      .map((line) => `${line} \\\n    ${HASH}\n    # via x\n`)
      .join('');
    const started = stepsTaken();
    const made = mirrored(`${many(2).join('\n')}\n`, lock);
    expect(stepsTaken() - started).toBeLessThan(5_000_000);
    expect(made.kind).toBe('text');
  });
});
