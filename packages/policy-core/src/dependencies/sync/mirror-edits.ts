import { identitiesOf } from '../facts/requirement-identity.ts';
import { expandedRequirements } from '../facts/expanded-requirements.ts';
import { projectNamed } from '../facts/line-entry.ts';
import { type SyncDifference, type SyncEntry, projectOf } from '../facts/sync-difference.ts';
import { wholeLines } from '../../model/whole-lines.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { insertedLines } from './inserted-lines.ts';
import type { OffsetEdit } from './offset-edit.ts';
import type { MirrorSurroundings, MirroredFiles } from './mirrored-files.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';
import { sameVersion } from '../packaging/specifier-set.ts';

export type PlannedEdits =
  | { readonly kind: 'edits'; readonly edits: readonly OffsetEdit[] }
  /** `problem` is sentences. */
  | { readonly kind: 'stuck'; readonly problem: string };

/** What has to be done to the lock so that these differences end. */
export function mirrorEdits(differences: readonly SyncDifference[], files: MirroredFiles): PlannedEdits {
  const problem = differences
    .map((difference) => obstacle(difference, files))
    .find((one) => one !== undefined);
  if (problem !== undefined) return { kind: 'stuck', problem };
  const around = surroundings(files);
  const missing = new Set<RequirementsLine>();
  const edits = differences.flatMap((difference): readonly OffsetEdit[] => {
    if (difference.kind === 'stale') return removals(difference.copies, around);
    if (difference.kind === 'missing' && difference.entry.line) missing.add(difference.entry.line);
    return difference.kind === 'differs' ? replacedLine(difference, files.lock) : [];
  });
  return { kind: 'edits', edits: [...edits, ...insertedLines(missing, around)] };
}

function surroundings(files: MirroredFiles): MirrorSurroundings {
  const { source, lock, fileAt } = files;
  const asked = expandedRequirements(source, fileAt).lines;
  const byIdentity = new Map<string, RequirementsLine>();
  const byProject = new Map<string, RequirementsLine>();
  for (const line of lock.lines) {
    for (const identity of identitiesOf({ file: lock, line })) byIdentity.set(identity, line);
    const project = projectNamed(line);
    if (project !== undefined) byProject.set(project, line);
  }
  return { files, asked, wanted: new Set(asked.flatMap(identitiesOf)), byIdentity, byProject };
}

/** What nobody should write into a lock, and what stands in a file that others may use as well. */
function obstacle(difference: SyncDifference, { source, lock }: MirroredFiles): string | undefined {
  const { entry } = difference;
  if (difference.kind === 'missing' || difference.kind === 'differs') {
    if (entry.line?.entry.kind === 'invalid') {
      return `pip refuses ${entry.text} in ${entry.file.path}, so it is not taken over into ${lock.path}. Fix that line first.`;
    }
  }
  const held =
    difference.kind === 'stale' ? difference.copies : 'locked' in difference ? [difference.locked] : [];
  const elsewhere = held.find(({ file }) => file.path !== lock.path);
  return elsewhere === undefined
    ? undefined
    : `${elsewhere.text} stands in ${elsewhere.file.path}, which ${lock.path} brings in, and is not in ${source.path}. Change ${elsewhere.file.path} by hand.`;
}

function removals(copies: readonly SyncEntry[], around: MirrorSurroundings): readonly OffsetEdit[] {
  const { lock } = around.files;
  return copies.flatMap(({ line }) => {
    if (line === undefined) return [];
    const kept = line.entry.kind === 'options' ? keptOptions(line, around) : '';
    return kept === ''
      ? [{ ...wholeLines(lock.text, line.range), text: '' }]
      : [{ ...line.range, text: kept }];
  });
}

/** Of a line of several options only some may be stale. */
function keptOptions(line: RequirementsLine, { files, wanted }: MirrorSurroundings): string {
  const identities = identitiesOf({ file: files.lock, line });
  return line.options
    .filter((_, index) => wanted.has(identities[index] ?? ''))
    .map(({ range }) => files.lock.text.slice(range.start, range.end))
    .join(' ');
}

type Differing = Extract<SyncDifference, { kind: 'differs' }>;

/** What the source says in the place of what the lock says. The lock's own spelling of the name stays. */
function replacedLine({ entry, locked }: Differing, lock: ReadRequirements): readonly OffsetEdit[] {
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
