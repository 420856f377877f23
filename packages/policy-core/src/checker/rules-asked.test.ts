import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Get } from '../engine/queries/query.ts';
import type { Rule } from '../engine/rule.ts';
import { migrationParts, type MigrationPart } from '../migrations/analysis/migration-parts.ts';
import { migrationSubjects } from '../migrations/facts/judged-migrations.ts';
import { policyOf } from '../testing/any-repository.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { SQL_STATEMENTS } from '../testing/sql-statements.ts';
import { allRules } from './all-rules.ts';
import { treeObservations, type TextFile } from './observations-from-input.ts';
import { runEngine } from './run-engine.ts';

const parsers = await testParsers();
const policy = policyOf({ migrations: { sql: ['db/**/*.sql'], alembic: ['alembic/versions'] } });

/** That the pool of all tests has not, so that there is one of each kind. */
const MORE = [
  'ALTER TABLE orders SET TABLESPACE fast',
  'ALTER TABLE orders SET UNLOGGED',
  'ALTER TABLE orders SET (fillfactor = 70)',
  'ALTER TABLE orders ATTACH PARTITION orders_1 FOR VALUES IN (1)',
  'ALTER TABLE orders DETACH PARTITION orders_1',
  "ALTER TYPE mood RENAME VALUE 'a' TO 'b'",
  'ALTER TYPE mood RENAME TO old_mood',
  "INSERT INTO orders (state) VALUES ('c')",
  'ALTER DOMAIN state ADD CONSTRAINT ck CHECK (VALUE > 1)',
  'ALTER DOMAIN state SET NOT NULL',
  'ALTER TABLE orders ADD COLUMN n serial',
  'ALTER TABLE orders ADD COLUMN u uuid DEFAULT gen_random_uuid() UNIQUE',
  'ALTER TABLE orders ADD CONSTRAINT ex EXCLUDE USING gist (a WITH =)',
  'CREATE TRIGGER g AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()',
  "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN DROP TABLE orders; END'",
  'DO $$ BEGIN ALTER TABLE orders ADD COLUMN hidden int; END $$',
  'CREATE DATABASE shop',
  'DROP DATABASE shop',
  'VACUUM FULL orders',
  'CLUSTER orders USING ix',
  'REINDEX TABLE orders',
  'CREATE INDEX CONCURRENTLY ix ON orders (a)',
  'SET lock_timeout = 0',
  'BEGIN',
  'COMMIT',
  'SELECT 1 FROM orders FOR UPDATE',
  'SELECT unknown_function(1)',
  'This is no SQL',
];

const anyScript = fc
  .array(fc.constantFrom(...SQL_STATEMENTS.map(([sql]) => sql), ...MORE), { maxLength: 4 })
  .map((statements) => statements.map((sql) => `${sql};`));

const anyDirective = fc.constantFrom(
  'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True))',
  'op.drop_table("orders")',
  'op.add_column("orders", sa.Column("note", sa.Text(), nullable=False))',
  'op.drop_column("orders", "note")',
  'op.drop_constraint(None, "orders", type_="unique")',
  'op.create_unique_constraint(None, "orders", ["note"])',
  'op.rename_table("orders", "invoices")',
  'Base.metadata.create_all(op.get_bind())',
  'Base.metadata.drop_all(op.get_bind())',
  'unknown(op)',
  'raise NotImplementedError',
  'pass',
);
const anyBody = fc
  .tuple(fc.array(anyDirective, { maxLength: 3 }), anyScript)
  .map(([directives, sql]) =>
    [...directives, ...sql.map((one) => `op.execute(${JSON.stringify(one)})`), 'pass'].map(
      (line) => `    ${line}\n`,
    ),
  );
const anyRevision = fc
  .record({ up: anyBody, down: fc.option(anyBody), id: fc.constantFrom("'aa11bb22cc33'", 'make_id()', "''") })
  .map(
    ({ up, down, id }) =>
      `from alembic import op\nimport sqlalchemy as sa\nrevision = ${id}\ndown_revision = None\ndef upgrade():\n${up.join('')}${down === null ? '' : `def downgrade():\n${down.join('')}`}`,
  );

const anyFiles: fc.Arbitrary<readonly TextFile[]> = fc
  .record({
    scripts: fc.array(anyScript, { maxLength: 2 }),
    revision: fc.oneof(anyRevision, fc.constant('def upgrade(:\n')),
  })
  .map(({ scripts, revision }) => [
    ...scripts.map((sql, index) => ({ path: `db/${index}.sql`, text: `${sql.join('\n')}\n` })),
    { path: 'alembic/versions/aa11bb22cc33_change.py', text: revision },
  ]);

const picky = allRules.filter(({ onlyWith }) => onlyWith !== undefined);

/** By the id of the rule: what each says of each migration, and what is in it, whether or not it would be asked. */
function askAll(files: readonly TextFile[]) {
  const observations = treeObservations(policy, files, {});
  return runEngine({ policy, observations, stage: 'ci', parsers }).ask((get) =>
    get(migrationSubjects).flatMap(({ judged }) =>
      picky.map((rule) => ({ rule, parts: migrationParts(judged), said: saidBy(rule, get, judged) })),
    ),
  );
}

function saidBy(rule: Rule, get: Get, judged: unknown): readonly string[] {
  const outcomes = rule.check(get, judged, { options: undefined, stage: 'ci' });
  return Array.from(outcomes, ({ messageId }) => messageId);
}

function isNotAsked({ onlyWith = [] }: Rule, parts: ReadonlySet<string>): boolean {
  return !onlyWith.some((part) => parts.has(part));
}

describe('a rule that is not asked about a migration', () => {
  test('would have said nothing of it', () => {
    fc.assert(
      fc.property(anyFiles, (files) => {
        const missed = askAll(files)
          .filter(({ rule, parts, said }) => said.length > 0 && isNotAsked(rule, parts))
          .map(({ rule, said }) => `${rule.id} ${said.join()}`);
        expect(missed).toEqual([]);
      }),
    );
  });

  test('is about something that migrations of this test have', () => {
    const seen = new Set<MigrationPart>(['unsettled']);
    fc.assert(
      fc.property(anyFiles, (files) => {
        for (const { parts } of askAll(files)) for (const part of parts) seen.add(part);
      }),
      { numRuns: 100, seed: 1 },
    );
    expect(picky.filter(({ onlyWith = [] }) => onlyWith.every((part) => !isIn(seen, part)))).toEqual([]);
    expect(picky.length).toBeGreaterThan(60);
  });
});

function isIn(parts: ReadonlySet<string>, part: string): boolean {
  return parts.has(part);
}
