import type { CountedRows } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import type { Client } from 'pg';

import { errorCode } from '../../system/error-code.ts';
import type { Environment } from '../../system/environment.ts';
import { settingsOfVariable } from './settings-of-variable.ts';

/** How many rows each table of the database has that the variable leads to, and what they hold. Changes nothing. */
export async function countRows(env: Environment, variable: string): Promise<Known<CountedRows>> {
  const found = settingsOfVariable(env, variable);
  if (found.kind === 'unseen') return unobserved(found.why.reason);
  // pg is loaded only where there is a database to ask.
  const { connect, closeConnection } = await import('./connect.ts');
  const connection = await connect(found.settings, PATIENCE);
  if (connection.kind === 'unseen') return unobserved(connection.why.reason);
  try {
    return observed(await countedIn(connection.client));
  } catch (error) {
    return unobserved(`the rows could not be counted (${errorCode(error) ?? 'the server said no more'})`);
  } finally {
    await closeConnection(connection.client);
  }
}

const PATIENCE = { connectMs: 10_000, queryMs: 120_000 };

async function countedIn(client: Client): Promise<CountedRows> {
  await client.query(
    `BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = pg_catalog`,
  );
  const tables = await client.query<TableRow>(TABLES);
  const counted: CountedRows[number][] = [];
  for (const { schema, name, isSmall, cascades, changes } of tables.rows) {
    const relation = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
    const checksum = isSmall
      ? 'coalesce(sum(hashtextextended("the row"::text, 0)::numeric), 0)::text'
      : 'NULL';
    const { rows } = await client.query<CountRow>(
      `SELECT count(*)::text AS count, ${checksum} AS checksum FROM ${relation} AS "the row"`,
    );
    const [row] = rows;
    counted.push({
      schema,
      table: name,
      count: Number(row?.count ?? 0),
      checksum: row?.checksum ?? null,
      cascadesFrom: cascades,
      changesWith: changes,
    });
  }
  await client.query('ROLLBACK');
  return counted;
}

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly isSmall: boolean;
  readonly cascades: readonly string[];
  readonly changes: readonly string[];
}

interface CountRow {
  readonly count: string;
  readonly checksum: string | null;
}

/** Rows are read whole where the database is smaller than this. */
const LARGEST_READ = 1_000_000_000;

function referred(condition: string): string {
  return `ARRAY(
      SELECT n.nspname || '.' || r.relname
      FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace n ON n.oid = r.relnamespace
      WHERE k.conrelid = c.oid AND k.contype = 'f' AND ${condition}
    )::text[]`;
}

/** Tables of their own and the roots of partitioned ones; Alembic's table is nobody's data. */
const TABLES = `
  SELECT n.nspname::text AS schema, c.relname::text AS name,
    pg_database_size(current_database()) < ${LARGEST_READ} AS "isSmall",
    ${referred("confdeltype = 'c'")} AS cascades,
    ${referred("(confdeltype IN ('c', 'n', 'd') OR confupdtype IN ('c', 'n', 'd'))")} AS changes
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
    AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'version_num' AND c.relname LIKE '%version%'
    )
  ORDER BY 1, 2`;
