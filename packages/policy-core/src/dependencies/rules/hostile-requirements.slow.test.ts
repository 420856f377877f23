import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';

const SOURCE = 'r.txt';
const LOCK = 'r.lock';
const MANY = 10_000;
const HASH = `--hash=sha256:${'0'.repeat(64)}`;

type Files = Readonly<Record<string, string>>;

const many = (line: (index: number) => string, count = MANY) =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

/** What somebody may put into a pull request so that nobody gets an answer. */
const HOSTILE: Readonly<Record<string, Files>> = {
  'requirements that name no version, and a lock of as many pins': {
    [SOURCE]: many((index) => `p${index}\n`),
    [LOCK]: many((index) => `p${index}==1\n`),
  },
  'one package in one odd spelling, again and again': {
    [SOURCE]: many((index) => `A==${index}\n`),
    [LOCK]: many((index) => `A==${index}\n`),
  },
  'one package in many versions, each with a hash': {
    [SOURCE]: '',
    [LOCK]: many((index) => `a==${index} ${HASH}\n`),
  },
  'one package in one version, each time with other hashes': {
    [SOURCE]: '',
    [LOCK]: many((index) => `a==1 --hash=sha256:${index}\n`),
  },
  'lines that bring in one file of their own side': {
    [SOURCE]: many(() => '-r base.txt\n', 100),
    [LOCK]: '-r base.txt\n',
    'base.txt': many((index) => `p${index}==1\n`, 2000),
  },
  'comments behind requirements': {
    [SOURCE]: many((index) => `p${index}==1  # ${index}\n`),
    [LOCK]: '',
  },
  'one line of the editor that pip cuts into many options': {
    [SOURCE]: many(() => '--pre\f'),
    [LOCK]: '',
  },
  'one line of the editor that pip cuts into many twins': {
    [SOURCE]: many(() => 'a==1\u2028'),
    [LOCK]: '',
  },
  'blocks that are not sorted': {
    [SOURCE]: many((index) => `b${index}==1\na${index}==1\n\n`),
    [LOCK]: '',
  },
  continuations: {
    [SOURCE]: `a==1 ${many(() => '\\\n')}${HASH}\n`,
    [LOCK]: `a==1 ${many(() => `\\\n ${HASH} `)}\n`,
  },
  'markers behind hashes': {
    [SOURCE]: many((index) => `p${index}==1 ${HASH} ; os_name == "nt"\n`),
    [LOCK]: '',
  },
  'addresses with many at signs': {
    [SOURCE]: many((index) => `p${index} @ git+https://x.example/${'@'.repeat(50)}\n`, 5000),
    [LOCK]: '',
  },
  'characters that editors do not show': {
    [SOURCE]: many(() => 'a\u200b==1\u202e # \u2066\n'),
    [LOCK]: '',
  },
  'comments that are moved in below one requirement': {
    [SOURCE]: `a==1\na==1\n${many(() => '    # via b\n')}`,
    [LOCK]: '',
  },
};

describe('a hostile pair', () => {
  const pair = { id: 'api', source: SOURCE, lock: LOCK, hashes: 'consistent' };
  const rules = { 'dependencies/name-form': { options: { always: true } } };
  const checker = checkerFor(policyOf({ dependencies: [pair], rules }), undefined);

  test.each(Object.entries(HOSTILE))('is judged in few steps: %s', (_what, files) => {
    const start = stepsTaken();
    const report = checker.checkFiles(Object.entries(files).map(([path, text]) => ({ path, text })));
    expect(report.crashed).toEqual([]);
    expect(stepsTaken() - start).toBeLessThan(30_000_000);
  });
});
