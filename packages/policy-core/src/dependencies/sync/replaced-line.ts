import type { ReadRequirements } from '../facts/requirements-file.ts';
import { projectOf, type SyncDifference, type SyncEntry } from '../facts/sync-difference.ts';
import { sameVersion } from '../packaging/specifier-set.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { OffsetEdit } from './offset-edit.ts';

type Differing = Extract<SyncDifference, { kind: 'differs' }>;

/** What the source says in the place of what the lock says. The lock's own spelling of the name stays. */
export function replacedLine({ entry, locked }: Differing, lock: ReadRequirements): readonly OffsetEdit[] {
  if (entry.line === undefined || locked.line === undefined) return [];
  const { start, end } = locked.line.range;
  const text = withNameOf(locked.line, entry.line);
  return [{ start, end: keepsHashes(entry, locked) ? beforeHashes(locked.line, lock) : end, text }];
}

function withNameOf(old: RequirementsLine, by: RequirementsLine): string {
  const [before, after] = [projectOf(old), projectOf(by)];
  const isNamedFirst = after !== undefined && by.content.startsWith(after.name);
  return before !== undefined && isNamedFirst
    ? before.name + by.content.slice(after.name.length)
    : by.content;
}

/** Hashes are of one version, and refuse every other; the source may bring its own. */
function keepsHashes({ line, version }: SyncEntry, locked: SyncEntry): boolean {
  const isSame =
    version !== undefined && locked.version !== undefined && sameVersion(version, locked.version);
  return isSame && line?.hashes.length === 0 && (locked.line?.hashes.length ?? 0) > 0;
}

/** With the continuation that leads to them. */
function beforeHashes({ range, hashes }: RequirementsLine, { text }: ReadRequirements): number {
  let end = hashes[0]?.range.start ?? range.end;
  while (end > range.start && ' \t\\\r\n'.includes(text.charAt(end - 1))) end -= 1;
  return end;
}
