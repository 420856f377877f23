import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const policy = { migrations: { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] } };
const checker = checkerFor(policyOf(policy), await testParsers());

const WITHOUT_WHERE = ['migrations/delete-without-where', 'migrations/update-without-where'];

/** What is said of the rows of a statement: `all rows`, `not known`, or nothing. */
function told(path: string, text: string): string | undefined {
  const { findings, undetermined } = checker.checkFiles([{ path, text }]);
  const rules = [...findings, ...undetermined].map(({ rule }) => rule);
  if (findings.some(({ rule }) => WITHOUT_WHERE.includes(rule))) return 'all rows';
  return rules.includes('migrations/unanalyzable-sql') ? 'not known' : undefined;
}

/** Ways to put together a text with holes, which are `{name}`. */
const PUT_TOGETHER: Readonly<Record<string, (sql: string) => string>> = {
  'f-string': (sql) => `f"${sql}"`,
  format: (sql) => `"${sql.replaceAll(HOLE, '{}')}".format(${names(sql)})`,
  percent: (sql) => `"${sql.replaceAll('%', '%%').replaceAll(HOLE, '%s')}" % (${names(sql)})`,
  sum: (sql) => `"${sql.replaceAll(HOLE, '" + $1 + "')}"`,
};
const HOLE = /\{(\w+)\}/g;

function names(sql: string): string {
  return Array.from(sql.matchAll(HOLE), ([, name]) => `${name},`).join(' ');
}

function inRevision(sql: string, how: keyof typeof PUT_TOGETHER = 'f-string'): string {
  const upgrade = `op.execute(${PUT_TOGETHER[how]?.(sql.replaceAll('"', String.raw`\"`)) ?? ''})`;
  return sampleRevision({ upgrade });
}

const HOW = Object.keys(PUT_TOGETHER);
const REVISION = 'alembic/versions/ab12_x.py';

describe('A statement of which a part is not known', () => {
  test.each([
    'DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM {table} t WHERE {table}.{key} = t.{key} AND {table}.ctid > t.ctid)',
    'DELETE FROM {table} WHERE orders.id = 1',
    'DELETE FROM orders WHERE {table}.id = 1',
    'DELETE FROM orders WHERE {schema}.{table}.id = 1',
    'DELETE FROM {schema}.orders WHERE {schema}.orders.id = 1',
    'DELETE FROM orders_{year} WHERE orders_{year}.id = 1',
    'DELETE FROM orders {name} WHERE {name}.id = 1',
    "DELETE FROM orders WHERE '{tenant}' <> 'main'",
    "DELETE FROM orders WHERE current_database() = '{name}'",
    'DELETE FROM orders USING shops WHERE {condition}',
    'UPDATE {table} SET a = 1 WHERE {table}.id = 1',
    'UPDATE orders SET a = {table}.a FROM {table} WHERE {table}.id = {other}.id',
    "UPDATE orders SET a = 1 WHERE '{tenant}' <> 'main'",
  ])('is not called one without a WHERE that it has: %s', (sql) => {
    for (const how of HOW) expect([how, told(REVISION, inRevision(sql, how))]).not.toContain('all rows');
  });

  test.each([
    'DELETE FROM orders {condition}',
    'DELETE FROM orders{condition}',
    'DELETE FROM {table}{condition}',
    'DELETE FROM {schema}.{table}{condition}',
    'DELETE FROM "orders"{condition}',
    'DELETE FROM orders {condition} RETURNING id',
    'DELETE FROM orders USING shops {condition}',
    'WITH gone AS (DELETE FROM orders {condition} RETURNING id) SELECT id FROM gone',
    'UPDATE orders SET a = 1 FROM shops {condition}',
    'UPDATE orders SET a = 1 {condition}',
  ])('may have a WHERE in it: %s', (sql) => {
    for (const how of HOW) expect([how, told(REVISION, inRevision(sql, how))]).toEqual([how, 'not known']);
  });

  test.each([
    'DELETE FROM {table}',
    'DELETE FROM ONLY {table}',
    'DELETE FROM orders_{year}',
    'DELETE FROM {schema}.{table}',
    'DELETE FROM {schema}.orders',
    'DELETE FROM "{schema}"."{table}"',
    'DELETE FROM "orders{year}"',
    'DELETE FROM {table} WHERE true',
    'DELETE FROM orders AS {name}',
    'WITH gone AS (DELETE FROM orders RETURNING id) SELECT id FROM gone {condition}',
    'UPDATE {table} SET a = 1',
    'UPDATE orders SET {column} = {value}',
    "UPDATE orders SET a = '{value}'",
    'UPDATE orders SET a = (SELECT b FROM shops {condition})',
    'UPDATE orders {name} SET a = 1',
    'UPDATE orders SET a = 1 FROM {table}',
  ])('changes all rows where no WHERE can be in it: %s', (sql) => {
    for (const how of HOW) expect([how, told(REVISION, inRevision(sql, how))]).toEqual([how, 'all rows']);
  });

  it('is no other in a script that a tool completes', () => {
    const script = (sql: string) => sql.replaceAll(HOLE, '${$1}');
    expect(told('db/1.sql', script('DELETE FROM {table} WHERE {table}.id = 1;\n'))).toBeUndefined();
    expect(told('db/1.sql', script('DELETE FROM {table}{condition};\n'))).toBe('not known');
    expect(told('db/1.sql', script('DELETE FROM {schema}.{table};\n'))).toBe('all rows');
  });
});

/** The words of statements whose WHERE chooses rows, each of which may be put in. */
const STATEMENTS = [
  'DELETE FROM app . orders WHERE orders . paid = false AND orders . note <> lower ( orders . name )',
  'DELETE FROM orders AS o USING shops AS s WHERE o . shop_id = s . id AND s . closed > 3',
  'DELETE FROM orders WHERE id IN ( SELECT order_id FROM gone WHERE kind = 4 )',
  'DELETE FROM orders WHERE EXISTS ( SELECT 1 FROM orders AS t WHERE orders . key = t . key AND orders . id > t . id )',
  'UPDATE app . orders AS o SET note = 5 , paid = true WHERE o . id < 100 OR o . note IS NULL',
  'UPDATE orders SET note = s . name FROM shops AS s WHERE orders . shop_id = s . id',
].map((sql) => sql.split(' '));

const anyWithHoles = fc.constantFrom(...STATEMENTS).chain((words) => {
  const open = words.flatMap((word, index) => (/^[a-z\d]/.test(word) ? [index] : []));
  return fc
    .subarray(open, { minLength: 1 })
    .map((holes) => words.map((word, index) => (holes.includes(index) ? `{x${index}}` : word)).join(' '));
});

describe('Any part of a statement with a WHERE', () => {
  it('may be put in, and the statement is still not one without', () => {
    fc.assert(
      fc.property(anyWithHoles, fc.constantFrom(...HOW), (sql, how) => {
        expect(told(REVISION, inRevision(sql, how))).not.toBe('all rows');
      }),
    );
  });
});
