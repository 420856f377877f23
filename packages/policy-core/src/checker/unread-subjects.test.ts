import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { unobserved } from '../model/known.ts';
import { checkerFor, type CheckOptions } from './checker.ts';
import { treeObservations } from './observations-from-input.ts';

const parsers = await testParsers();
const GOOD = 'SELECT 1;\n';
const BROKEN = 'CREATE TABEL a (id int);\n';

interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly rules?: object;
  readonly documents?: readonly string[];
  readonly isParsed?: boolean;
  readonly options?: CheckOptions;
}

function judged({ files, rules = {}, documents = [], isParsed = true, options }: Given) {
  const policy = policyOf({ migrations: { sql: ['db/*.sql'] }, documents, rules });
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const report = checkerFor(policy, isParsed ? parsers : undefined).checkFiles(texts, {
    stage: 'ci',
    ...options,
  });
  const outcomeOf = (id: string) => report.rules.find(({ rule }) => rule === id);
  return { report, outcomeOf };
}

const ONLY = { only: ['migrations/rename-column'] };

describe('a file that nobody could read', () => {
  test.each([
    ['without a parser', GOOD, false],
    ['as it is no SQL', BROKEN, true],
  ])('has passed no rule: %s', (_, text, isParsed) => {
    const { report, outcomeOf } = judged({ files: { 'db/1.sql': text }, isParsed });
    expect(report.verdict).toBe('undetermined');
    expect(outcomeOf('migrations/rename-column')).toMatchObject({ outcome: 'undetermined', undetermined: 0 });
    expect(report.rules.filter(({ outcome }) => outcome === 'passed')).toEqual([]);
  });

  test.each([
    ['without a parser', GOOD, false],
    ['as it is no SQL', BROKEN, true],
  ])('is undetermined where the rule that tells of it is not asked: %s', (_, text, isParsed) => {
    const { report } = judged({ files: { 'db/1.sql': text }, isParsed, options: ONLY });
    expect(report.verdict).toBe('undetermined');
    expect(report.undetermined).toMatchObject([
      {
        rule: 'migrations/rename-column',
        severity: 'error',
        message: 'db/1.sql could not be read.',
        at: { path: 'db/1.sql' },
      },
    ]);
  });

  test('is told once, and not by each rule', () => {
    const { report } = judged({
      files: { 'db/1.sql': GOOD },
      isParsed: false,
      rules: { 'migrations/drop-table': 'off' },
    });
    expect(report.undetermined).toHaveLength(1);
  });

  test('is not told by what a rule finds in the part that could be read', () => {
    const text = `ALTER TABLE a RENAME COLUMN b TO c;\n${BROKEN}`;
    const { report } = judged({ files: { 'db/1.sql': text }, options: ONLY });
    expect(report.findings).toMatchObject([{ rule: 'migrations/rename-column' }]);
    expect(report.undetermined).toMatchObject([{ messageId: 'unread-subject', at: { path: 'db/1.sql' } }]);
  });

  test('is not told by what a rule finds there that judges it as something else', () => {
    const only = { only: ['migrations/rename-column', 'docs/encoding'] };
    const damaged = { 'db/1.sql': `-- caf\u00c3\u00a9\n${BROKEN}` };
    const { report } = judged({ files: damaged, documents: ['db/*.sql'], options: only });
    expect(report.findings).toMatchObject([{ rule: 'docs/encoding', at: { path: 'db/1.sql' } }]);
    expect(report.undetermined).toMatchObject([{ messageId: 'unread-subject', at: { path: 'db/1.sql' } }]);
  });

  test('is told where a rule finds that it cannot be read', () => {
    const only = { only: ['migrations/rename-column', 'migrations/unanalyzable-sql'] };
    const { report } = judged({ files: { 'db/1.sql': BROKEN }, options: only });
    expect(report.findings).toMatchObject([{ rule: 'migrations/unanalyzable-sql' }]);
    expect(report.undetermined).toEqual([]);
  });

  test('is not counted among those that passed', () => {
    const { outcomeOf, report } = judged({ files: { 'db/1.sql': GOOD, 'db/2.sql': BROKEN }, options: ONLY });
    expect(report.undetermined).toMatchObject([{ at: { path: 'db/2.sql' } }]);
    expect(outcomeOf('migrations/rename-column')).toMatchObject({ outcome: 'undetermined', undetermined: 1 });
    const whole = judged({ files: { 'db/1.sql': GOOD, 'db/2.sql': BROKEN } });
    expect(whole.outcomeOf('migrations/rename-column')).toMatchObject({ outcome: 'passed', subjects: 1 });
  });
});

test('what could not be listed has passed no rule, and is told', () => {
  const policy = policyOf({ documents: ['docs/*.md'] });
  const seen = { ...treeObservations(policy, [], {}), listing: unobserved('the folder is gone') };
  const report = checkerFor(policy, parsers).check(seen, { stage: 'ci', only: ['docs/encoding'] });
  expect(report.rules.find(({ rule }) => rule === 'docs/encoding')).toMatchObject({
    outcome: 'undetermined',
  });
  expect(report.undetermined).toMatchObject([
    { rule: 'docs/encoding', missing: [{ reason: 'the folder is gone' }] },
  ]);
});

test.each([
  ['that is no JSON', 'half a rec'],
  ['that is too large', `{"a": "${'x'.repeat(64 * 1024)}"}`],
])('a deploy record %s has passed no rule, and is told where its own rule is not asked', (_, text) => {
  const path = 'infrastructure/last-good-deploy.json';
  const only = { stage: 'ci', only: ['deployment/record-lock-mismatch'] } as const;
  const report = checkerFor(policyOf({}), parsers).checkFiles([{ path, text }], only);
  expect(report.rules.find(({ rule }) => rule === 'deployment/record-lock-mismatch')).toMatchObject({
    outcome: 'undetermined',
  });
  expect(report.undetermined).toMatchObject([{ at: { path }, messageId: 'unread-subject' }]);
});
