import { expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';

const checker = checkerFor(policyOf({ migrations: { sql: ['db/**/*.sql'] } }), await testParsers());

/** Rules of what is taken away or renamed, as far as they tell of the script. */
function told(text: string): readonly string[] {
  const { findings } = checker.checkFiles([{ path: 'db/1.sql', text: `${text};\n` }]);
  return findings
    .map(({ rule }) => rule.replace('migrations/', ''))
    .filter((rule) => OF_LOSSES.test(rule))
    .toSorted();
}

const OF_LOSSES =
  /^(?:drop-(?!index-not)|cascade|truncate|delete-w|update-w|rename|set-table|enum-value-r|hidden|narrow)/;

test.each([
  ['DROP TABLE orders', ['drop-table']],
  ['DROP TABLE orders CASCADE', ['drop-table']],
  ['DROP TABLE orders, "Order Lines" CASCADE', ['drop-table', 'drop-table']],
  ['ALTER TABLE orders DROP COLUMN note CASCADE', ['drop-column']],
  ['ALTER TABLE orders DROP CONSTRAINT orders_pkey', ['drop-constraint']],
  ['ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE', ['cascade-drop']],
  ['DROP SCHEMA shop CASCADE', ['drop-schema']],
  ['DROP OWNED BY bob CASCADE', ['drop-owned']],
  ['DROP VIEW v', ['drop-view']],
  ['DROP VIEW v CASCADE', ['cascade-drop']],
  ['DROP TYPE mood CASCADE', ['cascade-drop']],
  ['DROP SEQUENCE s CASCADE', ['cascade-drop']],
  ['DROP EXTENSION e CASCADE', ['cascade-drop']],
  ['TRUNCATE orders CASCADE', ['truncate-table']],
  ['DELETE FROM orders WHERE true', ['delete-without-where']],
  ['UPDATE orders SET note = 1', ['update-without-where']],
  ['DO $$ BEGIN ALTER TABLE orders DROP COLUMN note; END $$', ['drop-column']],
  ['DO $$ BEGIN ALTER TABLE orders SET SCHEMA old; END $$', ['set-table-schema']],
  [
    "CREATE TYPE mood AS ENUM ('a', 'b'); CREATE TABLE people (m mood); DROP TABLE people; DROP TYPE mood",
    [],
  ],
])('what goes is told once: %s', (sql, rules) => {
  expect(told(sql)).toEqual(rules);
});

test('where the policy lets a table go, what CASCADE takes along is told', () => {
  const allowed = { 'migrations/drop-table': { options: { allowTables: ['orders'] } } };
  const policy = policyOf({ migrations: { sql: ['db/**/*.sql'] }, rules: allowed });
  return testParsers().then((parsers) => {
    const { findings } = checkerFor(policy, parsers).checkFiles([
      { path: 'db/1.sql', text: 'DROP TABLE orders CASCADE;\n' },
    ]);
    expect(findings.map(({ rule }) => rule)).toContain('migrations/cascade-drop');
  });
});
