import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import type { Finding } from '../../model/finding.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';

const checker = checkerFor(policyOf({ migrations: { sql: ['db/*.sql'] } }), await testParsers());

/** What is told of a transaction as a whole. */
const RULES: ReadonlySet<string> = new Set([
  'migrations/backfill-in-ddl-transaction',
  'migrations/create-table-fk-lock',
  'migrations/enum-value-used-in-transaction',
  'migrations/statement-after-access-exclusive',
  'migrations/wide-lock-window',
]);

/** A migration that Flyway runs in one transaction. */
function told(statements: readonly string[], path = 'db/V1__x.sql'): readonly Finding[] {
  const text = `${statements.join(';\n')};\n`;
  const { findings, crashed } = checker.checkFiles([{ path, text }]);
  expect(crashed).toEqual([]);
  return findings.filter(({ rule }) => RULES.has(rule));
}

const TABLES = ['orders', 'notes', 'lines'];

/** Statements by the table that they are about. */
const WRITTEN: readonly ((table: string) => string)[] = [
  (table) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS word text`,
  (table) => `ALTER TABLE ${table} ALTER word SET NOT NULL`,
  (table) => `ALTER TABLE ${table} ADD CHECK (word <> '') NOT VALID`,
  (table) => `ALTER TABLE ${table} SET UNLOGGED`,
  (table) => `CREATE INDEX ON ${table} (word)`,
  (table) => `UPDATE ${table} SET word = 'paid'::state`,
  (table) => `DELETE FROM ${table} WHERE word = ''`,
  (table) => `INSERT INTO ${table} SELECT word FROM tags`,
  (table) => `INSERT INTO ${table} VALUES ('x')`,
  (table) => `CREATE TABLE of_${table} (id int REFERENCES ${table})`,
  (table) => `COMMENT ON TABLE ${table} IS 'x'`,
  (table) => `SELECT count(*) FROM ${table}`,
  () => "ALTER TYPE state ADD VALUE 'paid'",
];

const anyStatement = fc
  .tuple(fc.constantFrom(...WRITTEN), fc.constantFrom(...TABLES))
  .map(([write, table]) => write(table));
const anyStatements = fc.array(anyStatement, { minLength: 1, maxLength: 8 });

describe('whatever a transaction does', () => {
  test('these statements break every rule about transactions', () => {
    const seen = fc.sample(anyStatements, { numRuns: 300, seed: 7 }).flatMap((all) => told(all));
    expect([...new Set(seen.map(({ rule }) => rule))].toSorted()).toEqual([...RULES]);
  });

  test('nothing is told where each statement has a transaction of its own', () => {
    fc.assert(
      fc.property(anyStatements, (all) => {
        expect(told(all.flatMap((one) => ['COMMIT', 'BEGIN', one]))).toEqual([]);
        expect(told(['COMMIT', ...all])).toEqual([]);
      }),
    );
  });

  test('nothing is told of a script that says that it runs outside of one', () => {
    fc.assert(
      fc.property(anyStatements, (all) => {
        expect(told(['-- +goose Up\n-- +goose NO TRANSACTION\nSELECT 1', ...all], 'db/1.sql')).toEqual([]);
      }),
    );
  });

  test('nothing is told of tables that it makes itself, but for a value of an enum', () => {
    const made = TABLES.map((table) => `CREATE TABLE ${table} (word text)`);
    fc.assert(
      fc.property(anyStatements, (all) => {
        const apart = all.filter((one) => !one.includes('tags'));
        const rules = told([...made, ...apart]).map(({ rule }) => rule);
        expect(rules.filter((rule) => rule !== 'migrations/enum-value-used-in-transaction')).toEqual([]);
      }),
    );
  });

  test('the locks that are held are told of once', () => {
    const once = [...RULES].filter((rule) => !/create-table|enum/.test(rule));
    fc.assert(
      fc.property(anyStatements, (all) => {
        const rules = told(all).map(({ rule }) => rule);
        for (const rule of once) expect(rules.filter((one) => one === rule).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('what comes before stays told when something comes behind it', () => {
    fc.assert(
      fc.property(anyStatements, anyStatement, (all, last) => {
        const placed = (findings: readonly Finding[]) =>
          findings.map(({ rule, at }) => `${rule} ${at?.start.line}`);
        expect(placed(told([...all, last]))).toEqual(expect.arrayContaining(placed(told(all))));
      }),
    );
  });

  test('a lock that is told of beside it was taken before, but for the one of a new table', () => {
    fc.assert(
      fc.property(anyStatements, (all) => {
        for (const { rule, at, related } of told(all)) {
          expect(related).toHaveLength(1);
          const [taken] = related;
          const distance = (taken?.at.start.line ?? 0) - (at?.start.line ?? 0);
          expect(Math.sign(distance)).toBe(rule === 'migrations/create-table-fk-lock' ? 1 : -1);
        }
      }),
    );
  });

  test('where nothing shows whether it is one, the same is told as what may be', () => {
    fc.assert(
      fc.property(anyStatements, (all) => {
        const [sure, open] = [told(all), told(all, 'db/1.sql')];
        expect(open.map(({ rule, at }) => [rule, at?.start])).toEqual(
          sure.map(({ rule, at }) => [rule, at?.start]),
        );
        for (const { message } of open) expect(message).toContain('may ');
      }),
    );
  });

  test('other names for the tables change nothing but the names', () => {
    const renamed = (text: string) => text.replaceAll('orders', 'parcels').replaceAll('notes', 'labels');
    const said = (findings: readonly Finding[]) => findings.map(({ rule, message }) => `${rule} ${message}`);
    fc.assert(
      fc.property(anyStatements, (all) => {
        expect(said(told(all.map(renamed))).toSorted()).toEqual(said(told(all)).map(renamed).toSorted());
      }),
    );
  });
});
