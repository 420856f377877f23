import { pinOf } from '../facts/pin.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';
import { projectOf, type SyncDifference, type SyncEntry } from '../facts/sync-difference.ts';
import type { Fix } from '../../model/fix.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import { appendedLine } from './appended-line.ts';

type Missing = Extract<SyncDifference, { kind: 'missing' }>;

/**
 * Only a pin is ever proposed for a lock. Safe where the lock knows nothing of the project; where it names it
 * on another line, or holds hashes of everything else, a person looks.
 */
export function addToLock(
  { entry, isNamedInLock }: Missing,
  { pair, lock }: { readonly pair: DependencyPair; readonly lock: ReadRequirements },
): readonly Fix[] {
  const { line, text } = entry;
  const edit = isPinOnItsOwn(entry, pair) ? appendedLine(lock, text) : undefined;
  if (line === undefined || edit === undefined) return [];
  const bringsHashes = pair.sync.mode === 'textual' && line.hashes.length > 0;
  const safety = isNamedInLock || (isHashed(lock) && !bringsHashes) ? 'needs-review' : 'safe';
  return [{ title: `Add ${text} to ${lock.path}`, safety, edits: [edit] }];
}

/** A textual entry may be a part of its line only. */
function isPinOnItsOwn({ line, range }: SyncEntry, { terms }: DependencyPair): boolean {
  const requirement = line && projectOf(line);
  if (line === undefined || requirement === undefined || line.variables.length > 0) return false;
  return line.range.end <= range.end && pinOf(requirement, terms.pinned.operators) !== undefined;
}

/** Asked for each of many findings. */
const hashed = new WeakMap<ReadRequirements, boolean>();

function isHashed(lock: ReadRequirements): boolean {
  const known = hashed.get(lock) ?? lock.lines.some(({ hashes }) => hashes.length > 0);
  hashed.set(lock, known);
  return known;
}
