import {
  displayText,
  unobserved,
  type DependencyPair,
  type FileContent,
  type Known,
  type Policy,
} from '@lockkeeper/policy-core';
import {
  freeBranch,
  planFiles,
  type UpgradePlan,
  type WantedPackage,
} from '@lockkeeper/policy-core/dependencies';

import type { Observers, Worktrees } from '../ports/index.ts';

type PlannedCommand = NonNullable<UpgradePlan['lock']>;

export interface UpgradeRequest {
  readonly policy: Policy;
  /** Id of a pair; `undefined` where the policy has one only. */
  readonly pair: string | undefined;
  /** Empty: everything. */
  readonly packages: readonly WantedPackage[];
  /** Words of the user's own command; `undefined`: the one in the header of the lock. */
  readonly command: PlannedCommand['words'] | undefined;
  /** `from-policy`: the command of the pair. */
  readonly test: PlannedCommand['words'] | 'from-policy' | 'none';
  readonly keep: boolean;
}

export type UpgradeStart =
  | { readonly kind: 'plan'; readonly plan: UpgradePlan; readonly pair: DependencyPair }
  /** `problem` is what is wrong and what to do, in sentences. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Looks whether an upgrade may start here, and plans it. Changes nothing. */
export async function planUpgrade(
  request: UpgradeRequest,
  { observers, worktrees }: { readonly observers: Observers; readonly worktrees: Worktrees },
): Promise<UpgradeStart> {
  const pair = pairOf(request);
  if (typeof pair === 'string') return refused(pair);
  const test = testOf(request, pair);
  if (typeof test === 'string') return refused(test);
  const from = await startingPoint(pair, observers, worktrees);
  if (typeof from === 'string') return refused(from);
  const texts = await textsAt(pair, observers);
  if (typeof texts === 'string') return refused(texts);
  const files = planFiles({ pair, texts, packages: request.packages, command: request.command });
  if (files.kind === 'refused') return files;
  const shadow = await shadowedModule(files.lock, observers);
  if (shadow !== undefined) return refused(shadow);
  const branch = await freeBranchOf(pair, observers, worktrees);
  if (branch.kind === 'none') return refused(branch.problem);
  const { id, source, lock } = pair;
  const { rewritten, lock: lockCommand } = files;
  const plan = {
    pair: { id, source, lock },
    branch: branch.name,
    from,
    rewritten,
    lock: lockCommand,
    test: test.command,
    keep: request.keep,
  };
  return { kind: 'plan', plan, pair };
}

/** What a branch holds is looked at anew: who was killed left nothing that could be believed. */
export interface MadeUpgrade extends Pick<UpgradeRequest, 'policy' | 'pair' | 'test'> {
  readonly branch: string;
  /** Where people branch off, and the last commit of it. */
  readonly main: UpgradePlan['from'];
}

/** Looks whether the branch that is checked out holds an upgrade, and plans to test and judge it. Changes nothing. */
export async function planMadeUpgrade(
  request: MadeUpgrade,
  { observers, worktrees }: { readonly observers: Observers; readonly worktrees: Worktrees },
): Promise<UpgradeStart> {
  const { branch, main } = request;
  const pair = pairOf(request);
  if (typeof pair === 'string') return refused(pair);
  const test = testOf(request, pair);
  if (typeof test === 'string') return refused(test);
  const here = await startingPoint(pair, observers, worktrees);
  if (typeof here === 'string') return refused(here);
  const began = await whereItBegan({ pair, here, request }, observers);
  if (!began.known) return refused(began.reason);
  const { id, source, lock } = pair;
  const plan = {
    pair: { id, source, lock },
    branch,
    from: { branch: main.branch, commit: began.value },
    rewritten: {},
    lock: undefined,
    test: test.command,
    keep: false,
    made: here.commit,
  };
  return { kind: 'plan', plan, pair };
}

/** Where what is checked out left the main branch, provided that it is an upgrade of the pair. The reason is sentences. */
async function whereItBegan(
  {
    pair: { id, source, lock },
    here,
    request: { branch, main },
  }: {
    readonly pair: DependencyPair;
    readonly here: UpgradePlan['from'];
    readonly request: MadeUpgrade;
  },
  { git }: Observers,
): Promise<Known<string>> {
  const name = displayText(branch);
  if (here.branch !== branch)
    return unobserved(`${name} is not checked out. Check it out with \`git switch ${name}\`.`);
  const base = (await git?.mergeBase(main.commit, here.commit)) ?? unobserved('git was not asked');
  if (!base.known) return unobserved(`Where ${name} began is not known because ${base.reason}.`);
  const changes = await git?.changes({ from: base.value, to: here.commit });
  if (changes?.known !== true) return unobserved(`What ${name} changes cannot be read.`);
  return changes.value.some(({ path }) => path === source || path === lock)
    ? base
    : unobserved(`${name} holds no upgrade of ${displayText(id)}. Delete it, and begin without --branch.`);
}

function pairOf({ policy, pair: wanted }: Pick<UpgradeRequest, 'policy' | 'pair'>): DependencyPair | string {
  const { dependencies: pairs, path } = policy;
  const [first, ...others] = pairs;
  if (first === undefined) return `${path} names no dependencies. Add a pair under \`dependencies\`.`;
  const ids = pairs.map(({ id }) => id).join(', ');
  if (wanted === undefined) {
    return others.length === 0 ? first : `${path} names several pairs. Say which with --pair: ${ids}.`;
  }
  const found = pairs.find(({ id }) => id === wanted);
  return found ?? `${path} names no pair ${displayText(wanted)}. It names: ${ids}.`;
}

function testOf(
  { test, policy }: Pick<UpgradeRequest, 'test' | 'policy'>,
  { id, upgrade }: DependencyPair,
): { readonly command: PlannedCommand | undefined } | string {
  if (test === 'none') return { command: undefined };
  const [program, ...rest] = test === 'from-policy' ? (upgrade?.test ?? []) : test;
  if (program !== undefined) return { command: { words: [program, ...rest], folder: '' } };
  return `An upgrade is tested before it is committed, but nothing says how. Add \`upgrade: { test: [...] }\` to ${id} in ${policy.path}, or give --test "...", or --no-test.`;
}

/** Everything an upgrade changes is taken back by going to this point: nothing else may be under way. */
async function startingPoint(
  pair: DependencyPair,
  { git }: Observers,
  worktrees: Worktrees,
): Promise<UpgradePlan['from'] | string> {
  if (git === undefined) return 'An upgrade is made on a branch. Run it inside a git repository.';
  const state = await git.describe();
  if (!state.known) return `The repository cannot be read because ${state.reason}.`;
  const { head, branch, isBare } = state.value;
  if (isBare) return 'This is a bare repository, which has no files on disk. Run it in a clone.';
  if (head === undefined) return 'There is no commit yet. Commit both files of the pair first.';
  const standing = await worktrees.standing();
  if (!standing.known) return `The worktree cannot be read because ${standing.reason}.`;
  const { underWay, staged } = standing.value;
  if (underWay !== undefined) return `Here ${underWay} is under way. End it first, or abort it.`;
  if (branch === undefined)
    return 'No branch is checked out (detached HEAD). Check out the branch to start from.';
  const changes = await git.changes({ from: head, to: 'worktree' });
  if (!changes.known) return `Cannot read the changes on disk because ${changes.reason}.`;
  const unclean = [...new Set([...changes.value.map(({ path }) => path), ...staged])];
  return unclean.length === 0 ? { branch, commit: head } : notClean(unclean, { branch, pair });
}

/** A machine that stopped in the middle of an upgrade leaves its branch and its files; nothing else is lost. */
function notClean(
  paths: readonly string[],
  { branch, pair }: { readonly branch: string; readonly pair: DependencyPair },
): string {
  const files = [pair.source, pair.lock];
  const isCutOff = pair.branch?.matches(branch) === true && paths.every((path) => files.includes(path));
  const [first = ''] = paths;
  const others = paths.length === 1 ? 'is' : `and ${paths.length - 1} more are`;
  const advice = isCutOff
    ? `It looks like an upgrade that was cut off. Take it back with \`git restore --staged --worktree -- ${files.join(' ')}\` and \`git switch -\`, and delete the branch ${branch}.`
    : 'Commit it, put it aside with `git stash --include-untracked`, or have git ignore it.';
  return `The worktree is not clean: ${displayText(first)} ${others} changed or new. ${advice}`;
}

async function textsAt(
  { source, lock }: DependencyPair,
  { files, git }: Observers,
): Promise<{ readonly source: string; readonly lock: string } | string> {
  const tracked = await git?.readAt('HEAD', [source, lock]);
  const texts: string[] = [];
  for (const path of [source, lock]) {
    const isCommitted = isText(tracked?.get(path));
    const content = await files.read(path);
    if (!isText(content))
      return `${path} cannot be read as text, or is not there. \`lockkeeper check\` says more.`;
    if (!isCommitted) return `${path} is not committed. Commit it first, so that it can be given back.`;
    texts.push(content.value.text);
  }
  const [sourceText = '', lockText = ''] = texts;
  return { source: sourceText, lock: lockText };
}

/** `python -m piptools` takes a module of that name from the folder it runs in before any that is installed. */
async function shadowedModule(
  lock: PlannedCommand | undefined,
  { git }: Observers,
): Promise<string | undefined> {
  if (lock?.words[1] !== '-m') return undefined;
  const entries = (await git?.foldersAt('HEAD', [lock.folder]))?.get(lock.folder);
  const names = entries?.known === true ? entries.value.map(({ name }) => name) : [];
  const found = names.find((name) => /^piptools(?:\.|$)/i.test(name));
  if (found === undefined) return undefined;
  return `${displayText(found)} of this repository would be run in place of pip-tools. Rename it, or give the command with --command "…".`;
}

async function freeBranchOf(
  pair: DependencyPair,
  { clock }: Observers,
  worktrees: Worktrees,
): Promise<ReturnType<typeof freeBranch>> {
  const names = await worktrees.branchNames();
  if (!names.known) {
    return { kind: 'none', problem: `The branches cannot be read because ${names.reason}.` };
  }
  return freeBranch({ suggestion: pair.branch?.suggestion, now: clock.now(), taken: names.value });
}

function isText(content: Known<FileContent> | undefined): content is Extract<
  Known<FileContent>,
  { known: true }
> & {
  readonly value: Extract<FileContent, { kind: 'text' }>;
} {
  return content?.known === true && content.value.kind === 'text';
}

function refused(problem: string): UpgradeStart {
  return { kind: 'refused', problem };
}
