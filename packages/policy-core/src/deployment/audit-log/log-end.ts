import { z } from 'zod';

import type { LogHead } from './log-entry.ts';
import { readSelfChecked, selfCheckedText } from './self-checked-text.ts';

/** What is written down beside a log once its last entry has reached the disk. */
export interface LogEnd extends LogHead {
  /** Length of the log up to and with that entry, in bytes. */
  readonly bytes: number;
}

const endSchema = z.strictObject({
  schema_version: z.literal(1),
  seq: z.int().nonnegative(),
  hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
});

/** The text of the file beside the log. */
export function endText({ seq, hash, bytes }: LogEnd): string {
  return selfCheckedText({ schema_version: 1, seq, hash, bytes });
}

/** `undefined` where the text is none that `endText` wrote. */
export function readEnd(text: string): LogEnd | undefined {
  return endSchema.safeParse(readSelfChecked(text)).data;
}
