import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { tableText, type TableName } from '../../packages/policy-core/src/migrations/operations/name.ts';
import type { SqlParser } from '../../packages/policy-core/src/parsers/parsers.ts';
import type { SchemaHistory } from '../../packages/policy-core/src/migrations/schema/schema-history.ts';
import { AT_END, foldedSql } from '../../packages/policy-core/src/testing/folded-sql.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** Few names, so that they meet. */
const bare = fc.constantFrom('a', 'b', 'c', 'p', 'v', 'w');
const relation = fc.oneof(
  bare,
  bare.map((name) => `s.${name}`),
);
const type = fc.constantFrom('d', 'e', 's.d', 's.e');
const schema = fc.constantFrom('public', 's');
const end = fc.constantFrom('', ' CASCADE');
const column = fc.constantFrom('id', 'x');

const statement = fc.oneof(
  fc
    .tuple(relation, relation)
    .map(([one, to]) => `CREATE TABLE ${one} (id int PRIMARY KEY, x int REFERENCES ${to} (id))`),
  relation.map((one) => `CREATE TABLE ${one} (id int PRIMARY KEY, x int) PARTITION BY RANGE (id)`),
  fc
    .tuple(relation, relation, fc.constantFrom('DEFAULT', 'FOR VALUES FROM (1) TO (9)'))
    .map(([one, of, bounds]) => `CREATE TABLE ${one} PARTITION OF ${of} ${bounds}`),
  fc.tuple(relation, relation).map(([one, of]) => `CREATE TABLE ${one} (y int) INHERITS (${of})`),
  fc.tuple(relation, relation).map(([one, of]) => `ALTER TABLE ${of} ATTACH PARTITION ${one} DEFAULT`),
  fc.tuple(relation, relation).map(([one, of]) => `ALTER TABLE ${of} DETACH PARTITION ${one}`),
  fc.tuple(relation, relation).map(([one, of]) => `ALTER TABLE ${one} INHERIT ${of}`),
  fc.tuple(relation, relation).map(([one, of]) => `ALTER TABLE ${one} NO INHERIT ${of}`),
  fc
    .tuple(relation, relation, column)
    .map(([one, to, by]) => `ALTER TABLE ${one} ADD FOREIGN KEY (x) REFERENCES ${to} (${by})`),
  fc.tuple(relation, relation).map(([one, of]) => `CREATE VIEW ${one} AS SELECT 1 AS x FROM ${of}`),
  fc
    .tuple(relation, relation)
    .map(([one, of]) => `CREATE OR REPLACE VIEW ${one} AS SELECT 1 AS x FROM ${of}`),
  fc
    .tuple(relation, relation)
    .map(([one, of]) => `CREATE MATERIALIZED VIEW ${one} AS SELECT 1 AS x FROM ${of}`),
  fc
    .tuple(fc.constantFrom('TABLE', 'VIEW', 'MATERIALIZED VIEW'), relation, bare)
    .map(([kind, one, to]) => `ALTER ${kind} ${one} RENAME TO ${to}`),
  fc
    .tuple(fc.constantFrom('TABLE', 'VIEW', 'MATERIALIZED VIEW'), relation, schema)
    .map(([kind, one, to]) => `ALTER ${kind} ${one} SET SCHEMA ${to}`),
  fc
    .tuple(fc.constantFrom('TABLE', 'TABLE', 'VIEW', 'MATERIALIZED VIEW'), relation, end)
    .map(([kind, one, how]) => `DROP ${kind} ${one}${how}`),
  fc
    .tuple(relation, column, fc.constantFrom('id', 'x', 'z'))
    .map(([one, from, to]) => `ALTER TABLE ${one} RENAME ${from} TO ${to}`),
  fc.tuple(relation, column).map(([one, by]) => `ALTER TABLE ${one} ADD UNIQUE (${by})`),
  fc.tuple(relation, column, end).map(([one, by, how]) => `ALTER TABLE ${one} DROP COLUMN ${by}${how}`),
  type.map((one) => `CREATE TYPE ${one} AS ENUM ('x')`),
  type.map((one) => `CREATE DOMAIN ${one} AS text`),
  fc.tuple(relation, type).map(([one, of]) => `ALTER TABLE ${one} ADD COLUMN t ${of}`),
  fc
    .tuple(fc.constantFrom('TYPE', 'DOMAIN'), type, fc.constantFrom('d', 'e'))
    .map(([kind, one, to]) => `ALTER ${kind} ${one} RENAME TO ${to}`),
  fc
    .tuple(fc.constantFrom('TYPE', 'DOMAIN'), type, schema)
    .map(([kind, one, to]) => `ALTER ${kind} ${one} SET SCHEMA ${to}`),
  fc
    .tuple(fc.constantFrom('TYPE', 'DOMAIN'), type, end)
    .map(([kind, one, how]) => `DROP ${kind} ${one}${how}`),
  fc.constant('ALTER SCHEMA s RENAME TO t; ALTER SCHEMA public RENAME TO s; ALTER SCHEMA t RENAME TO public'),
  fc.constant('DROP SCHEMA s CASCADE; CREATE SCHEMA s'),
);

const START = [
  'CREATE TABLE a (id int PRIMARY KEY, x int); CREATE TABLE b (id int PRIMARY KEY, x int REFERENCES a)',
  'CREATE TABLE p (id int PRIMARY KEY, x int) PARTITION BY RANGE (id); CREATE TABLE c PARTITION OF p DEFAULT',
  "CREATE VIEW v AS SELECT 1 AS x FROM a; CREATE VIEW s.w AS SELECT 1 AS x FROM v; CREATE TYPE s.e AS ENUM ('x')",
];

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and the folded schema', () => {
  let database: ScratchDatabase;
  let parser: SqlParser;
  beforeAll(async () => {
    parser = (await testParsers()).sql;
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  test(
    'agree on children, references, views and types, whatever is done to them',
    { timeout: 900_000 },
    async () => {
      const numRuns = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 2_000 : 40;
      await fc.assert(
        fc.asyncProperty(fc.array(statement, { minLength: 5, maxLength: 30 }), async (statements) => {
          await database.query(FRESH);
          const accepted: string[] = [];
          for (const sql of [...START, ...statements]) if (await isAccepted(sql)) accepted.push(sql);
          expect(shownFolded(foldedSql(parser, ...accepted)), accepted.join(';\n')).toEqual(
            await shownReal(),
          );
        }),
        { numRuns },
      );
    },
  );

  async function isAccepted(sql: string): Promise<boolean> {
    try {
      await database.query(sql);
      return true;
    } catch {
      return false;
    }
  }

  async function shownReal(): Promise<readonly string[]> {
    const rows = await database.query<{ readonly line: string }>(QUERY);
    return rows.map(({ line }) => line).toSorted();
  }
});

const FRESH =
  'DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS s CASCADE; CREATE SCHEMA s';

function own(namespace: string): string {
  return `${namespace}::regnamespace::text IN ('public', 's')`;
}

/** Those of the catalogs. */
const QUERY = `
  SELECT inhrelid::regclass || CASE WHEN c.relispartition THEN ' partition-of ' ELSE ' inherits ' END
    || inhparent::regclass AS line
  FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE c.relkind IN ('r', 'p')
  UNION ALL
  SELECT conrelid::regclass || ' (' || a.attname || ') to ' || confrelid::regclass || ' (' || b.attname || ')'
  FROM pg_constraint
  JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1]
  JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = confkey[1]
  WHERE contype = 'f' AND conrelid <> confrelid AND conparentid = 0
  UNION ALL
  SELECT DISTINCT v.oid::regclass || ' reads ' || d.refobjid::regclass
  FROM pg_class v JOIN pg_rewrite r ON r.ev_class = v.oid
  JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refobjid <> v.oid
  WHERE v.relkind IN ('v', 'm') AND d.refclassid = 'pg_class'::regclass AND ${own('v.relnamespace')}
  UNION ALL
  SELECT format_type(t.oid, NULL) || CASE t.typtype WHEN 'e' THEN ' is an enum' ELSE ' is a domain' END
  FROM pg_type t WHERE t.typtype IN ('d', 'e') AND ${own('t.typnamespace')}
  UNION ALL
  SELECT attrelid::regclass || ' has a ' || format_type(atttypid, NULL)
  FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
  WHERE attname = 't' AND NOT attisdropped AND c.relkind IN ('r', 'p') AND attislocal`;

function shownFolded(history: SchemaHistory): readonly string[] {
  const tables = history.tablesAt(AT_END);
  const named = (table: TableName) =>
    tableText({ ...table, ...(table.schema === 'public' && { schema: undefined }) });
  return [
    ...tables.flatMap(({ table, columns }) => [
      ...history
        .childrenOf(table, AT_END)
        .map((child) => `${named(child.table)} ${child.as} ${named(table)}`),
      ...history.referencesTo(table, AT_END).map(({ from, definition }) => {
        const target = definition.target.columns ?? keyOf(history, table);
        return `${named(from)} (${definition.columns?.[0]}) to ${named(table)} (${target?.[0]})`;
      }),
      ...[...columns.values()].flatMap((one) =>
        one.name === 't' && one.type?.isKnown === true ? [`${named(table)} has a ${one.type.name}`] : [],
      ),
    ]),
    ...history
      .viewsAt(AT_END)
      .flatMap(({ view, reads }) =>
        reads.flatMap((one) => (named(view) === named(one) ? [] : `${named(view)} reads ${named(one)}`)),
      ),
    ...['d', 'e', 's.d', 's.e'].flatMap((name) => [
      ...(history.domainAt(name, AT_END) === undefined ? [] : [`${name} is a domain`]),
      ...(history.enumAt(name, AT_END) === undefined ? [] : [`${name} is an enum`]),
    ]),
  ].toSorted();
}

function keyOf(history: SchemaHistory, table: TableName): readonly string[] | undefined {
  return history
    .tableAt(table, AT_END)
    ?.constraints.find(({ definition }) => definition.kind === 'primary-key')?.definition.columns;
}
