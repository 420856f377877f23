import { sandboxMachine, type SandboxState } from '@lockkeeper/policy-core/dependencies';

import type { BranchMover, PullRequests } from '../ports/index.ts';
import { memoryJournal } from '../run/memory-journal.ts';
import { runMachine, type EffectResult, type MachineEnd } from '../run/run-machine.ts';

/** An upgrade that is committed, and was tested and judged. */
export interface UpgradeToTry {
  readonly branch: string;
  readonly commit: string;
  /** What it shall be merged into. */
  readonly main: string;
  readonly title: string;
}

/** The environment that it is tried in. Rejects where the log cannot be relied on. */
export interface Trial {
  /** Since when a commit is ready there, by the log; `undefined`: it is not. */
  readySince(commit: string): Promise<string | undefined>;
  /** Deploys it, or goes on with a deploy that was begun, until it is ready there or it is known that it does not get so. */
  deploy(commit: string): Promise<{ readonly exitCode: number; readonly why: string }>;
}

export interface SandboxTools {
  readonly branches: BranchMover;
  readonly trial: Trial;
  /** `undefined`: nothing is proposed. */
  readonly pullRequests: PullRequests | undefined;
  /** Of the pull request, in Markdown. */
  readonly text: (since: string) => string;
  /** Why nothing more may be begun, as a clause. */
  readonly mayNotGoOn: () => string | undefined;
  readonly begin: (effect: SandboxEffect) => void;
}

type Sandbox = ReturnType<typeof sandboxMachine>;
type SandboxEvent = Parameters<Sandbox['step']>[1];
export type SandboxEffect = NonNullable<ReturnType<Sandbox['effectOf']>>;
type Result = EffectResult<SandboxEvent>;

/**
 * Brings an upgrade to the remote, to where it is tried, and before the people who merge it. It needs no journal: each step
 * asks the world first how far it is, so that whoever was killed is gone on with by the same call.
 */
export async function tryUpgrade(
  upgrade: UpgradeToTry,
  tools: SandboxTools,
): Promise<MachineEnd<SandboxState>> {
  const perform = async (effect: SandboxEffect, state: SandboxState): Promise<Result> => {
    tools.begin(effect);
    switch (effect) {
      case 'push':
        return await pushed(upgrade, tools.branches);
      case 'try':
        return await tried(upgrade, tools.trial);
      case 'propose':
        return await proposed(upgrade, state, tools);
    }
  };
  return await runMachine({
    machine: sandboxMachine({ proposes: tools.pullRequests !== undefined }),
    performer: { perform, adopt: perform },
    journal: memoryJournal<SandboxEvent, SandboxEffect>([]),
    mayNotGoOn: tools.mayNotGoOn,
  });
}

async function pushed({ branch, commit }: UpgradeToTry, branches: BranchMover): Promise<Result> {
  const before = await branches.tip(branch);
  if (!before.known) return { kind: 'unknown', why: before.reason };
  if (before.value === commit) return ended({ kind: 'pushed' });
  if (before.value !== null)
    return refused(`${branch} is at another commit on the remote. Look who pushed it.`);
  const outcome = await branches.advance({ branch, from: null, to: commit });
  if (outcome.kind === 'moved') return ended({ kind: 'pushed' });
  // Whoever pushed the same meanwhile, or before the connection was lost, has done it.
  const after = await branches.tip(branch);
  if (after.known && after.value === commit) return ended({ kind: 'pushed' });
  return outcome.kind === 'refused' ? refused(`${branch} was not pushed: ${outcome.why}.`) : outcome;
}

async function tried({ commit }: UpgradeToTry, trial: Trial): Promise<Result> {
  const before = await trial.readySince(commit);
  if (before !== undefined) return ended({ kind: 'ready', since: before });
  const { exitCode, why } = await trial.deploy(commit);
  const since = await trial.readySince(commit);
  if (since !== undefined) return ended({ kind: 'ready', since });
  if (exitCode === 0)
    return { kind: 'unknown', why: 'it was deployed, and the log does not say that it is ready' };
  return ended({ kind: 'stopped', why, exitCode });
}

async function proposed(upgrade: UpgradeToTry, state: SandboxState, tools: SandboxTools): Promise<Result> {
  const { branch, commit, main: into, title } = upgrade;
  const { pullRequests, text } = tools;
  if (pullRequests === undefined || state.kind !== 'tried')
    throw new Error('Nothing is proposed before it was tried, or without a forge.');
  const before = await foundBy(pullRequests, upgrade);
  if (before !== undefined) return before;
  const outcome = await pullRequests.open({ branch, into, title, text: text(state.since) });
  if (outcome.kind === 'opened') {
    const { number, url } = outcome;
    return ended({ kind: 'proposed', pullRequest: { number, url, isOld: false } });
  }
  const after = await pullRequests.from(branch, commit);
  if (after.known && after.value?.state === 'open')
    return ended({ kind: 'proposed', pullRequest: { ...after.value, isOld: true } });
  return outcome.kind === 'refused' ? refused(`No pull request was opened: ${outcome.why}.`) : outcome;
}

/** `undefined`: there is none. What people have closed stays closed. */
async function foundBy(
  pullRequests: PullRequests,
  { branch, commit }: UpgradeToTry,
): Promise<Result | undefined> {
  const found = await pullRequests.from(branch, commit);
  if (!found.known) return { kind: 'unknown', why: found.reason };
  if (found.value === null) return undefined;
  const { number, url, state } = found.value;
  return state === 'closed'
    ? refused(
        `The pull request #${number} was closed without being merged (${url}). Open it again there, or begin a new upgrade without --branch.`,
      )
    : ended({ kind: 'proposed', pullRequest: { number, url, isOld: true } });
}

function refused(why: string): Result {
  return ended({ kind: 'stopped', why, exitCode: 1 });
}

function ended(event: SandboxEvent): Result {
  return { kind: 'ended', event };
}
