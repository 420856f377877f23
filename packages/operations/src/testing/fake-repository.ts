import {
  observed,
  textContent,
  unobserved,
  type ChangeEntry,
  type FileContent,
  type Known,
} from '@lockkeeper/policy-core';

import type { Git, Observers } from '../ports/index.ts';

export type Files = Readonly<Record<string, string>>;

export interface FakeCommit {
  readonly files: Files;
  readonly parents?: readonly string[];
}

export interface FakeRepository {
  /** By id, oldest first. Ids may be any text: `main` may name a commit as well. */
  readonly commits: Readonly<Record<string, FakeCommit>>;
  /** Branch and other names to ids. */
  readonly names?: Readonly<Record<string, string>>;
  readonly worktree?: Files;
  readonly branch?: string;
  readonly isShallow?: boolean;
}

export interface FakeObservers extends Observers {
  readonly git: Git;
  /** Every path that was read, from a commit or from disk: shows how much work was done. */
  readonly reads: readonly string[];
}

/** A repository in memory that keeps the contracts of the ports. */
export function fakeObservers(repository: FakeRepository): FakeObservers {
  const reads: string[] = [];
  const at = (id: string): Files =>
    id === 'worktree' ? worktree : (repository.commits[idOf(id) ?? '']?.files ?? {});
  const idOf = (name: string): string | undefined => {
    const id = repository.names?.[name] ?? name;
    return id in repository.commits ? id : undefined;
  };
  const head = idOf('HEAD');
  const worktree = repository.worktree ?? (head === undefined ? {} : at(head));
  const read = (files: Files, path: string): Known<FileContent> => {
    reads.push(path);
    const text = files[path];
    return observed(text === undefined ? { kind: 'absent' } : textContent(text));
  };
  const ancestors = (id: string): readonly string[] => [
    id,
    ...(repository.commits[id]?.parents ?? []).flatMap(ancestors),
  ];
  const list = (files: Files, folders: readonly string[]) =>
    observed(
      Object.keys(files)
        .filter((path) =>
          folders.some((folder) => folder === '' || path === folder || path.startsWith(`${folder}/`)),
        )
        .sort(),
    );

  return {
    reads,
    clock: { now: () => '2026-11-21T08:00:00Z' },
    files: { read: async (path) => read(worktree, path), list: async (folders) => list(worktree, folders) },
    git: {
      describe: async () =>
        observed({
          head,
          branch: repository.branch,
          isShallow: repository.isShallow ?? false,
          isBare: false,
        }),
      resolve: async (name) => {
        const id = idOf(name);
        return id === undefined ? unobserved(`there is no commit ${name}`) : observed(id);
      },
      mergeBase: async (a, b) => {
        const [left, right] = [idOf(a), idOf(b)];
        const shared =
          left && right ? ancestors(left).find((id) => ancestors(right).includes(id)) : undefined;
        return shared === undefined ? unobserved('they share no commit') : observed(shared);
      },
      changes: async ({ from, to }) => observed(difference(at(from), at(to))),
      readAt: async (commit, paths) => new Map(paths.map((path) => [path, read(at(commit), path)])),
      listAt: async (commit, folders) => list(at(commit), folders),
      relation: async (sha, of) => {
        if (idOf(sha) === undefined) return observed('absent');
        return observed(ancestors(idOf(of) ?? '').includes(sha) ? 'ancestor' : 'not-an-ancestor');
      },
      defaultBranch: async () =>
        idOf('main') === undefined ? unobserved('there is no main') : observed('main'),
    },
  };
}

function difference(from: Files, to: Files): readonly ChangeEntry[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((path) => from[path] !== to[path])
    .sort()
    .map((path) => ({
      path,
      status: !(path in from) ? 'added' : path in to ? 'modified' : 'deleted',
      oldMode: path in from ? '100644' : '000000',
      newMode: path in to ? '100644' : '000000',
    }));
}
