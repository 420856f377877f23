import { z } from 'zod';

import type { FileContent } from '../../model/file-content.ts';
import { isNewerRelease } from './release-order.ts';
import { readStateFile, STATE_SCHEMA_VERSION, type StateReading } from './state-file.ts';
import { commitId, installedVersion, instant, releaseTag, updateResult } from './state-forms.ts';

/** `version.json`: what runs, how it came there, and what nothing older may replace. */
const versionFile = z.strictObject({
  schema_version: z.literal(STATE_SCHEMA_VERSION),
  /** What runs now. */
  version: releaseTag.nullable(),
  commit: commitId,
  updated_at: instant,
  /** What ran before it; `null`: nothing that is known. */
  previous: installedVersion.nullable(),
  /** The newest release that was ever confirmed here: no update goes below it, whatever runs. */
  floor: releaseTag.nullable(),
  /** How the last try to replace it ended; `null`: there was none. */
  last_attempt: z
    .strictObject({
      ...installedVersion.shape,
      at: instant,
      result: updateResult,
      why: z.string().nullable(),
    })
    .nullable(),
});

export type VersionFile = z.infer<typeof versionFile>;

export function readVersionFile(path: string, content: FileContent): StateReading<VersionFile> {
  return readStateFile(versionFile, { path, content });
}

/** How a try to bring a version ended. */
export type Attempt = NonNullable<VersionFile['last_attempt']>;

/** The file after a try. Only one that was confirmed changes what runs, and raises the floor. */
export function afterAttempt(before: VersionFile, attempt: Attempt): VersionFile {
  if (attempt.result !== 'updated') return { ...before, last_attempt: attempt };
  const { version, commit, at } = attempt;
  const { floor } = before;
  const isRaised = version !== null && (floor === null || isNewerRelease(version, floor));
  return {
    schema_version: STATE_SCHEMA_VERSION,
    version,
    commit,
    updated_at: at,
    previous: { version: before.version, commit: before.commit },
    floor: isRaised ? version : floor,
    last_attempt: attempt,
  };
}
