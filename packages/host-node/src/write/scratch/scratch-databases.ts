import { randomBytes } from 'node:crypto';

import type { ScratchDatabase, ScratchDatabases } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { readAddress } from '../../read/postgres/address.ts';
import { createDatabases } from '../../read/postgres/create-databases.ts';
import { countRows } from '../../read/postgres/count-rows.ts';
import { settingsFor, type Settings } from '../../read/postgres/settings.ts';
import { connectionFailure, type FailedConnection } from '../../read/postgres/connection-failure.ts';
import { redirectDatabaseVariables } from '../alembic/database-variables.ts';
import { runAlembic, type AlembicPlace } from '../alembic/run-alembic.ts';
import { withDatabase } from './scratch-address.ts';

export interface ScratchOptions extends Pick<AlembicPlace, 'root' | 'env' | 'python' | 'signal'> {
  /** Names of the variables that lead to the databases. */
  readonly development: string;
  readonly production: string;
}

const PREFIX = 'lockkeeper_proof_';
const MADE_HERE = new RegExp(`^${PREFIX}[0-9a-f]{12}$`);

/** Scratch databases on the server of development. No address of any other is given to what runs on them. */
export function createScratchDatabases(options: ScratchOptions): ScratchDatabases {
  return {
    newName: () => `${PREFIX}${randomBytes(6).toString('hex')}`,
    use: async ({ name, from }, work) => {
      if (options.signal.aborted) return unobserved('it was interrupted');
      const server = serverOf(options, name);
      if (!server.known) return server;
      const { settings, url } = server.value;
      const template = from === 'copy' ? ` TEMPLATE ${quoted(settings.database)}` : '';
      const made = await ask(settings, `CREATE DATABASE ${quoted(name)}${template}`);
      const drop = async () => await ask(settings, `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
      if (made.kind === 'refused') return unobserved(made.reason);
      if (made.kind === 'lost') {
        const dropped = await drop();
        const left = dropped.kind === 'done' ? '' : `, and may be there: drop ${name} by hand`;
        return unobserved(`whether it was made is not known as ${made.reason}${left}`);
      }
      // As long as somebody is connected to it, `dropLeft` of another process leaves it alone.
      const inUse = await connectedTo({ ...settings, database: name });
      try {
        const value = await work(scratchAt({ name, url }, options));
        return observed({ value, isDropped: (await drop()).kind === 'done' });
      } catch (error) {
        await drop();
        throw error;
      } finally {
        await inUse.close();
      }
    },
    dropLeft: async (name) => {
      // Names come from a log: nothing is dropped that this program did not make.
      if (!MADE_HERE.test(name)) return false;
      const server = serverOf(options, name);
      if (!server.known) return false;
      // Not IF EXISTS: one that is on another server is not dropped by who cannot see it.
      return (await ask(server.value.settings, `DROP DATABASE ${quoted(name)}`)).kind === 'done';
    },
  };
}

function serverOf(
  { env, development }: ScratchOptions,
  name: string,
): Known<{ readonly settings: Settings; readonly url: string }> {
  const written = env[development]?.trim() ?? '';
  if (written === '') return unobserved(`${development} is not set`);
  const address = readAddress(written);
  if (!address.known) return address;
  const settings = settingsFor(address.value, env);
  if (!settings.known) return settings;
  const url = withDatabase(written, name);
  return url === undefined
    ? unobserved(`the address in ${development} names its database behind a question mark`)
    : observed({ settings: settings.value, url });
}

function scratchAt(
  { name, url }: { readonly name: string; readonly url: string },
  { env, development, production, ...place }: ScratchOptions,
): ScratchDatabase {
  const address = (scheme: string) => url.replace(/^[^:]*/, () => scheme);
  const around: NodeJS.ProcessEnv = {
    ...redirectDatabaseVariables(env, { variables: [development, production], address }),
    PGDATABASE: name,
    LOCKKEEPER_DATABASE: name,
    LOCKKEEPER_DATABASE_URL: url,
  };
  return {
    look: (schemas) => createDatabases(around).look({ variable: development, schemas }),
    countRows: () => countRows(around, development),
    alembic: (run) => runAlembic(run, { ...place, env: around }),
  };
}

const PATIENCE = { connectMs: 10_000, queryMs: 120_000 };

/** `reason` is a clause. `lost`: the server may have done it, or be about to. */
type StatementOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused' | 'lost'; readonly reason: string };

/** Over a connection of its own, to development. */
async function ask(settings: Settings, statement: string): Promise<StatementOutcome> {
  // pg is loaded only where there is a database to ask.
  const { connect, closeConnection } = await import('../../read/postgres/connect.ts');
  const connection = await connect(settings, PATIENCE);
  if (connection.kind === 'unseen') return { kind: 'refused', reason: connection.why.reason };
  try {
    // The server itself gives up in time: what nobody waits for any more would be made all the same.
    await connection.client.query(`SET statement_timeout = ${PATIENCE.queryMs}`);
    await connection.client.query(statement);
    return { kind: 'done' };
  } catch (error) {
    const code = errorCode(error) ?? '';
    return SQLSTATE.test(code)
      ? { kind: 'refused', reason: whyNot(code, settings) }
      : { kind: 'lost', reason: connectionFailure(error, placeOf(settings, connection.host)).reason };
  } finally {
    await closeConnection(connection.client);
  }
}

/** Keeps a connection until it is closed; one that cannot be had is none. */
async function connectedTo(settings: Settings): Promise<{ readonly close: () => Promise<void> }> {
  const { connect, closeConnection } = await import('../../read/postgres/connect.ts');
  const connection = await connect(settings, PATIENCE);
  if (connection.kind === 'unseen') return { close: async () => await Promise.resolve() };
  const { client } = connection;
  return { close: async () => await closeConnection(client) };
}

/** Codes of PostgreSQL that are not about the connection. */
const SQLSTATE = /^(?!08|57P|E[A-Z]+$)[0-9A-Z]{5}$/;

function placeOf(settings: Settings, host: string): FailedConnection {
  return { ...settings, host, seconds: PATIENCE.queryMs / 1000 };
}

/** Nothing that the server wrote is repeated. */
function whyNot(code: string, { user, database }: Settings): string {
  if (code === '42501') return `${user} may not make or copy databases there`;
  if (code === '55006') return `somebody is connected to ${database}, which can then not be copied`;
  if (code === '57014') return `the server did not end it within ${PATIENCE.queryMs / 1000} s`;
  return `the server refused it (${code})`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
