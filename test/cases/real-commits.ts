import type { ChangeEntry, FolderEntry } from '@lockkeeper/policy-core/observe';
import { caseRows } from './case-files.ts';

/** Both sides of what a commit changes. */
export interface RealCommit {
  readonly repo: string;
  readonly entries: readonly ChangeEntry[];
}

interface RealChange {
  readonly status: 'M' | 'A' | 'D' | 'R';
  readonly path: string;
  readonly oldPath?: string;
  readonly oldMode: string;
  readonly newMode: string;
}

/** None where the case sets are absent. */
export function realCommits(): readonly RealCommit[] {
  const rows = caseRows<{ readonly repo: string; readonly changes: readonly RealChange[] }>('diffs.jsonl.gz');
  return rows.map(({ repo, changes }) => ({ repo, entries: changes.flatMap(bothSides) }));
}

/** A rename is a deletion and an addition. */
function bothSides({ status, path, oldPath, oldMode, newMode }: RealChange): readonly ChangeEntry[] {
  const added: ChangeEntry = { status: 'added', path, oldMode: '000000', newMode };
  if (status === 'A') return [added];
  if (status === 'D') return [{ status: 'deleted', path, oldMode, newMode: '000000' }];
  if (status === 'M') return [{ status: 'modified', path, oldMode, newMode }];
  if (oldPath === undefined) throw new Error(`${path} was renamed from nothing.`);
  return [{ status: 'deleted', path: oldPath, oldMode, newMode: '000000' }, added];
}

/** The part of the tree before that the commit itself tells of. */
export function foldersBefore(
  entries: readonly ChangeEntry[],
): Readonly<Record<string, readonly FolderEntry[]>> {
  const folders = new Map<string, Map<string, string>>([['', new Map()]]);
  for (const { path, oldMode } of entries) {
    const names = path.split('/');
    for (const [depth, name] of names.entries()) {
      const folder = names.slice(0, depth).join('/');
      const inside = folders.get(folder) ?? new Map<string, string>();
      folders.set(folder, inside);
      if (oldMode !== '000000') inside.set(name, depth === names.length - 1 ? oldMode : '040000');
    }
  }
  return Object.fromEntries(
    Array.from(folders, ([folder, inside]) => [
      folder,
      Array.from(inside, ([name, mode]) => ({ name, mode })),
    ]),
  );
}
