import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import process from 'node:process';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import type { Environment } from '../../system/environment.ts';
import type { Address, HostPort } from './address.ts';
import { TLS_MODES, type TlsFiles, type TlsMode } from './tls.ts';

/** Everything a connection needs, from the address, the variables of libpq, and what goes without saying. */
export interface Settings {
  /** At least one; tried in their order. */
  readonly hosts: readonly (HostPort & { readonly port: number })[];
  readonly user: string;
  readonly database: string;
  /** `undefined`: whatever the password file holds. */
  readonly password: string | undefined;
  readonly passwordFile: string | undefined;
  readonly tls: TlsMode;
  readonly tlsFiles: TlsFiles;
  /** Such as `-c search_path=app`. */
  readonly options: string | undefined;
  /** `undefined`: nobody says. */
  readonly connectTimeoutMs: number | undefined;
}

/** Unobserved where `sslmode` or a port is none, and where libpq would go elsewhere. */
export function settingsFor(address: Address, env: Environment): Known<Settings> {
  const elsewhere = leadingElsewhere(address, env);
  if (elsewhere !== undefined)
    return unobserved(`${elsewhere} is set, which leads Alembic elsewhere than its address says`);
  const asked: Lookup = (parameter, variable) => address.parameters.get(parameter) ?? given(env, variable);
  const binding = asked('channel_binding', 'PGCHANNELBINDING') ?? 'prefer';
  if (!KEPT_BINDINGS.includes(binding)) return unobserved(unkeptBinding(binding));
  const { parameters } = address;
  const tls = tlsMode(parameters.get('sslmode') ?? sslWord(parameters.get('ssl')) ?? given(env, 'PGSSLMODE'));
  if (tls === undefined)
    return unobserved(`its sslmode is none of ${TLS_MODES.slice(0, -1).join(', ')} and ${TLS_MODES.at(-1)}`);
  const port = usualPort(env);
  if (port === undefined) return unobserved('PGPORT is no port');
  const home = given(env, 'HOME') ?? homedir();
  return observed({
    hosts: hostsOf(address, env).map((one) => ({ host: one.host, port: one.port ?? port })),
    ...identity(address, env),
    passwordFile: asked('passfile', 'PGPASSFILE') ?? path.join(home, '.pgpass'),
    tls,
    tlsFiles: tlsFiles(asked, home),
    options: asked('options', 'PGOPTIONS'),
    connectTimeoutMs: seconds(asked('connect_timeout', 'PGCONNECT_TIMEOUT')),
  });
}

/** Those that a connection without channel binding keeps to. */
const KEPT_BINDINGS: readonly string[] = ['disable', 'prefer'];

function unkeptBinding(binding: string): string {
  return binding === 'require'
    ? 'it asks for channel_binding=require, which is not supported here; give an address without it, with sslmode=verify-full'
    : 'its channel_binding is none of disable, prefer and require';
}

function usualPort(env: Environment): number | undefined {
  const port = Number(given(env, 'PGPORT') ?? 5432);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}

/** Variables of libpq that are not followed here. */
function leadingElsewhere({ hosts, database }: Address, env: Environment): string | undefined {
  if (given(env, 'PGHOSTADDR') !== undefined) return 'PGHOSTADDR';
  const isWhole = database !== undefined && hosts.length > 0 && hosts.every(({ host }) => host !== '');
  return isWhole || given(env, 'PGSERVICE') === undefined ? undefined : 'PGSERVICE';
}

/** What the address says, else the environment. */
type Lookup = (parameter: string, variable: string) => string | undefined;

function identity(address: Address, env: Environment): Pick<Settings, 'user' | 'database' | 'password'> {
  const user = address.user ?? given(env, 'PGUSER') ?? userInfo().username;
  return {
    user,
    database: address.database ?? given(env, 'PGDATABASE') ?? user,
    password: address.password ?? given(env, 'PGPASSWORD'),
  };
}

function tlsFiles(asked: Lookup, home: string): TlsFiles {
  return {
    rootCertificate: asked('sslrootcert', 'PGSSLROOTCERT'),
    certificate: asked('sslcert', 'PGSSLCERT'),
    key: asked('sslkey', 'PGSSLKEY'),
    folder: path.join(home, '.postgresql'),
  };
}

/** For people, without anything that lets somebody in: `db.example.com:5432`, or the folder of a socket. */
export function hostText({ host, port }: { readonly host: string; readonly port: number }): string {
  if (host.startsWith('/')) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function hostsOf({ hosts }: Address, env: Environment): readonly HostPort[] {
  if (hosts.length > 0 && hosts.every(({ host }) => host !== '')) return hosts;
  const port = hosts[0]?.port;
  return (given(env, 'PGHOST')?.split(',') ?? USUAL_HOSTS).map((host) => ({ host, port }));
}

/** As libpq: the socket first. */
const USUAL_HOSTS: readonly string[] =
  process.platform === 'win32' ? ['localhost'] : ['/var/run/postgresql', 'localhost'];

/** What asyncpg and others write in place of `sslmode`. */
function sslWord(written: string | undefined): string | undefined {
  if (written === 'true' || written === '1') return 'require';
  return written === 'false' || written === '0' ? 'disable' : written;
}

/** Without a word it is `prefer`, as for libpq. */
function tlsMode(written = 'prefer'): TlsMode | undefined {
  // A word of node-postgres.
  return written === 'no-verify' ? 'require' : TLS_MODES.find((mode) => mode === written);
}

function seconds(written: string | undefined): number | undefined {
  const number = Number(written);
  // libpq takes 0 for no limit; here there always is one.
  return Number.isFinite(number) && number > 0 ? Math.max(2, number) * 1000 : undefined;
}

function given(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === '' ? undefined : value;
}
