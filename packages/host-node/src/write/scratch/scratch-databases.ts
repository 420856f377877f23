import { randomBytes } from 'node:crypto';

import type { ScratchDatabase, ScratchDatabases } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../error-code.ts';
import { readAddress } from '../../read/postgres/address.ts';
import { createDatabases } from '../../read/postgres/create-databases.ts';
import { settingsFor, type Settings } from '../../read/postgres/settings.ts';
import { runAlembic, type AlembicPlace } from './run-alembic.ts';
import { withDatabase } from './scratch-address.ts';

export interface ScratchOptions extends Pick<AlembicPlace, 'root' | 'env' | 'python' | 'signal'> {
  /** Names of the variables that lead to the databases. */
  readonly development: string;
  readonly production: string;
}

/** Scratch databases on the server of development. The address of production is given to nothing that runs on them. */
export function createScratchDatabases(options: ScratchOptions): ScratchDatabases {
  return {
    newName: () => `lockkeeper_proof_${randomBytes(6).toString('hex')}`,
    use: async ({ name, from }, work) => {
      const server = serverOf(options, name);
      if (!server.known) return server;
      const { settings, url } = server.value;
      const template = from === 'copy' ? ` TEMPLATE ${quoted(settings.database)}` : '';
      const made = await ask(settings, `CREATE DATABASE ${quoted(name)}${template}`);
      if (!made.known) return made;
      const drop = async () => await ask(settings, `DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`);
      try {
        const value = await work(scratchAt({ name, url }, options));
        return observed({ value, isDropped: (await drop()).known });
      } catch (error) {
        await drop();
        throw error;
      }
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
  const around: NodeJS.ProcessEnv = {
    ...env,
    [development]: url,
    PGDATABASE: name,
    LOCKKEEPER_SCRATCH: name,
    LOCKKEEPER_SCRATCH_URL: url,
  };
  delete around[production];
  return {
    look: (schemas) => createDatabases(around).look({ variable: development, schemas }),
    alembic: (run) => runAlembic(run, { ...place, env: around }),
  };
}

const PATIENCE = { connectMs: 10_000, queryMs: 120_000 };

/** Over a connection of its own, to development. */
async function ask(settings: Settings, statement: string): Promise<Known<true>> {
  // pg is loaded only where there is a database to ask.
  const { connect, letGo } = await import('../../read/postgres/connect.ts');
  const connection = await connect(settings, PATIENCE);
  if (connection.kind === 'unseen') return unobserved(connection.why.reason);
  try {
    await connection.client.query(statement);
    return observed(true);
  } catch (error) {
    return unobserved(whyNot(errorCode(error), settings));
  } finally {
    await letGo(connection.client);
  }
}

/** Nothing that the server wrote is repeated. */
function whyNot(code: string | undefined, { user, database }: Settings): string {
  if (code === '42501') return `${user} may not make or copy databases there`;
  if (code === '55006') return `somebody is connected to ${database}, which can then not be copied`;
  return `the server refused it (${code ?? 'no code'})`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
