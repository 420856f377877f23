import { createCommitLogReader, createFileHistory, createLogReader } from '@lockkeeper/host-node/read';
import type { RecordsPlace, SeenRecords } from '@lockkeeper/host-node/write';
import { recordsInTree } from '@lockkeeper/operations';
import type { DeployRecords, LogBranch, Observers } from '@lockkeeper/operations/ports';
import { observed, unobserved, type FileContent, type Known, type Policy } from '@lockkeeper/policy-core';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';
import { isGuardedBranch } from '@lockkeeper/policy-core/observe';

import { failureReason } from '../errors/failure-reason.ts';
import type { Repository } from '../repository/repository.ts';
import { formerTips } from './former-branches.ts';
import { openLogSigners } from './log-signers.ts';

export interface RecordsRequest {
  readonly policy: Policy | undefined;
  /** The commit whose tree is meant; left out: the files on disk. */
  readonly head?: string | undefined;
  /** How the branch is looked at; left out: the remote is asked, and nothing is known where it cannot be. */
  readonly look?: ((place: RecordsPlace) => Promise<SeenRecords>) | undefined;
}

/** The deploy records, where the policy keeps them. */
export async function openDeployRecords(
  repository: Repository,
  { policy, head = 'worktree', look }: RecordsRequest,
): Promise<DeployRecords> {
  const { root, observers, withoutGit } = repository;
  await fetchedHistory(repository, { policy, look });
  const tree = await commitOf(head, repository);
  const signers = openLogSigners(policy, head, repository);
  // Records that are only shown are not relied on.
  const former = look === undefined ? await formerOf(repository, policy, tree) : observed([]);
  const bytes = createLogReader(root);
  const history = createFileHistory(root, bothKnown(tree, former));
  const inTree = recordsInTree(head, { observers, logs: { ...bytes, history, signers } });
  if (policy?.recordsBranch === undefined) return inTree;
  const { findRecordsBranch } = await import('./records-branch.ts');
  const place = findRecordsBranch(root, policy);
  if (place === undefined) return inTree;
  const { recordsName, seeRecords } = await import('@lockkeeper/host-node/write');
  const seen = withoutGit === undefined ? await looked(place, look ?? seeRecords) : unobserved(withoutGit);
  const commit = seen.known ? observed(seen.value.commit) : seen;
  const copies = head === 'worktree' ? inTree.logs : createCommitLogReader(root, observed(head));
  const name = recordsName(place);
  const branch = {
    name,
    ...standingOf(seen, policy.recordsBranch.mode),
    mirror: async (path: string) => await copies.since(path, 0),
  };
  return {
    logs: {
      ...createCommitLogReader(root, commit),
      // The copies that main held count as well, where this is not main, too: nobody can take those away.
      history: createFileHistory(
        root,
        bothKnown(bothKnown(tree, former), bothKnown(tipsOf(seen), await mainTips(repository, policy))),
      ),
      signers,
      branch,
    },
    read: async (path) => await recordAt(commit, path, observers),
    mirror: {
      branch: name,
      refresh: REFRESH[policy.recordsBranch.mode],
      read: async (path) => await inTree.read(path),
    },
  };
}

/** Only where the remote is asked in any case. */
async function fetchedHistory(
  { root, withoutGit }: Repository,
  { policy, look }: RecordsRequest,
): Promise<void> {
  if (policy?.recordsBranch === undefined || look !== undefined || withoutGit !== undefined) return;
  const { fetchWholeHistory } = await import('@lockkeeper/host-node/write');
  await fetchWholeHistory({ root, remote: policy.recordsBranch.remote });
}

/** Where nothing was ever recorded, nothing was left behind on the branch that a policy named for a while. */
async function formerOf(
  { root }: Repository,
  policy: Policy | undefined,
  tree: Known<readonly string[]>,
): Promise<Known<readonly string[]>> {
  const tips = await formerTips({ root, policy, history: createFileHistory(root, tree) });
  if (tips.known) return tips;
  const log = await createLogReader(root).since(AUDIT_LOG_PATH, 0);
  return log.known && log.value === undefined ? tree : tips;
}

/** What is written to files of a branch by its forge has no witness. */
function standingOf(
  seen: Known<SeenRecords>,
  mode: NonNullable<Policy['recordsBranch']>['mode'],
): Pick<LogBranch, 'lost' | 'isUnwitnessed'> {
  if (!seen.known) return { lost: undefined, isUnwitnessed: false };
  const { lost, isUnwitnessed } = seen.value;
  return { lost, isUnwitnessed: mode === 'branch' && isUnwitnessed };
}

/** None without git, and in a repository without a commit: there is no history. */
async function commitOf(head: string, { observers: { git } }: Repository): Promise<Known<readonly string[]>> {
  const state = await git?.describe();
  if (state?.known === true && state.value.head === undefined) return observed([]);
  const commit = await git?.resolve(head === 'worktree' ? 'HEAD' : head);
  return commit?.known === false ? commit : observed(commit === undefined ? [] : [commit.value]);
}

/** Of main at the remote, by each name that the policy guards, as far as this clone has it. */
async function mainTips(
  { observers: { git }, withoutGit }: Repository,
  { branches, recordsBranch }: Policy,
): Promise<Known<readonly string[]>> {
  if (git === undefined || withoutGit !== undefined || recordsBranch === undefined) return observed([]);
  const named = branches.classes.flatMap(({ match }) => match.map(({ text }) => text));
  const names = new Set(['main', 'master', ...named]);
  const guarded = Array.from(names).filter((name) => isGuardedBranch(branches, name));
  const tips = await Promise.all(
    guarded.map((name) => git.resolve(`refs/remotes/${recordsBranch.remote}/${name}`)),
  );
  return observed(tips.flatMap((tip) => (tip.known ? [tip.value] : [])));
}

/** Also what was seen on the branch before somebody took it away. */
function tipsOf(seen: Known<SeenRecords>): Known<readonly string[]> {
  if (!seen.known) return seen;
  const { commit, lost } = seen.value;
  return observed([commit, lost].filter((tip) => tip !== undefined));
}

function bothKnown(one: Known<readonly string[]>, other: Known<readonly string[]>): Known<readonly string[]> {
  if (!one.known || !other.known) return one.known ? other : one;
  return observed([...one.value, ...other.value]);
}

const REFRESH = { branch: 'lockkeeper record mirror', contents: 'git pull' };

async function looked(
  place: RecordsPlace,
  look: (place: RecordsPlace) => Promise<SeenRecords>,
): Promise<Known<SeenRecords>> {
  try {
    return observed(await look(place));
  } catch (error) {
    return unobserved(failureReason(error));
  }
}

async function recordAt(
  commit: Known<string | undefined>,
  path: string,
  { git }: Observers,
): Promise<Known<FileContent>> {
  if (!commit.known) return commit;
  if (commit.value === undefined) return observed({ kind: 'absent' });
  return (await git?.readAt(commit.value, [path]))?.get(path) ?? unobserved('it was not read');
}
