import { Client } from 'pg';

import { ensurePostgresql } from '../../tools/setup/postgresql.mjs';
import { dumpSchema, type SchemaDump } from './schema-dump.ts';
import { startPostgres } from './start-postgres.mjs';

/** A database that nobody else uses. */
export interface ScratchDatabase {
  readonly name: string;
  /** For libpq, and so for psql and psycopg2; node-postgres reads it as well. */
  readonly url: string;
  /** The same for SQLAlchemy. */
  readonly sqlalchemyUrl: string;
  /** Statements one after the other when there are no values; the rows of the only one. */
  query<Row extends Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]>;
  /** Without the bookkeeping of Alembic. */
  dump(): Promise<SchemaDump>;
  /** One more connection, which the caller ends: for what waits for a lock. */
  connect(): Promise<Client>;
  /** Takes the database away, whoever is connected. */
  drop(): Promise<void>;
}

/** Which PostgreSQL judges here. Where there is none, tests about it skip. */
export const postgresql = await ensurePostgresql({ log: console.info });

let cluster: ReturnType<typeof startPostgres> | undefined;
let made = 0;

/** An empty database on a server that this process starts with the first one; rejects where there is none. */
export async function scratchDatabase(): Promise<ScratchDatabase> {
  const { host, user } = await server();
  const name = `scratch_${(made += 1)}`;
  await asAdministrator(`CREATE DATABASE ${name}`);
  const own = new Client({ host, user, database: name });
  await own.connect();
  return {
    name,
    url: `postgresql://${user}@/${name}?host=${encodeURIComponent(host)}`,
    sqlalchemyUrl: `postgresql+psycopg2://${user}@/${name}?host=${encodeURIComponent(host)}`,
    query: async (text, values) => (await own.query(text, values && [...values])).rows,
    dump: () => dumpSchema(own),
    connect: async () => {
      const another = new Client({ host, user, database: name });
      await another.connect();
      return another;
    },
    drop: async () => {
      await own.end();
      await asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

function server(): ReturnType<typeof startPostgres> {
  if (postgresql.kind === 'unavailable') throw new Error(postgresql.reason);
  cluster ??= startPostgres(postgresql.bin);
  return cluster;
}

async function asAdministrator(statement: string): Promise<void> {
  const { host, user } = await server();
  const client = new Client({ host, user, database: 'postgres' });
  await client.connect();
  await client.query(statement);
  await client.end();
}
