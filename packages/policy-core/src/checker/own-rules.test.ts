import { describe, expect, test } from 'vitest';

import { defineSubjects, eachAt, type SubjectFact } from '../engine/judged-fact.ts';
import { defineRule, NO_OPTIONS } from '../engine/rule.ts';
import { fileContent, filePaths } from '../engine/seen-inputs.ts';
import { startOf } from '../model/source-span.ts';
import { allRules } from './all-rules.ts';
import { acceptableIn } from './baseline.ts';
import { checkerFor } from './checker.ts';
import { loadPolicy } from './load-policy.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { junit } from '../report/junit.ts';

const givenFiles = defineSubjects({
  name: 'given-files',
  words: 'files',
  of: 'file',
  compute: (get) =>
    eachAt(
      get(filePaths).flatMap((path) => {
        const content = get(fileContent, path);
        return content.known && content.value.kind === 'text' ? [{ path }] : [];
      }),
    ),
});

const noDrafts = draftRule(givenFiles);

function draftRule(
  subjects: SubjectFact<{ readonly path: string }>,
  id: `${string}/${string}` = 'team/no-drafts',
) {
  return defineRule({
    id,
    summary: 'No file is a draft.',
    defaultSeverity: 'error',
    subjects,
    options: NO_OPTIONS,
    messages: { draft: '{path} is a draft.' },
    *check(_get, { path }) {
      if (path.endsWith('.draft'))
        yield { kind: 'violation', messageId: 'draft', data: { path }, at: startOf(path) };
    },
  });
}

const rules = [...allRules, noDrafts];
const text = JSON.stringify({ version: 1, rules: { 'team/no-drafts': 'warning' } });

function judged(...paths: readonly string[]) {
  const policy = loadPolicy({ path: 'lockkeeper.json', text }, { rules });
  const checker = checkerFor(policy, undefined, rules);
  return checker.checkFiles(
    paths.map((path) => ({ path, text: '' })),
    { stage: 'ci' },
  );
}

test('a rule of a program is judged, told and weighed as any other', () => {
  const report = judged('a.draft', 'b.txt');
  expect(report.findings).toMatchObject([
    { rule: 'team/no-drafts', severity: 'warning', data: { path: 'a.draft' } },
  ]);
  expect(junit(report, { ...CONTEXT, rules })).toContain('team/no-drafts');
});

test('it passes for the subjects of its own fact, and for none is not applicable', () => {
  const outcomeOf = (...paths: readonly string[]) => judged(...paths).rules.at(-1);
  expect(outcomeOf('a.txt', 'b.txt')).toMatchObject({ outcome: 'passed', subjects: 2 });
  expect(outcomeOf()).toMatchObject({ outcome: 'not-applicable', notApplicable: 'nothing-of-its-kind' });
});

test('a policy may name it only where it is read with it', () => {
  expect(loadPolicy({ path: 'lockkeeper.json', text }).kind).toBe('invalid');
});

test('it can be asked for alone', () => {
  const policy = loadPolicy({ path: 'lockkeeper.json', text }, { rules });
  const checker = checkerFor(policy, undefined, rules);
  const report = checker.checkFiles([{ path: 'a.draft', text: '' }], { only: ['team'] });
  expect(report.findings.map(({ rule }) => rule)).toEqual(['team/no-drafts']);
  expect(() => checker.checkFiles([], { only: ['team/no-draft'] })).toThrow('Did you mean team/no-drafts?');
});

test('a baseline holds what it finds in files, and nothing that it says of a change', () => {
  const ofChange = [...allRules, draftRule({ ...givenFiles, about: 'change' })];
  const report = judged('a.draft');
  expect(acceptableIn(report, rules)).toEqual(report.findings);
  expect(acceptableIn(report, ofChange)).toEqual([]);
});

describe('a fact that crashes', () => {
  const broken = defineSubjects<{ readonly path: string }>({
    name: 'broken',
    words: 'files',
    of: 'file',
    compute: () => {
      throw new Error('It cannot count.');
    },
  });

  test('crashes each rule that judges it, also one that has not read it yet, and no other', () => {
    const careless = draftRule(broken, 'team/careless');
    const policy = loadPolicy({ path: 'lockkeeper.json', text: '{"version":1}' });
    const checker = checkerFor(policy, undefined, [noDrafts, careless]);
    const report = checker.checkFiles([{ path: 'a.txt', text: '' }]);
    expect(report.crashed).toEqual([{ rule: 'team/careless', error: 'It cannot count.' }]);
    expect(report.rules.map(({ outcome }) => outcome)).toEqual(['passed', 'crashed']);
    expect(report.verdict).toBe('fail');
  });

  test('of ours leaves the other rules their word', async () => {
    const parsers = await testParsers();
    const sql = new Proxy(parsers.sql, {
      get: () => {
        throw new Error('The parser is gone.');
      },
    });
    const policy = loadPolicy({ path: 'lockkeeper.json', text: MIGRATIONS });
    const report = checkerFor(policy, { ...parsers, sql }).checkFiles([
      { path: 'db/1.sql', text: 'DROP TABLE a;' },
    ]);
    expect(report.verdict).toBe('fail');
    expect(report.crashed.map(({ rule }) => rule)).toContain('migrations/drop-table');
    expect(report.crashed.map(({ rule }) => rule)).not.toContain('policy/missing');
    expect(report.judged.revisions).toBe(0);
  });
});

const MIGRATIONS = JSON.stringify({ version: 1, migrations: { sql: ['db/*.sql'] } });

const CONTEXT = {
  durationMs: 1,
  colors: false,
  width: undefined,
  toolVersion: 'test',
  texts: {},
  homepage: undefined,
};
