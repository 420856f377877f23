import { z } from 'zod';

import { ADVISORY_CLASS, advisoryKey } from './advisory-key.ts';
import { lockPath, readLockPath, type LockName } from './lock-name.ts';

/** Who may act on an environment alone for as long as a session of a database lasts. The time is UTC. */
export interface SessionHolding extends LockName {
  /** Greater than that of every earlier holding in the same database server. */
  readonly token: number;
  readonly holder: string;
  readonly reason: string;
  readonly run_url: string | null;
  readonly taken_at: string;
}

/** A session that has an advisory lock of ours, as others see it. */
export interface SeenSession {
  readonly pid: number;
  /** `null`: it is gone by now. */
  readonly user: string | null;
  /** UTC. `null` where it may not be seen. */
  readonly since: string | null;
  /** The second number of the key of its lock. */
  readonly key: number;
  readonly applicationName: string;
  /** What it asked last; '' or something else where it may not be seen. */
  readonly query: string;
}

/** What a session that has a lock says of it. */
export interface SessionLock {
  readonly session: Pick<SeenSession, 'pid' | 'user' | 'since'>;
  /** `undefined` where it does not say which lock it is. */
  readonly name: LockName | undefined;
  /** May be cut short. */
  readonly holder: string | undefined;
  /** `undefined` where only the role itself and those of pg_read_all_stats may see it. */
  readonly holding: SessionHolding | undefined;
}

/** PostgreSQL cuts longer names, and takes ASCII alone. */
const NAME_BYTES = 63;

/** How much of a query others see, less what stands before the note. A server may be set to show less. */
const NOTE_BYTES = 900;

const PREFIX = 'lockkeeper lock ';

/** What a session asks for that wants the lock: an advisory lock, and its own name, which whoever may look at all sees. */
export function sessionClaim(
  name: LockName,
  holder: string,
): { readonly keyClass: number; readonly key: number; readonly name: string } {
  return { keyClass: ADVISORY_CLASS, key: advisoryKey(name), name: sessionName(name, holder) };
}

/** The application name of a session that has the lock. */
export function sessionName(name: LockName, holder: string): string {
  return `${PREFIX}${lockPath(name)} ${holder.replace(/[^ -~]/gu, '?')}`.slice(0, NAME_BYTES);
}

/**
 * All there is to say, on one line of ASCII, for the end of what the session asks: it stays to be seen while the session is
 * idle. A reason that is too long is cut short.
 */
export function sessionNote({ environment, service, ...holding }: SessionHolding): string {
  const noteWith = (reason: string) =>
    asAscii(JSON.stringify({ environment, service: service ?? null, ...holding, reason }));
  const letters = Array.from(holding.reason);
  let note = noteWith(holding.reason);
  while (note.length > NOTE_BYTES && letters.length > 0) {
    letters.length -= Math.ceil(Math.min(letters.length, (note.length - NOTE_BYTES) / LETTER_BYTES));
    note = noteWith(`${letters.join('')}…`);
  }
  return note;
}

/** At most: two escapes. */
const LETTER_BYTES = 12;

/** Another encoding of the database may not know the other characters. */
function asAscii(json: string): string {
  return json.replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const noteSchema = z.strictObject({
  environment: z.string().min(1),
  service: z.string().min(1).nullable(),
  token: z.int().positive(),
  holder: z.string().min(1),
  reason: z.string().min(1),
  run_url: z.string().nullable(),
  taken_at: z.iso.datetime(),
});

/** Nothing is believed of a lock whose key is that of another name. */
export function readSession({ pid, user, since, key, applicationName, query }: SeenSession): SessionLock {
  const session = { pid, user, since };
  const holding = holdingIn(query);
  if (holding !== undefined && advisoryKey(holding) === key) {
    const { environment, service, holder } = holding;
    return { session, name: { environment, service }, holder, holding };
  }
  const [, path = '', holder] = /^lockkeeper lock (\S+)(?: (.+))?$/.exec(applicationName) ?? [];
  const name = readLockPath(path);
  if (name === undefined || advisoryKey(name) !== key)
    return { session, name: undefined, holder: undefined, holding: undefined };
  return { session, name, holder, holding: undefined };
}

function holdingIn(query: string): SessionHolding | undefined {
  const at = query.indexOf('{');
  if (at < 0) return undefined;
  const note = noteSchema.safeParse(parsed(query.slice(at))).data;
  return note && { ...note, service: note.service ?? undefined };
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    // Cut short by the server, or the query of another program.
    return undefined;
  }
}
