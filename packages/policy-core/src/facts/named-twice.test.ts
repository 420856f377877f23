import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { treeSeen } from '../given-observations.ts';
import { policyOf } from '../testing/any-repository.ts';
import { collectFacts } from './collect-facts.ts';
import { namedTwice } from './named-twice.ts';

const PAIR = { id: 'api', source: 'r.txt', lock: 'r.lock' };

function found(source: string, more: Readonly<Record<string, string>> = {}) {
  const policy = policyOf({ dependencies: [PAIR] });
  const texts = Object.entries({ 'r.txt': source, ...more }).map(([path, text]) => ({ path, text }));
  const facts = collectFacts(policy, treeSeen(policy, texts, {}), { stage: 'ci', parsers: undefined });
  return namedTwice(facts.requirementsFiles, 'source').map(
    ({ first, again, kind }) => `${first.line.content} | ${again.line.content}: ${kind}`,
  );
}

describe('two lines about one package', () => {
  test.each([
    ['a==1\nA==1.0\n', 'repeats'],
    ['a[x,Y_z]==1\na[y-z,x]==1\n', 'repeats'],
    ['a>=1,<2\na<2,>=1\n', 'repeats'],
    ['a\na\n', 'repeats'],
    ['a==1\na==1 ; os_name == "nt"\n', 'repeats'],
    ['a==1\na==2\n', 'conflicts'],
    ['a==1\na>1\n', 'conflicts'],
    ['a===1.0\na==2\n', 'conflicts'],
    ['a==1.0rc1\na<1.0\n', 'conflicts'],
    ['a @ https://x.example/a\na @ https://x.example/b\n', 'conflicts'],
  ])('%j: the second %s', (text, kind) => {
    expect(found(text).map((line) => line.split(': ').at(-1))).toEqual([kind]);
  });

  test.each([
    'a==1\na[x]==1\n',
    'a==1\na>=1\n',
    'a>=1\na<1\n',
    'a==1\na\n',
    'a==1 ; python_version < "3.9"\na==2 ; python_version >= "3.9"\n',
    'a==1\nb==2\n',
    'a==1\na @ https://x.example/a\n',
  ])('%j: neither', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('are told once for each later line, as a conflict where there is one', () => {
    expect(found('a==1\na==2\na==1\n')).toEqual(['a==1 | a==2: conflicts', 'a==2 | a==1: conflicts']);
  });

  test('are found across files of a side, and not in constraints', () => {
    const more = { 'base.txt': 'a==2\n', 'limits.txt': 'a==3\n', 'r.lock': 'a==4\n' };
    expect(found('-r base.txt\n-c limits.txt\na==1\n', more)).toEqual(['a==1 | a==2: conflicts']);
  });

  test('are looked for in a time that grows with the text, whatever stands in it', () => {
    const marker = Array.from({ length: 40 }, (_, index) => `platform_machine == "m${index}"`).join(' or ');
    const lines = Array.from({ length: 1_200 }, (_, index) => `a==${index} ; ${marker}\n`).join('');
    expect(found(lines)).toHaveLength(1_199);
  });

  test('are never found where every package is named once', () => {
    const line = fc.tuple(
      fc.constantFrom('==1', '>=1,<2', '', '[x]==2'),
      fc.constantFrom('', ' ; os_name == "nt"'),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.map(([asked, marker], index) => `p${index}${asked}${marker}\n`).join('');
        expect(found(text)).toEqual([]);
      }),
    );
  });
});
