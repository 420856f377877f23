import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { endServices, makeSample } from '../../tools/sample-service/made-sample.mjs';
import { alembic } from '../alembic/alembic-worker.ts';
import { postgresql } from '../postgres/scratch-database.ts';
import { startPostgres } from '../postgres/start-postgres.mjs';

type Sample = Awaited<ReturnType<typeof makeSample>>;
const ENVIRONMENTS = ['staging', 'production'] as const;

/** What a platform was asked to run, the newest first. */
interface PlatformState {
  readonly pid: number;
  readonly deploys: readonly { readonly commit: string }[];
}

/** The sample with its databases: all of it can be kept as it is, and brought back as often as one likes. */
export interface KeptWorld extends Pick<Sample, 'clone' | 'environments' | 'git'> {
  /** Of everything that is kept. */
  readonly folder: string;
  /** The Python that has Alembic. */
  readonly python: string;
  /** Runs a statement; what it answers, without its end of line. */
  readonly psql: (database: string, statement: string) => string;
  /** Writes production into a file. */
  readonly dump: (file: string) => void;
  readonly deploysTo: (environment: string) => readonly { readonly commit: string }[];
  readonly keep: (name: string) => void;
  /** As it was kept; the services run again. */
  readonly bringBack: (name: string) => void;
  readonly end: () => Promise<void>;
}

export async function openKeptWorld(): Promise<KeptWorld> {
  if (postgresql.kind === 'unavailable') throw new Error(postgresql.reason);
  if (alembic.kind === 'unavailable') throw new Error(alembic.reason);
  const { python } = alembic;
  const { bin } = postgresql;
  const cluster = await startPostgres(bin);
  const { host, user } = cluster;
  const home = mkdtempSync(path.join(realpathSync(tmpdir()), 'lockkeeper-kept-'));
  const folder = path.join(home, 'now');
  mkdirSync(folder);
  const addressOf = (database: string) => `postgresql://${user}@/${database}?host=${host}`;
  const client = (name: string, ...args: readonly string[]) =>
    execFileSync(path.join(bin, name), ['-h', host, '-U', user, ...args], { encoding: 'utf8' }).trim();
  const psql = (database: string, statement: string) =>
    client('psql', '-d', database, '-v', 'ON_ERROR_STOP=1', '-tAc', statement);
  const sample = await makeSample(folder, {
    DATABASE_URL: addressOf('staging'),
    DATABASE_URL_PROD: addressOf('production'),
    STAGING_DATABASE_URL: addressOf('staging'),
    PRODUCTION_DATABASE_URL: addressOf('production'),
    SAMPLE_PYTHON: python,
  });
  for (const database of ENVIRONMENTS) {
    psql('postgres', `CREATE DATABASE ${database}`);
    const env = { ...process.env, DATABASE_URL: addressOf(database) };
    execFileSync(python, ['-m', 'alembic', 'upgrade', 'head'], { cwd: sample.clone, env, stdio: 'pipe' });
    psql(database, "INSERT INTO orders (id, number) VALUES (1, 'A-1'), (2, 'A-2'), (3, 'B-1')");
  }
  return {
    ...sample,
    folder,
    python,
    psql,
    dump: (file) => client('pg_dump', '--format=custom', '--file', file, 'production'),
    deploysTo: (environment) => stateOf(sample, environment).deploys,
    keep: (name) => {
      cpSync(folder, path.join(home, name), COPY);
      psql('postgres', `CREATE DATABASE kept_${name} TEMPLATE production`);
    },
    bringBack: (name) => {
      endServices(sample.platform);
      rmSync(folder, { recursive: true, force: true });
      cpSync(path.join(home, name), folder, COPY);
      psql('postgres', 'DROP DATABASE production WITH (FORCE)');
      psql('postgres', `CREATE DATABASE production TEMPLATE kept_${name}`);
      for (const environment of ENVIRONMENTS) startService(sample, environment);
    },
    end: async () => {
      endServices(sample.platform);
      await cluster.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const COPY = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true } as const;

function stateFile({ platform }: Sample, environment: string): string {
  return path.join(platform, environment, 'state.json');
}

function stateOf(sample: Sample, environment: string): PlatformState {
  return JSON.parse(readFileSync(stateFile(sample, environment), 'utf8')) as PlatformState;
}

/** What ran there when it was kept runs again, in a process of its own. */
function startService(sample: Sample, environment: (typeof ENVIRONMENTS)[number]): void {
  const state = stateOf(sample, environment);
  const { STAGING_PORT, PRODUCTION_PORT } = sample.environments.agent;
  const [sha, port] = [
    state.deploys[0]?.commit ?? '',
    environment === 'staging' ? STAGING_PORT : PRODUCTION_PORT,
  ];
  const child = spawn(process.execPath, ['service.mjs', port, sha, environment], {
    cwd: path.join(sample.platform, environment, 'releases', sha),
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  writeFileSync(stateFile(sample, environment), JSON.stringify({ ...state, pid: child.pid }));
}
