import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { changeObservations } from '../../checker/observations-from-input.ts';
import { observed } from '../../model/known.ts';
import { textContent } from '../../model/file-content.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';

const parsers = await testParsers();

const KEYS = { migrations: { sql: ['db/**/*.sql'] } };
const FILES = [
  { path: 'db/mysql/V1__a.sql', text: 'CREATE TABLE `a` (`b` int) ENGINE=InnoDB;\n' },
  { path: 'db/mysql/V2__b.sql', text: 'DROP TABLE a;\n' },
  { path: 'db/h2/V1__a.sql', text: 'DROP TABLE a;\n' },
  { path: 'db/postgres/V1__a.sql', text: 'CREATE TABLE a (b int);\n' },
];
const MYSQL = { tool: 'SQL for MySQL', files: 2, example: 'db/mysql/V1__a.sql' };
const H2 = { tool: 'SQL for H2', files: 1, example: 'db/h2/V1__a.sql' };

describe('SQL of other databases that the policy names', () => {
  const on = (keys: object, paths?: readonly string[]) =>
    checkerFor(policyOf({ ...KEYS, ...keys }), parsers).checkFiles(
      FILES,
      paths === undefined ? {} : { paths },
    );

  test('is told in a note, each database once, and never counted as judged', () => {
    const report = on({});
    expect(report.notices).toEqual([
      'Seen and not judged: SQL for MySQL (2 files such as db/mysql/V1__a.sql), SQL for H2 (db/h2/V1__a.sql).',
    ]);
    expect(report.unsupported).toEqual([MYSQL, H2]);
    expect(report.findings).toEqual([]);
    expect(report.judged.revisions).toBe(1);
    const passed = report.rules.find(({ rule }) => rule === 'migrations/drop-table');
    expect(passed).toMatchObject({ outcome: 'passed', subjects: 1 });
  });

  test('is an error where the policy wants everything judged', () => {
    const { findings, notices } = on({ unsupported: 'error' });
    expect(findings.map(({ rule, at, message }) => [rule, at?.path, message])).toEqual([
      [
        'policy/unsupported',
        'db/h2/V1__a.sql',
        'Lockkeeper does not judge SQL for H2, in 1 files. Check them elsewhere, and set unsupported: note.',
      ],
      [
        'policy/unsupported',
        'db/mysql/V1__a.sql',
        'Lockkeeper does not judge SQL for MySQL, in 2 files. Check them elsewhere, and set unsupported: note.',
      ],
    ]);
    expect(notices).toEqual([]);
  });

  test('is told of the paths that somebody asks for', () => {
    expect(on({}, ['db/h2']).unsupported).toEqual([H2]);
    expect(on({}, ['db/h2']).notices.at(-1)).toMatch(/^Seen and not judged: SQL for H2/);
    expect(on({}, ['db/postgres']).unsupported).toEqual([]);
  });

  test('is told within the scope of the policy', () => {
    expect(on({ scope: ['db/mysql/**'] }).unsupported).toEqual([MYSQL]);
  });

  test('is no migration that passed where there is no other', () => {
    const report = on({ migrations: { sql: ['db/h2/*.sql'] } });
    expect(
      report.rules.filter(({ rule, outcome }) => rule.startsWith('migrations/') && outcome === 'passed'),
    ).toEqual([]);
    const { notApplicable } = report.rules.find(({ rule }) => rule === 'migrations/drop-table') ?? {};
    expect(notApplicable).toBe('other-database');
  });
});

describe('a change', () => {
  const added = (path: string, before: readonly string[]) => {
    const text = 'DROP TABLE a;\n';
    const changes = [{ path, status: 'added' as const }];
    const sqlBefore = observed(Object.fromEntries(before.map((one) => [one, observed(textContent(text))])));
    const seen = { ...changeObservations({ changes, files: [{ path, text }] }, {}), sqlBefore };
    return checkerFor(policyOf(KEYS), parsers).check(seen);
  };

  test('that adds to a folder of another database is told of it', () => {
    const report = added('db/mysql/V3__c.sql', ['db/mysql/V1__a.sql']);
    expect(report.findings).toEqual([]);
    expect(report.unsupported).toEqual([{ tool: 'SQL for MySQL', files: 1, example: 'db/mysql/V3__c.sql' }]);
  });

  test('takes no rule away by a folder that it makes', () => {
    const report = added('db/mysql/V3__c.sql', []);
    expect(report.findings.map(({ rule }) => rule)).toContain('migrations/drop-table');
    expect(report.unsupported).toEqual([]);
  });
});
