import { z } from 'zod';

import { canonicalJson } from '../facts/canonical-json.ts';
import { offsetOfDepth } from '../facts/json-text.ts';
import { hashOf, MAX_LINE_UNITS, type LogEntry } from './log-entry.ts';

export type EntryReading =
  /** `isGenuine`: its hash is the one of what it says. */
  | { readonly kind: 'entry'; readonly entry: LogEntry; readonly isGenuine: boolean }
  /** `problem` is a clause. */
  | { readonly kind: 'no-entry'; readonly problem: string };

const MAX_DEPTH = 200;

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

/** Keys of later versions are kept: the hash covers them. */
const entrySchema = z.looseObject({
  seq: z.int().positive(),
  hash: digest,
  prev: digest,
  ts: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/),
  event: z.string().min(1),
  actor: z.string().min(1),
  env: z.string().optional(),
  promotion_id: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});

/** @param line Without its line end. */
export function readEntry(line: string): EntryReading {
  if (line.length > MAX_LINE_UNITS) return noEntry('it is too long');
  if (offsetOfDepth(line, MAX_DEPTH) !== undefined) return noEntry('it is nested too deeply');
  const value = parsed(line);
  // Another spelling of the same values, such as one more space, is a change of the log too.
  if (canonicalForm(value) !== line) return noEntry('it is not written as a log writes its entries');
  if (!isEntry(value)) return noEntry('it is not an entry of a log');
  const { hash, prev, ...body } = value;
  return { kind: 'entry', entry: value, isGenuine: hash === hashOf(prev, canonicalJson(body)) };
}

/** The value itself is kept: a parsed copy would lack keys such as `__proto__`, which the hash covers. */
function isEntry(value: unknown): value is LogEntry {
  return entrySchema.safeParse(value).success;
}

function noEntry(problem: string): EntryReading {
  return { kind: 'no-entry', problem };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    // Nothing has a canonical form that is no JSON.
    return undefined;
  }
}

function canonicalForm(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch (error) {
    // A lone surrogate, escaped in the line, has none.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
