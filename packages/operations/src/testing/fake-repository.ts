import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { Commit } from '@lockkeeper/policy-core/observe';

import type { CommitRange, Git, Observers } from '../ports/index.ts';
import { linesIn } from './fake-search.ts';
import {
  difference,
  digestIn,
  EMPTY_TREE,
  folderIn,
  linkIn,
  listTree,
  readTree,
  type FakeTree,
} from './fake-tree.ts';

export type Files = Readonly<Record<string, string>>;

export interface FakeCommit extends FakeTree {
  readonly parents?: readonly string[];
  readonly message?: string;
  readonly author?: Commit['author'];
  /** The author when it is left out. */
  readonly committer?: Commit['committer'];
}

export interface FakeRepository {
  /** By id, oldest first. Ids may be any text: `main` may name a commit as well. */
  readonly commits: Readonly<Record<string, FakeCommit>>;
  /** Branch and other names to ids. */
  readonly names?: Readonly<Record<string, string>>;
  /** What lies on disk: that of HEAD when it is left out. */
  readonly worktree?: Files;
  /** What lies on disk beside those files. */
  readonly worktreeBeside?: Omit<FakeTree, 'files'>;
  readonly branch?: string;
  /** Short names of branches to ids; only `branch` when they are left out. */
  readonly branches?: Readonly<Record<string, string>>;
  /** Names of tags to ids. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly isShallow?: boolean;
}

export interface FakeObservers extends Observers {
  readonly git: Git;
  /** Every path that was read, from a commit or from disk: shows how much work was done. */
  readonly reads: readonly string[];
}

const SOMEBODY: Commit['author'] = { name: 'Ada', email: 'ada@example.com' };

/** A repository in memory that keeps the contracts of the ports. */
export function fakeObservers(repository: FakeRepository): FakeObservers {
  const reads: string[] = [];
  const history = fakeHistory(repository);
  const onDisk = treeOnDisk(repository, history);
  const at = (id: string): FakeTree => (id === 'worktree' ? onDisk : history.treeOf(id));
  const read = (tree: FakeTree, path: string) => {
    reads.push(path);
    return readTree(tree, path);
  };

  return {
    reads,
    clock: { now: () => '2026-11-21T08:00:00Z' },
    files: {
      read: async (path) => read(onDisk, path),
      links: async (paths) => answers(paths, (path) => linkIn(onDisk, path)),
      list: async (folders) => observed(listTree(onDisk, folders)),
    },
    git: {
      ...gitOfHistory(repository, history),
      changes: async ({ from, to }) => observed(difference(at(from), at(to))),
      readAt: async (commit, paths) => answers(paths, (path) => read(at(commit), path)),
      digestsAt: async (commit, paths) => answers(paths, (path) => digestIn(at(commit), path)),
      listAt: async (commit, folders) => observed(listTree(at(commit), folders)),
      tracked: async () => observed({ paths: listTree(onDisk, ['']), leftOut: [] }),
      indexState: async () => observed(JSON.stringify(listTree(onDisk, ['']))),
      linesWith: async (commit, search) => observed(linesIn(at(commit), search)),
      linksAt: async (commit, paths) => answers(paths, (path) => linkIn(at(commit), path)),
      foldersAt: async (commit, folders) =>
        answers(folders, (folder) => observed(folderIn(at(commit), folder))),
    },
  };
}

interface FakeHistory {
  /** The commit of a name, an id among them; `undefined` when there is none. */
  readonly idOf: (name: string) => string | undefined;
  /** Empty for a commit that is none. */
  readonly treeOf: (name: string) => FakeTree;
  /** With itself, nearest first. */
  readonly ancestors: (id: string) => readonly string[];
}

function fakeHistory({ commits, names }: FakeRepository): FakeHistory {
  const idOf = (name: string): string | undefined => {
    const id = names?.[name] ?? name;
    return id in commits ? id : undefined;
  };
  const ancestors = (id: string): readonly string[] => [
    id,
    ...(commits[id]?.parents ?? []).flatMap(ancestors),
  ];
  return { idOf, treeOf: (name) => commits[idOf(name) ?? ''] ?? EMPTY_TREE, ancestors };
}

function treeOnDisk({ worktree, worktreeBeside }: FakeRepository, { treeOf }: FakeHistory): FakeTree {
  const before = treeOf('HEAD');
  return worktree === undefined ? { ...before, ...worktreeBeside } : { files: worktree, ...worktreeBeside };
}

type AboutHistory = Pick<
  Git,
  | 'describe'
  | 'resolve'
  | 'mergeBase'
  | 'mergeBases'
  | 'commits'
  | 'allBranches'
  | 'branchesWith'
  | 'tagsAt'
  | 'relation'
  | 'defaultBranch'
>;

function gitOfHistory(repository: FakeRepository, history: FakeHistory): AboutHistory {
  const { idOf, ancestors } = history;
  const { branch, isShallow = false } = repository;
  const head = idOf('HEAD');
  const branches =
    repository.branches ?? (branch === undefined || head === undefined ? {} : { [branch]: head });
  return {
    describe: async () => observed({ head, branch, isShallow, isBare: false }),
    resolve: async (name) => known(idOf(name), name),
    mergeBase: async (a, b) => {
      const [shared] = sharedBy(history, a, b);
      return shared === undefined ? unobserved('they share no commit') : observed(shared);
    },
    mergeBases: async (a, b) => {
      const [shared, ...more] = sharedBy(history, a, b);
      return shared === undefined ? unobserved('they share no commit') : observed([shared, ...more]);
    },
    commits: async (range) => commitsIn(repository, history, range),
    branchesWith: async (commit) =>
      namesWhere(branches, known(idOf(commit), commit), (tip, id) => ancestors(tip).includes(id)),
    allBranches: async () => observed(Object.keys(branches)),
    tagsAt: async (commit) =>
      namesWhere(repository.tags ?? {}, known(idOf(commit), commit), (target, id) => target === id),
    relation: async (sha, of) => {
      if (idOf(sha) === undefined) return observed('absent');
      return observed(ancestors(idOf(of) ?? '').includes(sha) ? 'ancestor' : 'not-an-ancestor');
    },
    defaultBranch: async () =>
      idOf('main') === undefined ? unobserved('there is no main') : observed('main'),
  };
}

/** The common commits that no other one comes after. */
function sharedBy({ idOf, ancestors }: FakeHistory, a: string, b: string): readonly string[] {
  const [left, right] = [idOf(a), idOf(b)];
  if (left === undefined || right === undefined) return [];
  const others = new Set(ancestors(right));
  const shared = [...new Set(ancestors(left))].filter((id) => others.has(id));
  return shared.filter((id) => !shared.some((later) => later !== id && ancestors(later).includes(id)));
}

function commitsIn(
  repository: FakeRepository,
  { idOf, treeOf, ancestors }: FakeHistory,
  { from, to }: CommitRange,
): Known<readonly Commit[]> {
  const last = to === 'worktree' ? 'HEAD' : to;
  const [first, head] = [known(idOf(from), from), known(idOf(last), last)];
  if (!first.known) return first;
  if (!head.known) return head;
  const before = new Set(ancestors(first.value));
  const inside = new Set(ancestors(head.value).filter((id) => !before.has(id)));
  const found = Object.entries(repository.commits).filter(([id]) => inside.has(id));
  if (repository.isShallow && found.some(([, { parents = [] }]) => parents.length === 0)) {
    return unobserved('this is a shallow clone whose history ends among these commits');
  }
  return observed(found.map(([id, commit]) => plainCommit(id, commit, treeOf)));
}

function plainCommit(id: string, commit: FakeCommit, treeOf: FakeHistory['treeOf']): Commit {
  const { author = SOMEBODY, committer = author, message = '', parents = [] } = commit;
  const before = parents.length === 0 ? [EMPTY_TREE] : parents.map(treeOf);
  const [nearest = [], ...others] = before.map((tree) => difference(tree, commit).map(({ path }) => path));
  const paths = nearest.filter((path) => others.every((changed) => changed.includes(path)));
  return { id, author, committer, message, paths };
}

function namesWhere(
  names: Readonly<Record<string, string>>,
  id: Known<string>,
  isMeant: (target: string, id: string) => boolean,
): Known<readonly string[]> {
  if (!id.known) return id;
  const found = Object.entries(names).filter(([, target]) => isMeant(target, id.value));
  return observed(found.map(([name]) => name).sort());
}

function known(id: string | undefined, name: string): Known<string> {
  return id === undefined ? unobserved(`there is no commit ${name}`) : observed(id);
}

function answers<T>(
  paths: readonly string[],
  answer: (path: string) => Known<T>,
): ReadonlyMap<string, Known<T>> {
  return new Map(paths.map((path) => [path, answer(path)]));
}
