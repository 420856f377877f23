import type { Git } from '../ports/index.ts';
import type { RecordAnswer } from './run-record.ts';

/** Every question to git is written down; each can be asked again. */
export function recordedGit(git: Git, note: RecordAnswer): Git {
  const told = <Answer>(name: keyof Git, args: readonly unknown[], answer: Answer): Answer =>
    note({ of: 'git', name, args }, answer);
  return {
    describe: async () => told('describe', [], await git.describe()),
    resolve: async (name) => told('resolve', [name], await git.resolve(name)),
    mergeBase: async (a, b) => told('mergeBase', [a, b], await git.mergeBase(a, b)),
    mergeBases: async (a, b) => told('mergeBases', [a, b], await git.mergeBases(a, b)),
    changes: async (range) => told('changes', [range], await git.changes(range)),
    readAt: async (commit, paths) => told('readAt', [commit, paths], await git.readAt(commit, paths)),
    digestsAt: async (commit, paths) =>
      told('digestsAt', [commit, paths], await git.digestsAt(commit, paths)),
    listAt: async (commit, folders) => told('listAt', [commit, folders], await git.listAt(commit, folders)),
    tracked: async () => told('tracked', [], await git.tracked()),
    linksAt: async (commit, paths) => told('linksAt', [commit, paths], await git.linksAt(commit, paths)),
    foldersAt: async (commit, folders) =>
      told('foldersAt', [commit, folders], await git.foldersAt(commit, folders)),
    linesWith: async (commit, search) =>
      told('linesWith', [commit, search], await git.linesWith(commit, search)),
    commits: async (range) => told('commits', [range], await git.commits(range)),
    branchesWith: async (commit) => told('branchesWith', [commit], await git.branchesWith(commit)),
    tagsAt: async (commit) => told('tagsAt', [commit], await git.tagsAt(commit)),
    relation: async (sha, head) => told('relation', [sha, head], await git.relation(sha, head)),
    defaultBranch: async () => told('defaultBranch', [], await git.defaultBranch()),
  };
}
