import { implicitBase, observeChange, type Git, type Observers } from '@lockkeeper/operations/observe';
import { unobserved, type Known } from '@lockkeeper/policy-core';
import type { Change } from '@lockkeeper/policy-core/observe';

/** The last known state of git at each root: running git at every key press would be slow. */
export interface GitStateCache {
  /** The cached state; when it is old, it is returned and refreshed in the background. */
  of(root: string, observers: Observers): Promise<GitState>;
  /** The branch alone, which git knows long before it has compared every file on disk. */
  branchOf(root: string, observers: Observers): Promise<string | undefined>;
  /** Makes the next question wait for a fresh answer. */
  forget(): void;
}

export interface GitState {
  /** The commit or branch the change starts from; `undefined` without a repository or a first commit. */
  readonly base: string | undefined;
  /** The commit that this is by now: a fetch may move it while nothing here changes. */
  readonly tip: string | undefined;
  readonly change: Known<Change>;
  readonly branch: string | undefined;
}

interface CachedState extends PendingState {
  readonly at: number;
  /** Milliseconds it took; `undefined` while it still runs. */
  took: number | undefined;
  looksAgain: boolean;
}

interface PendingState {
  readonly branch: Promise<string | undefined>;
  readonly seen: Promise<GitState>;
}

const FRESH_FOR_MS = 3_000;
/** A repository that is slow to ask is asked less often: at most a twentieth of the time. */
const REST = 20;

/** `moved` is called when a refresh in the background found another state. */
export function createGitStateCache(elapsed: () => number, moved: () => void): GitStateCache {
  const byRoot = new Map<string, CachedState>();

  const look = (root: string, observers: Observers): CachedState => {
    const started = elapsed();
    const looked: CachedState = { ...ask(observers), at: started, took: undefined, looksAgain: false };
    byRoot.set(root, looked);
    void looked.seen.then(() => (looked.took = elapsed() - started));
    return looked;
  };

  const lookAgain = async (root: string, old: CachedState, observers: Observers): Promise<void> => {
    old.looksAgain = true;
    const look = ask(observers);
    const [before, now] = await Promise.all([old.seen, look.seen]);
    // Forgotten meanwhile: whoever asks next gets a fresh answer anyway.
    if (byRoot.get(root) !== old) return;
    byRoot.set(root, { ...look, at: elapsed(), took: old.took, looksAgain: false });
    if (JSON.stringify(before) !== JSON.stringify(now)) moved();
  };

  const known = (root: string, observers: Observers): CachedState => {
    const looked = byRoot.get(root) ?? look(root, observers);
    const { at, took, looksAgain } = looked;
    const isOld = took !== undefined && elapsed() - at > Math.max(FRESH_FOR_MS, took * REST);
    if (isOld && !looksAgain) void lookAgain(root, looked, observers);
    return looked;
  };

  return {
    of: (root, observers) => known(root, observers).seen,
    branchOf: (root, observers) => known(root, observers).branch,
    forget: () => byRoot.clear(),
  };
}

/** Neither rejects: what git cannot tell is unobserved. */
function ask(observers: Observers): PendingState {
  const { git } = observers;
  if (git === undefined) {
    const seen = { ...NOTHING, change: unobserved('git is not asked') };
    return { branch: Promise.resolve(undefined), seen: Promise.resolve(seen) };
  }
  const branch = checkedOut(git);
  const seen = askGit(git, branch, observers).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...NOTHING, change: unobserved(`git failed: ${reason}`) };
  });
  return { branch: branch.catch(() => undefined), seen };
}

const NOTHING = { base: undefined, tip: undefined, branch: undefined };

async function checkedOut(git: Git): Promise<string | undefined> {
  const state = await git.describe();
  return state.known ? state.value.branch : undefined;
}

async function askGit(
  git: Git,
  checkedOutNow: Promise<string | undefined>,
  observers: Observers,
): Promise<GitState> {
  const [base, branch] = await Promise.all([implicitBase(git), checkedOutNow]);
  const [tip, change] = await Promise.all([
    base === undefined ? undefined : git.resolve(base),
    observeChange(
      { base, head: 'worktree', branch: undefined, compare: 'merge-base', push: null },
      observers,
    ),
  ]);
  return {
    base,
    tip: tip?.known === true ? tip.value : undefined,
    change: change.kind === 'observed' ? change.value : unobserved(change.problem),
    branch,
  };
}
