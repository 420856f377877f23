import { beforeAll, describe, expect, test } from 'vitest';

import type { FileContent } from '../../model/file-content.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { migrationsAnswers } from '../../answers/migrations-answers.ts';
import { locksOfSqlFile } from './locks-of-sql-file.ts';

let parsers: Parsers;

beforeAll(async () => {
  parsers = await testParsers();
});

const text = (written: string): FileContent => ({ kind: 'text', text: written });
const file = (path: string, written: string) => ({ path, content: text(written) });

const ORDERS = file('db/1_orders.sql', 'CREATE TABLE orders (id int PRIMARY KEY, note text);');
const PAID = file('db/2_paid.sql', 'ALTER TABLE orders ADD COLUMN paid varchar(9);');

const isVouchedFor = () => false;

describe('the locks of a file of SQL', () => {
  test('are told by the schema that those before it make', () => {
    const last = file(
      'db/3_wide.sql',
      'ALTER TABLE orders ALTER COLUMN paid TYPE varchar(20);\n\nDROP INDEX ix;\nSELECT 1;',
    );
    const locks = locksOfSqlFile(
      { ...last, earlier: [ORDERS, PAID] },
      { parsers, pgVersion: 15, isVouchedFor },
    );
    expect(migrationsAnswers.sqlLocks.parse(locks)).toMatchObject({
      schema_version: 1,
      file: { path: 'db/3_wide.sql', earlier: 2, runs_after: 'db/2_paid.sql' },
      pg_version: 15,
      problem: null,
      statements: [
        {
          line: 1,
          kind: 'alter-column',
          locks: [{ relation: 'orders', lock: 'ACCESS EXCLUSIVE', work: 'catalog' }],
        },
        { line: 3, kind: 'drop-index' },
        { line: 4, kind: 'other', locks: [] },
      ],
    });
  });

  test('are told as far as the file tells where nobody knows what comes first', () => {
    const alone = file('db/wide.sql', 'ALTER TABLE orders ALTER COLUMN paid TYPE varchar(20);');
    const locks = locksOfSqlFile({ ...alone, earlier: undefined }, { parsers, pgVersion: 13, isVouchedFor });
    expect(locks).toMatchObject({
      file: { earlier: null, runs_after: null },
      statements: [{ locks: [{ relation: 'orders', work: 'unknown' }] }],
    });
  });

  test('count a table of the file itself as new', () => {
    const one = file('db/1_a.sql', 'CREATE TABLE a (id int);\nCREATE INDEX ix ON a (id);');
    const { statements } = locksOfSqlFile({ ...one, earlier: [] }, { parsers, pgVersion: 15, isVouchedFor });
    expect(statements[1]?.locks).toMatchObject([{ relation: 'a', waits: 'nobody', is_new: true }]);
  });

  test.each([
    ['db/V3__ix.sql', 'CREATE INDEX CONCURRENTLY ix ON a (id);', true],
    ['db/3_ix.sql', '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY ix ON a (id);', false],
    ['db/3_ix.sql', 'CREATE INDEX CONCURRENTLY ix ON a (id);', null],
  ])('say whether the tool of %s runs it in a transaction: %j', (path, written, isInside) => {
    const one = { ...file(path, written), earlier: [] };
    expect(locksOfSqlFile(one, { parsers, pgVersion: 15, isVouchedFor }).statements.at(-1)).toMatchObject({
      in_transaction: isInside,
      refused_in_transaction: true,
    });
  });

  test('are none of what only runs on the way back', () => {
    const one = { ...file('db/3_x.down.sql', 'DROP TABLE orders;'), earlier: [ORDERS] };
    expect(locksOfSqlFile(one, { parsers, pgVersion: 15, isVouchedFor })).toMatchObject({
      problem: null,
      statements: [],
    });
  });

  test('are not known of a file that cannot be read, and of one that is not there', () => {
    const locksOf = (content: FileContent) =>
      locksOfSqlFile(
        { path: 'db/3.sql', content, earlier: [ORDERS] },
        { parsers, pgVersion: 15, isVouchedFor },
      );
    expect(locksOf({ kind: 'unreadable', problem: 'it is a folder' })).toEqual({
      schema_version: 1,
      file: { path: 'db/3.sql', earlier: 1, runs_after: 'db/1_orders.sql' },
      pg_version: 15,
      problem: 'it is a folder',
      statements: [],
    });
    expect(locksOf({ kind: 'absent' }).problem).toBe('it is not there');
  });

  test('may follow a file that cannot be read', () => {
    const torn = { path: 'db/2_x.sql', content: { kind: 'unreadable', problem: 'it is a link' } } as const;
    const last = file('db/3_wide.sql', 'DROP TABLE orders;');
    expect(
      locksOfSqlFile({ ...last, earlier: [ORDERS, torn] }, { parsers, pgVersion: 15, isVouchedFor }),
    ).toMatchObject({
      file: { earlier: 2, runs_after: 'db/2_x.sql' },
      statements: [{ locks: [{ relation: 'orders', lock: 'ACCESS EXCLUSIVE' }] }],
    });
  });
});

describe('on another database', () => {
  const elsewhere = 'locks are known of PostgreSQL only, and this runs on MySQL';
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['the policy says so', { dialect: 'mysql' }, 'CREATE TABLE a (b int);'],
    ['an earlier file says so', {}, 'CREATE TABLE a (b int) ENGINE=InnoDB;'],
  ])('no lock is claimed, where %s', (...[, more, first]) => {
    const policy = policyOf({ migrations: { sql: ['db/*.sql'], ...more } });
    const index = { ...file('db/2.sql', 'CREATE INDEX ix ON a (b);'), earlier: [file('db/1.sql', first)] };
    const { statements } = locksOfSqlFile(index, { parsers, pgVersion: 15, isVouchedFor, policy });
    expect(statements).toMatchObject([{ locks: [], may_fail: [], unknown: [elsewhere] }]);
  });

  test('a driver beside the migrations says so, and no fact of PostgreSQL is told', () => {
    const policy = policyOf({ migrations: { sql: ['db/*.sql'] } });
    const one = { ...file('db/1.sql', 'SELECT json_unquote(a) FROM b;\nSET @a = 1;'), earlier: [] };
    const databases = { drivers: ['mysql'], prisma: {} };
    const locks = locksOfSqlFile(one, { parsers, pgVersion: 15, isVouchedFor, policy, databases });
    expect(migrationsAnswers.sqlLocks.parse(locks).runs_on).toBe('MySQL');
    expect(locks.statements.flatMap(({ unknown }) => unknown)).toEqual([
      elsewhere,
      elsewhere,
      'only the SQL of PostgreSQL is read, and this runs on MySQL',
    ]);
    expect(locks.statements.flatMap(({ refused_in_transaction: refused }) => refused)).not.toContain(true);
  });
});
