import { z } from 'zod';

import { sha256 } from '../sha256.ts';
import type { LogHead } from './log-entry.ts';

/** What is written down beside a log once its last entry has reached the disk. */
export interface LogEnd extends LogHead {
  /** Length of the log up to and with that entry, in bytes. */
  readonly bytes: number;
  /** How far somebody has read the whole log and found it in order. */
  readonly verified?: Checkpoint | undefined;
}

/** An entry, and everything before it as one digest. */
export interface Checkpoint extends LogHead {
  /** Length of the log up to and with that entry, in bytes. */
  readonly bytes: number;
  /** SHA-256 of these bytes: 64 hex digits. */
  readonly sha256: string;
}

const hash = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const count = z.int().nonnegative();

const endSchema = z.strictObject({
  schema_version: z.literal(1),
  seq: count,
  hash,
  bytes: count,
  verified: z
    .strictObject({ seq: count, hash, bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })
    .optional(),
  check: z.string(),
});

/** The text of the file beside the log. It carries a digest of itself, so that a damaged one is not believed. */
export function endText({ seq, hash, bytes, verified }: LogEnd): string {
  const body = { schema_version: 1, seq, hash, bytes, verified };
  return `${JSON.stringify({ ...body, check: sha256(JSON.stringify(body)) })}\n`;
}

/** `undefined` where the text is none that `endText` wrote. */
export function readEnd(text: string): LogEnd | undefined {
  const value = endSchema.safeParse(parsed(text)).data;
  return value !== undefined && endText(value) === text ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is no JSON is none of ours.
    return undefined;
  }
}
