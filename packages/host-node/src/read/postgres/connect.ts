import type { Known } from '@lockkeeper/policy-core';
import type { UnseenDatabase } from '@lockkeeper/policy-core/database';
import { Client } from 'pg';

import { errorCode } from '../../system/error-code.ts';
import { passwordFrom } from './password-file.ts';
import { hostText, type Settings } from './settings.ts';
import { tlsAttempts, type TlsAttempt } from './tls.ts';
import { connectionFailure } from './connection-failure.ts';

/** How long to wait, in milliseconds. */
export interface ConnectionTimeouts {
  /** For one server to let us in. */
  readonly connectMs: number;
  /** For one query. */
  readonly queryMs: number;
}

export type Connection =
  | { readonly kind: 'connected'; readonly client: Client; readonly host: string }
  | { readonly kind: 'unseen'; readonly why: UnseenDatabase };

/** Tries every host, each as `sslmode` says; what is told is why the last one failed. */
export async function connect(settings: Settings, patience: ConnectionTimeouts): Promise<Connection> {
  const attempts = await tlsAttempts(settings.tls, settings.tlsFiles);
  if (!attempts.known) return failed({ kind: 'unusable-address', reason: attempts.reason });
  let last: Connection = failed({ kind: 'failed', reason: 'no host is named' });
  for (const host of settings.hosts) {
    last = await connectTo({ host, settings, attempts }, patience);
    if (last.kind === 'connected' || last.why.kind === 'refused') return last;
  }
  return last;
}

interface ConnectTarget {
  readonly host: Settings['hosts'][number];
  readonly settings: Settings;
  readonly attempts: Extract<Known<readonly TlsAttempt[]>, { known: true }>;
}

async function connectTo(
  { host, settings, attempts }: ConnectTarget,
  patience: ConnectionTimeouts,
): Promise<Connection> {
  const isSocket = host.host.startsWith('/');
  const connectMs = settings.connectTimeoutMs ?? patience.connectMs;
  const place = { ...settings, host: hostText(host), seconds: Math.ceil(connectMs / 1000) };
  const tries = isSocket ? [false as const] : attempts.value;
  for (const [index, tls] of tries.entries()) {
    const client = clientFor({ host, settings, tls }, { ...patience, connectMs });
    try {
      await client.connect();
      return { kind: 'connected', client, host: place.host };
    } catch (error) {
      await closeConnection(client);
      const isLast = index === tries.length - 1;
      if (isLast || !mayHelp(error, tls)) return failed(connectionFailure(error, place));
    }
  }
  return failed(connectionFailure(undefined, place));
}

function clientFor(
  { host, settings, tls }: Pick<ConnectTarget, 'host' | 'settings'> & { readonly tls: TlsAttempt },
  { connectMs, queryMs }: ConnectionTimeouts,
): Client {
  const { user, database, password, passwordFile, options } = settings;
  const client = new Client({
    ...host,
    user,
    database,
    // A function is asked only when the server wants one, and keeps pg from looking elsewhere.
    password: async () =>
      password ?? (passwordFile && (await passwordFrom(passwordFile, { ...host, user, database }))) ?? '',
    ssl: tls === false ? false : tls(host.host),
    ...(options !== undefined && { options }),
    application_name: 'lockkeeper',
    connectionTimeoutMillis: connectMs,
    // The server gives up before, and says why; this is for one that does not answer any more.
    query_timeout: queryMs + GRACE_MS,
    keepAlive: true,
  });
  // Whatever is under way is told of it; without a listener the process would end.
  client.on('error', () => undefined);
  return client;
}

/** How much longer than a query an exchange of several may take. */
const GRACE_MS = 5000;

/** Whether the other way, with or without TLS, may lead in: no wrong password is sent twice. */
function mayHelp(error: unknown, tls: TlsAttempt): boolean {
  const code = errorCode(error);
  if (code === '28000') return true;
  if (tls === false) return false;
  const message = error instanceof Error ? error.message : '';
  return message.includes('SSL') || code?.startsWith('ERR_SSL') === true || code === 'EPROTO';
}

/** Ends a connection that may hang, without waiting for long. */
export async function closeConnection(client: Client): Promise<void> {
  const given = new Promise<void>((resolve) => {
    setTimeout(resolve, 1000).unref();
  });
  await Promise.race([client.end().catch(() => undefined), given]);
}

function failed(why: UnseenDatabase): Connection {
  return { kind: 'unseen', why };
}
