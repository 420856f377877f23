import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { copyIndex } from '../read/git/copy-index.ts';

import { errorCode } from '../system/error-code.ts';
import { isNotFound } from '../system/path-resolution.ts';

/** What an agent's session began with, kept where no repository holds it. */
export interface SessionStore {
  /** Does nothing where the session was kept before: what it began with is said once. Rejects where it fails. */
  keep(session: string, kept: KeptSession): Promise<void>;
  load(session: string): Promise<LoadedSession>;
}

export interface KeptSession {
  readonly text: string;
  /** Files to be copied, by the name that they are kept under. */
  readonly files: Readonly<Record<string, string>>;
}

export type LoadedSession =
  | { readonly kind: 'missing' }
  /** Somebody wrote there since. */
  | { readonly kind: 'altered' }
  | { readonly kind: 'found'; readonly text: string; readonly fileNamed: (name: string) => string };

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;

/**
 * Each session is sealed by a key that lies beside it. That shows an accident and a hasty forgery; whoever runs as the
 * same user can read the key as well.
 */
export function createSessionStore(folder: string): SessionStore {
  const sessions = path.join(folder, 'sessions');
  const placeOf = (session: string) =>
    path.join(sessions, createHash('sha256').update(session).digest('hex').slice(0, 32));
  return {
    keep: async (session, kept) => {
      await mkdir(sessions, { recursive: true, mode: 0o700 });
      await removeOld(sessions);
      await keepAt(placeOf(session), kept, await keyIn(folder));
    },
    load: (session) => loadFrom(placeOf(session), () => keyIn(folder)),
  };
}

async function keepAt(place: string, { text, files }: KeptSession, key: Buffer): Promise<void> {
  if (await isThere(place)) return;
  const draft = await mkdtemp(`${place}-`);
  try {
    const digests: Record<string, string> = {};
    for (const [name, from] of Object.entries(files)) {
      // One of them is an index of git.
      await copyIndex(from, path.join(draft, name));
      digests[name] = await digestOf(path.join(draft, name));
    }
    const sealed = JSON.stringify({ text, digests });
    await writeFile(path.join(draft, 'session.json'), sealed, { mode: 0o600 });
    await writeFile(path.join(draft, 'seal'), sealOf(sealed, key), { mode: 0o600 });
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Two hooks of one session may start at once.
    if (!(await isThere(place))) throw error;
  }
}

async function loadFrom(place: string, loadKey: () => Promise<Buffer>): Promise<LoadedSession> {
  const fileNamed = (name: string) => path.join(place, name);
  try {
    if (!(await isThere(place))) return { kind: 'missing' };
    const [sealed, seal, key] = await Promise.all([
      readFile(fileNamed('session.json'), 'utf8'),
      readFile(fileNamed('seal'), 'utf8'),
      loadKey(),
    ]);
    const expected = Buffer.from(sealOf(sealed, key));
    const given = Buffer.from(seal);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return { kind: 'altered' };
    const { text, digests } = JSON.parse(sealed) as { text: string; digests: Record<string, string> };
    for (const [name, digest] of Object.entries(digests)) {
      if ((await digestOf(fileNamed(name))) !== digest) return { kind: 'altered' };
    }
    return { kind: 'found', text, fileNamed };
  } catch (error) {
    // A file of it is gone: the folder is there, so that it was there as well.
    if (isNotFound(error)) return { kind: 'altered' };
    throw error;
  }
}

async function keyIn(folder: string): Promise<Buffer> {
  const file = path.join(folder, 'session-key');
  try {
    await writeFile(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return readFile(file);
}

function sealOf(text: string, key: Buffer): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

async function digestOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

async function isThere(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}

async function removeOld(sessions: string): Promise<void> {
  for (const name of await readdir(sessions)) {
    const place = path.join(sessions, name);
    const { mtimeMs } = await stat(place);
    if (Date.now() - mtimeMs > KEPT_DAYS * DAY_MS) await rm(place, { recursive: true, force: true });
  }
}
