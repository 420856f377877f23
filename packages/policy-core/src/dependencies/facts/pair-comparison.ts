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
import type { SyncDifference } from './sync-difference.ts';
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

/** Whose markers count: what the policy says, else what the lock says of itself. */
function compareCompiled({ source, lock, fileAt }: CompiledFiles, sync: DependencySync): PairComparison {
  const from = expandedRequirements(source, fileAt);
  const to = lock.kind === 'read' ? linesOfLock(lock, fileAt) : packagesOf(lock);
  const header = lock.kind === 'read' ? lock.header : undefined;
  const held = constraintLines(source, { lock: lock.path, header, fileAt });
  const unseen = [...from.unseen, ...to.unseen, ...held.unseen];
  if (unseen.length > 0) return { differences: [], unseen };
  const leftOut = new Set(header?.leftOut);
  const asked = entriesOf(from.lines).filter(({ project = '' }) => !leftOut.has(project));
  const environment = { python: sync.python ?? header?.python, platform: sync.platform };
  const differences = compiledDifferences(asked, to.entries, environment);
  // A constraint asks for nothing: of what the lock does not hold it says nothing.
  const broken = compiledDifferences(entriesOf(held.lines), to.entries, environment).filter(
    ({ kind }) => kind !== 'missing',
  );
  return { differences: [...differences, ...broken], unseen };
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
