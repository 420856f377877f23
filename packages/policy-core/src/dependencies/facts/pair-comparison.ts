import type { DependencySync } from '../../policy/policy.ts';
import { compiledEntry, packageEntry, type CompiledEntry } from './compiled-entry.ts';
import { compiledDifferences } from './compiled-comparison.ts';
import {
  expandedRequirements,
  type ExpandedLine,
  type FileAt,
  type UnseenInclude,
} from './expanded-requirements.ts';
import { constraintLines } from './expanded-requirements.ts';
import { mirrorDifferences } from './mirror-comparison.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { ReadPylock, ReadRequirements, RequirementsFile } from './requirements-file.ts';
import type { SyncDifference, SyncEntry } from './sync-difference.ts';
import { madeFor, type MadeFor } from './possible-environments.ts';
import { textualDifferences } from './textual-comparison.ts';

/** What came of holding a lock against its source. */
export interface PairComparison {
  /** Of the source first, in its order. */
  readonly differences: readonly SyncDifference[];
  /** Not empty: nobody can tell, and nothing was compared. */
  readonly unseen: readonly UnseenInclude[];
}

interface ComparedFiles {
  readonly source: RequirementsFile;
  readonly lock: RequirementsFile;
  readonly fileAt: FileAt;
}

/** `undefined` where there is nothing to compare: one of them does not exist, or is of a form the mode knows nothing of. */
export function comparePair(
  { source, lock, fileAt }: ComparedFiles,
  sync: DependencySync,
): PairComparison | undefined {
  const unreadable = [source, lock].flatMap((file) =>
    file.kind === 'unreadable' ? [{ path: file.path, reason: file.problem }] : [],
  );
  if (source.kind === 'absent' || lock.kind === 'absent') return undefined;
  if (unreadable.length > 0) return { differences: [], unseen: unreadable };
  if (source.kind !== 'read' || lock.kind === 'unreadable') return undefined;
  if (sync.mode === 'compiled') return compareCompiled({ source, lock, fileAt }, sync);
  if (lock.kind !== 'read') return undefined;
  if (sync.mode === 'textual') return { differences: textualDifferences(source, lock), unseen: [] };
  const [from, to] = [expandedRequirements(source, fileAt), expandedRequirements(lock, fileAt)];
  const unseen = [...from.unseen, ...to.unseen];
  return { differences: unseen.length > 0 ? [] : mirrorDifferences(from.lines, to.lines), unseen };
}

interface CompiledFiles {
  readonly source: ReadRequirements;
  readonly lock: ReadRequirements | ReadPylock;
  readonly fileAt: FileAt;
}

function compareCompiled({ source, lock, fileAt }: CompiledFiles, sync: DependencySync): PairComparison {
  const from = expandedRequirements(source, fileAt);
  const to = lock.kind === 'read' ? linesOfLock(lock, fileAt) : packagesOf(lock);
  const header = lock.kind === 'read' ? lock.header : undefined;
  const held = constraintLines(source, { path: lock.path, header }, fileAt);
  const unseen = [...from.unseen, ...to.unseen, ...held.unseen];
  if (unseen.length > 0) return { differences: [], unseen };
  const leftOut = new Set(header?.leftOut);
  const asked = entriesOf(from.lines).filter(({ project = '' }) => !leftOut.has(project));
  const made = madeFor(sync, header);
  const judged = (entries: readonly CompiledEntry[]) => differencesOn(made, entries, to.entries);
  const overriding = entriesOf(held.overriding);
  const overridden = new Set(overriding.map(({ project }) => project));
  const isOverridden = ({ entry: { project } }: SyncDifference) =>
    project !== undefined && overridden.has(project);
  const differences = judged(asked).filter(
    (difference) => difference.kind === 'missing' || !isOverridden(difference),
  );
  // A constraint asks for nothing: of what the lock does not hold it says nothing.
  const broken = judged([...entriesOf(held.lines), ...overriding]).filter(({ kind }) => kind !== 'missing');
  return { differences: [...differences, ...broken], unseen };
}

/** Each entry once, for the first platform that finds fault with it. */
function differencesOn(
  { python, platforms }: MadeFor,
  asked: readonly CompiledEntry[],
  held: readonly CompiledEntry[],
): readonly SyncDifference[] {
  const found = new Map<SyncEntry, SyncDifference>();
  for (const platform of platforms) {
    for (const difference of compiledDifferences(asked, held, { python, platform })) {
      if (!found.has(difference.entry)) found.set(difference.entry, difference);
    }
  }
  return [...found.values()];
}

interface LockEntries {
  readonly entries: readonly CompiledEntry[];
  readonly unseen: readonly UnseenInclude[];
}

function linesOfLock(lock: ReadRequirements, fileAt: FileAt): LockEntries {
  const { lines, unseen } = expandedRequirements(lock, fileAt);
  return { entries: entriesOf(lines), unseen };
}

const entriesOf = memoizeByObject((lines: readonly ExpandedLine[]): readonly CompiledEntry[] =>
  lines.flatMap((line) => compiledEntry(line) ?? []),
);

function packagesOf(lock: ReadPylock): LockEntries {
  const { packages, problems } = lock.pylock;
  const malformed = problems.filter(({ kind }) => kind === 'malformed');
  return {
    entries: packages.map((one) => packageEntry(one, lock)),
    unseen: malformed.map(({ problem }) => ({ path: lock.path, reason: problem })),
  };
}
