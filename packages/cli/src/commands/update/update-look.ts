import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';

import type { offeredRefs } from '@lockkeeper/host-node/write';

import type { World } from '../../world.ts';

/**
 * What an update looked at that found nothing newer than what runs, and what it said. A timer asks again and again: as long
 * as all of this is as it was, the remote and the working tree are asked and nothing else, and no run is begun.
 */
export interface UpdateLook {
  readonly schema_version: 1;
  /** The version of the program. */
  readonly lockkeeper: string;
  /** In milliseconds of `Date.now()`. */
  readonly at: number;
  /** From then on all is looked at again, as a key or a release may have expired. */
  readonly until: number;
  /** A service that has not saved for so long is not updated, which a whole look says. `null`: its last save does not count. */
  readonly maxSaveAgeMs: number | null;
  /** Of all variables that settings come from. */
  readonly settings: string;
  /** How each file was, by its absolute path. */
  readonly files: Readonly<Record<string, string>>;
  readonly remote: Parameters<typeof offeredRefs>[0];
  /** What the remote offered. */
  readonly refs: string;
  /** Where the service runs from, and the commit that is checked out there. */
  readonly live: string;
  readonly commit: string;
  readonly answer: LookAnswer;
}

/** The same in words and for programs. */
export interface LookAnswer {
  readonly text: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/** Its file, beside the state of the profile. */
export const LOOK_FILE = 'update_look.json';

/** At once: threads would take longer to start. */
export function seen(files: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map((file) => [file, stampOf(file)]));
}

/** A file is another one, or was written, where any of this changes. */
function stampOf(file: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    return 'none';
  }
}

export function settingsIn(env: World['env']): string {
  const named = Object.entries(env).filter(([name]) =>
    /^(?:BOT_|LOCKKEEPER_|HOME$|XDG_STATE_HOME$)/.test(name),
  );
  return digestOfMap(new Map(named.map(([name, value = '']) => [name, value])));
}

export function digestOfMap(named: ReadonlyMap<string, string>): string {
  const sorted = [...named].sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
