import type { ReadRequirements } from '../facts/requirements-file.ts';
import type { SyncDifference, SyncEntry } from '../facts/sync-difference.ts';
import type { Fix, TextEdit } from '../../model/fix.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { hasUsualLines } from './appended-line.ts';
import { wholeLines } from '../../model/whole-lines.ts';

type Stale = Extract<SyncDifference, { kind: 'stale' }>;

/** Takes every copy out, each with its continuations, its hashes and the comments that say what it is for. */
export function removeFromLock({ entry, copies }: Stale, lock: ReadRequirements): readonly Fix[] {
  if (!hasUsualLines(lock) || !copies.every((copy) => standsIn(copy, lock))) return [];
  const edits = copies.flatMap(({ line }) => (line === undefined ? [] : removal(lock, line)));
  return [{ title: `Remove ${entry.text} from ${lock.path}`, safety: 'needs-review', edits }];
}

/** What another file brings in may be wanted there. Of a line of several options only one may be stale. */
function standsIn({ file, line }: SyncEntry, lock: ReadRequirements): boolean {
  if (line === undefined || file.path !== lock.path) return false;
  return line.entry.kind !== 'options' || line.options.length === 1;
}

function removal({ path, text, place }: ReadRequirements, { range }: RequirementsLine): TextEdit {
  const { start, end } = place(wholeLines(text, range));
  return { path, start, end, text: '' };
}
