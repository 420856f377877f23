import type { ScratchDatabase } from '../postgres/scratch-database.ts';
import { alembicProject, type AlembicProject, type FileTexts } from './alembic-project.ts';
import type { AlembicReply } from './alembic-worker.ts';
import { schemaEffects, type SchemaEffect } from './schema-effects.ts';

/** How upgrade, downgrade and upgrade end, on a database with rows. */
export interface RoundTrip {
  /** What it fails with, in one line, the class first; left out: it runs. */
  readonly up?: string;
  /** The same of the way back. */
  readonly down?: string;
  /** What differs in the schema once it is back, such as `add-column orders.note`. */
  readonly left: readonly string[];
  /** Columns whose values are not what they were, once it is back, such as `orders.note`. */
  readonly lost: readonly string[];
  /** What the second upgrade fails with. */
  readonly again?: string;
  /** The second upgrade ends where the first one did. */
  readonly isRepeatable: boolean;
}

export interface TripParts {
  /** Whatever is in it goes before. */
  readonly database: ScratchDatabase;
  readonly revisions: FileTexts;
  /** The revision at which there are rows, and to which the downgrade leads. */
  readonly from: string;
  /** Statements that put the rows in. */
  readonly rows: string;
}

export async function roundTrip({ database, revisions, from, rows }: TripParts): Promise<RoundTrip> {
  await emptied(database);
  const project = await alembicProject({ revisions, database });
  await project.succeed('upgrade', from);
  await database.query(rows);
  const before = await database.dump();
  const held = await valuesIn(database);
  const first = await step(project, 'upgrade', 'head');
  if (first.failure !== undefined) return { up: first.failure, ...NOTHING };
  const upgraded = await database.dump();
  const back = await step(project, 'downgrade', from);
  if (back.failure !== undefined) return { down: back.failure, ...NOTHING };
  const left = schemaEffects(before, await database.dump()).map(effectText);
  const values = await valuesIn(database);
  const lost = [...held].flatMap(([column, old]) => (values.get(column) === old ? [] : [column]));
  const second = await step(project, 'upgrade', 'head');
  if (second.failure !== undefined) return { left, lost, again: second.failure, isRepeatable: false };
  const effects = schemaEffects(upgraded, await database.dump());
  return { left, lost, isRepeatable: effects.length === 0 };
}

const NOTHING = { left: [], lost: [], isRepeatable: false };

/** Takes away every schema that a test may have made. */
export async function emptied(database: ScratchDatabase): Promise<void> {
  const made = await database.query<{ readonly name: string }>(
    "SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'",
  );
  for (const { name } of made) await database.query(`DROP SCHEMA ${name} CASCADE`);
  await database.query('CREATE SCHEMA public');
}

/** For every column of every table its values, by the first column of the table. */
async function valuesIn(database: ScratchDatabase): Promise<ReadonlyMap<string, string>> {
  const { tables } = await database.dump();
  const values = new Map<string, string>();
  for (const [table, { columns }] of Object.entries(tables)) {
    const rows = await database.query(`SELECT * FROM ${table} ORDER BY 1`);
    for (const column of Object.keys(columns))
      values.set(`${table}.${column}`, JSON.stringify(rows.map((row) => row[column])));
  }
  return values;
}

async function step(
  project: AlembicProject,
  ...args: readonly string[]
): Promise<{ readonly failure?: string }> {
  const reply = await project.run(...args);
  return reply.exit === 0 ? {} : { failure: failureText(reply) };
}

/** The error it came from in the end, without the hints that PostgreSQL adds in further lines. */
export function failureText({ errors, log }: AlembicReply): string {
  const cause = errors.at(-1);
  return cause === undefined ? log : `${cause.type}: ${cause.message.split('\n')[0]}`;
}

function effectText({ kind, table, name }: SchemaEffect): string {
  return `${kind} ${[table, name].filter((part) => part !== undefined).join('.')}`;
}
