import { z } from 'zod';

import type { LogEnd } from './log-end.ts';
import { readSelfChecked, selfCheckedText } from './self-checked-text.ts';

/** How far somebody has read a log and found it in order. */
export interface Checkpoint extends LogEnd {
  /** SHA-256 of the log up to and with that entry: 64 hex digits. */
  readonly sha256: string;
}

const checkpointSchema = z.strictObject({
  schema_version: z.literal(1),
  seq: z.int().nonnegative(),
  hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Only who verified the log may keep it, and only where nobody else writes. */
export function checkpointText({ seq, hash, bytes, sha256 }: Checkpoint): string {
  return selfCheckedText({ schema_version: 1, seq, hash, bytes, sha256 });
}

/** `undefined` where the text is none that `checkpointText` wrote. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  return checkpointSchema.safeParse(readSelfChecked(text)).data;
}
