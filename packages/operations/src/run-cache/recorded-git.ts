import type { Git } from '../ports/index.ts';
import type { RecordAnswer } from './run-record.ts';

/** Every question to git is written down; each can be asked again, and long lists by what stands for them. */
export function recordedGit(git: Git, note: RecordAnswer): Git {
  const told = <Answer>(name: keyof Git, args: readonly unknown[], answer: Answer): Answer =>
    note({ of: 'git', name, args }, answer);

  const ids = new Map<string, ReturnType<Git['resolve']>>();
  const idOf = (commit: string): ReturnType<Git['resolve']> => {
    const id = ids.get(commit) ?? git.resolve(commit);
    ids.set(commit, id);
    return id;
  };

  /** A commit holds the same files for ever: what its name stands for tells whether the list is the same. */
  const listAt: Git['listAt'] = async (commit, folders) => {
    const id = await idOf(commit);
    const list = id.known ? await git.listAt(id.value, folders) : id;
    if (!list.known) return told('listAt', [commit, folders], await git.listAt(commit, folders));
    told('resolve', [commit], id);
    return list;
  };

  const tracked: Git['tracked'] = async () => {
    const state = await git.indexState();
    const files = await git.tracked();
    if (!state.known || !files.known) return told('tracked', [], files);
    told('indexState', [], state);
    return files;
  };

  return {
    describe: async () => told('describe', [], await git.describe()),
    resolve: async (name) => told('resolve', [name], await git.resolve(name)),
    mergeBase: async (a, b) => told('mergeBase', [a, b], await git.mergeBase(a, b)),
    mergeBases: async (a, b) => told('mergeBases', [a, b], await git.mergeBases(a, b)),
    changes: async (range) => told('changes', [range], await git.changes(range)),
    readAt: async (commit, paths) => told('readAt', [commit, paths], await git.readAt(commit, paths)),
    digestsAt: async (commit, paths) =>
      told('digestsAt', [commit, paths], await git.digestsAt(commit, paths)),
    listAt,
    tracked,
    indexState: async () => told('indexState', [], await git.indexState()),
    linksAt: async (commit, paths) => told('linksAt', [commit, paths], await git.linksAt(commit, paths)),
    foldersAt: async (commit, folders) =>
      told('foldersAt', [commit, folders], await git.foldersAt(commit, folders)),
    linesWith: async (commit, search) =>
      told('linesWith', [commit, search], await git.linesWith(commit, search)),
    commits: async (range) => told('commits', [range], await git.commits(range)),
    branchesWith: async (commit) => told('branchesWith', [commit], await git.branchesWith(commit)),
    allBranches: async () => told('allBranches', [], await git.allBranches()),
    tagsAt: async (commit) => told('tagsAt', [commit], await git.tagsAt(commit)),
    relation: async (sha, head) => told('relation', [sha, head], await git.relation(sha, head)),
    defaultBranch: async () => told('defaultBranch', [], await git.defaultBranch()),
  };
}
