import { implicitBase, type Circumstances, type ObserveRequest } from '@lockkeeper/operations/observe';
import type { Forge, Git } from '@lockkeeper/operations/ports';
import { mustBeProved, type Stage } from '@lockkeeper/policy-core';

import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { askedBaseOf } from './asked-base.ts';
import { baseOfEvent, firstKnownCommit } from './base-of-event.ts';
import { changeOfJob } from './change-of-job.ts';
import { circumstancesOf } from './circumstances.ts';
import type { EventFacts } from './event-payload.ts';
import { judgedHead } from '../../judging/judged-head.ts';
import { namedCommit } from '../../judging/named-commit.ts';

export interface RangeRequest {
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly branch: string | undefined;
  readonly labels: readonly string[] | undefined;
  readonly actor: string | undefined;
  readonly event: EventFacts | undefined;
  readonly pullRequest: number | undefined;
  readonly policy: 'base' | 'worktree';
  readonly stage: Stage;
  /** The caller says that no change is to be judged. */
  readonly isTreeMeant: boolean;
}

export interface JudgedRange {
  readonly request: ObserveRequest;
  /** Sentences about what is not judged. */
  readonly notices: readonly string[];
}

interface Surroundings {
  readonly git: Git | undefined;
  readonly forge?: Forge | undefined;
  /** Why git is not asked, as a clause. */
  readonly withoutGit?: string | undefined;
  readonly env: World['env'];
}

/** What a command line asks to be judged: a change where it names one, else the tree with what is not merged. */
export async function judgedRange(wish: RangeRequest, surroundings: Surroundings): Promise<JudgedRange> {
  const head = await headOf(wish, surroundings.git);
  if (wish.policy === 'worktree') refuseForeignPolicy(wish, head);
  refuseTwoAnswers(wish);
  const base = await namedBase(wish, surroundings);
  const circumstances = await circumstancesOf({ ...wish, head, base }, surroundings);
  const about = {
    head,
    branch: branchOf(wish, circumstances) ?? branchOfJob(wish, surroundings),
    compare: comparison(wish, circumstances),
    circumstances,
  };
  if (base !== undefined) {
    const policyFrom = wish.policy === 'worktree' ? 'head' : 'base';
    const askedBase = await askedBaseOf(
      { ...wish, base, pullRequest: circumstances.pullRequest },
      surroundings,
    );
    return { request: { focus: { kind: 'change' }, base, policyFrom, askedBase, ...about }, notices: [] };
  }
  const near = await baseOfTree(wish, head, surroundings);
  return {
    request: {
      focus: { kind: 'tree' },
      base: near.base,
      policyFrom: 'head',
      ...about,
      missingBase: near.missingBase,
    },
    notices: near.notices,
  };
}

async function headOf({ head, event, stage }: RangeRequest, git: Git | undefined): Promise<string> {
  if (head !== undefined) return namedCommit(head);
  if (event !== undefined) return event.head;
  return judgedHead(stage, git);
}

/** At home one may try a policy out; where it counts the base's policy judges. */
function refuseForeignPolicy({ stage }: RangeRequest, head: string): void {
  if (mustBeProved(stage)) {
    throw new CliError(
      'usage',
      `--policy worktree is for trying a policy at home. At stage ${stage} the policy of the base judges: leave --policy out.`,
    );
  }
  if (head !== 'worktree') {
    throw new CliError(
      'usage',
      `--policy worktree judges the files on disk, but the head is ${head}. Leave --head out.`,
    );
  }
}

/** Whoever asks the forge gets its answer, and not one of their own beside it. */
function refuseTwoAnswers({ pullRequest, event, labels, actor }: RangeRequest): void {
  if (pullRequest === undefined) return;
  const others = { event, labels, actor };
  const other = (['event', 'labels', 'actor'] as const).find((name) => others[name] !== undefined);
  if (other === undefined) return;
  throw new CliError(
    'usage',
    `--pull-request and --${other} answer the same question. Leave one of them out.`,
  );
}

/** What a queue or a detached head calls itself says nothing of where the commits were made. */
function branchOf(
  { branch, event, pullRequest }: RangeRequest,
  circumstances: Circumstances,
): string | undefined {
  if (branch !== undefined) return branch;
  const found = circumstances.pullRequest.known ? circumstances.pullRequest.value?.branch : undefined;
  if (pullRequest !== undefined || event?.about.kind === 'merge-group') return found ?? event?.branch;
  return event?.branch;
}

/**
 * A push that takes commits away from the default branch leaves nothing to compare: from the common
 * commit to its head nothing changed, whatever was lost.
 */
function comparison({ base, event }: RangeRequest, { push }: Circumstances): ObserveRequest['compare'] {
  const isFromBefore = base === undefined && event?.about.kind === 'push' && event.about.isOnDefaultBranch;
  return isFromBefore && push?.rewrites.known === true && push.rewrites.value ? 'exactly' : 'merge-base';
}

async function namedBase(
  { base, event, stage, isTreeMeant }: RangeRequest,
  { git, env }: Surroundings,
): Promise<string | undefined> {
  if (base !== undefined) return namedCommit(base);
  if (event !== undefined) return baseOfEvent(event, git);
  return mustBeProved(stage) && !isTreeMeant ? firstKnownCommit(changeOfJob(env).bases, git) : undefined;
}

interface NearBase {
  readonly base: string | undefined;
  readonly notices: readonly string[];
  /** Why nothing names one where a change must be judged, as a clause. */
  readonly missingBase?: string;
}

async function baseOfTree(
  { stage, event, isTreeMeant }: RangeRequest,
  head: string,
  { git, withoutGit = 'git is not asked' }: Surroundings,
): Promise<NearBase> {
  if (git === undefined)
    return mustBeProved(stage) && !isTreeMeant ? unnamed(withoutGit) : without(withoutGit);
  if (isTreeMeant) return without('only the tree was asked for');
  return mustBeProved(stage) ? provedBase(event, git) : nearestBase(head, git);
}

async function nearestBase(head: string, git: Git): Promise<NearBase> {
  const base = await implicitBase(git);
  if (base === undefined) return without('there is no commit to compare with');
  const common = await git.mergeBase(base, head === 'worktree' ? 'HEAD' : head);
  return common.known ? { base, notices: [] } : without(common.reason);
}

/** Without a base a pass would be one by the policy of whoever wrote the change, on whatever they left in the tree. */
async function provedBase(event: EventFacts | undefined, git: Git): Promise<NearBase> {
  if (event !== undefined) return ofFirstPush(event);
  const state = await git.describe();
  if (state.known && state.value.head === undefined) return without('there is no commit to compare with');
  return unnamed('no base is named');
}

/** The default branch itself begins with its first push: all of it is new, and nothing could be compared. */
function ofFirstPush({ about }: EventFacts): NearBase {
  return about.kind === 'push' && about.isOnDefaultBranch
    ? without('the branch begins with this push')
    : unnamed('the default branch is not here to compare with; fetch it (in GitHub Actions: fetch-depth: 0)');
}

function without(reason: string): NearBase {
  return { base: undefined, notices: [`Changes of protected paths were not judged, because ${reason}.`] };
}

function unnamed(reason: string): NearBase {
  return { base: undefined, notices: [], missingBase: `${reason}: ${ADVICE}` };
}

const ADVICE = 'pass --base REF or --event FILE, or --tree to judge the tree alone';

function branchOfJob({ stage }: RangeRequest, { env }: Surroundings): string | undefined {
  return mustBeProved(stage) ? changeOfJob(env).branch : undefined;
}
