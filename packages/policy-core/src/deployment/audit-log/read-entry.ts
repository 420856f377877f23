import { canonicalJson } from '../../model/canonical-json.ts';
import { offsetOfDepth } from '../../model/json-text.ts';
import { isEntry } from './entry-form.ts';
import { hashOf, MAX_LINE_UNITS, type LogEntry, type Sha256 } from './log-entry.ts';

export type EntryReading =
  /** `isGenuine`: its hash is the one of what it says. */
  | { readonly kind: 'entry'; readonly entry: LogEntry; readonly isGenuine: boolean }
  /** `problem` is a clause. */
  | { readonly kind: 'no-entry'; readonly problem: string };

const MAX_DEPTH = 200;

/** @param line Without its line end. */
export function readEntry(line: string, digest?: Sha256): EntryReading {
  if (line.length > MAX_LINE_UNITS) return noEntry('it is too long');
  if (line.length > 2 * MAX_DEPTH && offsetOfDepth(line, MAX_DEPTH) !== undefined)
    return noEntry('it is nested too deeply');
  const value = parsed(line);
  if (isEntry(value) && carriesHashOfItsText(value, { line, digest }))
    return { kind: 'entry', entry: value, isGenuine: true };
  // Another spelling of the same values, such as one more space, is a change of the log too.
  if (canonicalForm(value) !== line) return noEntry('it is not written as a log writes its entries');
  if (!isEntry(value)) return noEntry('it is not an entry of a log');
  const { hash, prev, sig: _, ...body } = value;
  return { kind: 'entry', entry: value, isGenuine: hash === hashOf(prev, canonicalJson(body)) };
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

/**
 * In its canonical form an entry has `hash` and `prev` side by side; without them, and without its signature, the line is what
 * was hashed. Only for a line that has one reading: who hashes his own spelling could say one thing twice, and mean either.
 */
function carriesHashOfItsText(
  entry: LogEntry,
  { line, digest }: { readonly line: string; readonly digest: Sha256 | undefined },
): boolean {
  const { hash, prev, sig } = entry;
  if (HALF_CHARACTER.test(line) || JSON.stringify(entry) !== line) return false;
  const unsigned = sig === undefined ? line : without(line, `"sig":"${sig}",`);
  const body = unsigned && without(unsigned, `"hash":"${hash}","prev":"${prev}",`);
  return body !== undefined && hash === hashOf(prev, body, digest);
}

/** The canonical form of a text escapes none, and has none alone. */
const HALF_CHARACTER = /\\ud/i;

/** `undefined` where the part does not stand in the line. */
function without(line: string, part: string): string | undefined {
  const at = line.lastIndexOf(part);
  return at === -1 ? undefined : line.slice(0, at) + line.slice(at + part.length);
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
