import type { SyncDifference, SyncEntry } from './sync-difference.ts';

interface Unmatched {
  /** What only the source holds, and what only the lock holds; each with its copies, in order. */
  readonly wanted: readonly (readonly SyncEntry[])[];
  readonly held: readonly (readonly SyncEntry[])[];
  readonly isNamedInLock: (project: string) => boolean;
}

/** An entry of each side that speak of one project are one difference, and not two. */
export function matchedDifferences({ wanted, held, isNamedInLock }: Unmatched): readonly SyncDifference[] {
  const heldByProject = grouped(held);
  const found: SyncDifference[] = [];
  for (const [entry] of wanted) {
    if (entry === undefined) continue;
    const { project } = entry;
    const locked = project === undefined ? undefined : next(heldByProject, project)?.[0];
    if (locked !== undefined) found.push({ kind: 'differs', entry, locked });
    else {
      const isNamed = project !== undefined && isNamedInLock(project);
      found.push({ kind: 'missing', entry, isNamedInLock: isNamed });
    }
  }
  const matched = new Set(found.flatMap((one) => (one.kind === 'differs' ? [one.locked] : [])));
  for (const copies of held) {
    const [entry] = copies;
    if (entry !== undefined && !matched.has(entry)) found.push({ kind: 'stale', entry, copies });
  }
  return found;
}

type Groups = ReadonlyMap<string, Group>;

/** How many of them were taken is counted: taking the first off a long list takes long. */
interface Group {
  readonly members: (readonly SyncEntry[])[];
  taken: number;
}

function grouped(held: Unmatched['held']): Groups {
  const groups = new Map<string, Group>();
  for (const copies of held) {
    const project = copies[0]?.project;
    if (project === undefined) continue;
    const group = groups.get(project);
    if (group === undefined) groups.set(project, { members: [copies], taken: 0 });
    else group.members.push(copies);
  }
  return groups;
}

function next(groups: Groups, project: string | undefined): readonly SyncEntry[] | undefined {
  const group = project === undefined ? undefined : groups.get(project);
  if (group === undefined) return undefined;
  group.taken += 1;
  return group.members[group.taken - 1];
}
