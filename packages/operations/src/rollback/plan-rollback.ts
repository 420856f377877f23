import type { LogEntry } from '@lockkeeper/policy-core/deployment/audit-log';
import {
  chooseTarget,
  decideRollback,
  earlierDeploys,
  rollbackRefused,
  rollbackUnknown,
  type RollbackDecision,
  type RollbackSight,
} from '@lockkeeper/policy-core/deployment/rollback';
import { recordReport, type RecordPlace, type RecordReport } from '@lockkeeper/policy-core/deployment/record';
import { runsInLog } from '@lockkeeper/policy-core/deployment/run';

import { observeDeployRecord } from '../records/deploy-record.ts';
import { trustedLogEntries } from '../records/trusted-log-entries.ts';
import { observeRollback, type RollbackQuestion, type RollbackWorld } from './observe-rollback.ts';

export interface RollbackRequest {
  readonly place: RecordPlace;
  /** A branch, a tag or an id; `undefined`: the last good deploy before what runs. */
  readonly to: string | undefined;
  /** Full id of what runs there, where the platform or an open run says so; `undefined`: what the record says. */
  readonly running: string | undefined;
  readonly acceptedLosses: readonly string[];
  /** Whether an earlier good deploy may run there again, as far as approvals go: no other is run meanwhile, or named. */
  readonly mayRun: (commit: string) => Promise<boolean>;
}

/** A rollback that is decided, or that has no target. */
export interface PlannedRollback {
  /** What runs there; `undefined`: nothing is known to. */
  readonly current: string | undefined;
  /** `undefined`: there is nothing to go back to. */
  readonly decision: RollbackDecision | undefined;
  /** Everything that stands against it. */
  readonly reasons: readonly RollbackReason[];
  /** Of the earlier good deploys the newest to which production can go back as it is; looked for where this one is refused. */
  readonly newestSafe: string | undefined;
}

/** Earlier deploys that are looked at for one that is safe. */
const MOST_TRIED = 10;

/** Where a rollback goes to, whether it may, and what it would do. Changes nothing. */
export async function planRollback(request: RollbackRequest, world: RollbackWorld): Promise<PlannedRollback> {
  const record = await recordOf(request.place, world);
  const current = request.running ?? record.last_good_sha ?? undefined;
  const found = await questionOf({ request, record, current }, world);
  if ('reasons' in found)
    return { current, decision: undefined, reasons: found.reasons, newestSafe: undefined };
  const sight = await observeRollback(found.question, world);
  const decision = decideRollback(sight);
  const { verdict, reasons } = decision;
  const others = { ...found, mayRun: request.mayRun };
  if (verdict === 'downgrade-first') {
    const bridge = await newestOf(others, world, ({ target }) => isBridge({ ...sight, bridge: target }));
    return { current, decision: decideRollback({ ...sight, bridge }), reasons, newestSafe: undefined };
  }
  const isRefused = verdict === 'refused';
  const safe = isRefused ? await newestOf(others, world, isSafe) : undefined;
  return { current, decision, reasons, newestSafe: safe?.commit };
}

function isSafe(sight: RollbackSight): boolean {
  return decideRollback(sight).verdict === 'safe';
}

function isBridge(sight: RollbackSight): boolean {
  return decideRollback(sight).bridge !== null;
}

interface Asked {
  readonly request: RollbackRequest;
  readonly record: RecordReport;
  readonly current: string | undefined;
}

type GoodDeploy = Readonly<Record<'commit' | 'at', string>>;

type RollbackReason = RollbackDecision['reasons'][number];

interface FoundTarget {
  readonly question: RollbackQuestion;
  readonly good: readonly GoodDeploy[];
}

type Found = FoundTarget | { readonly reasons: readonly RollbackReason[] };

/** From what to what, by a log and a record that are believed. */
async function questionOf(asked: Asked, world: RollbackWorld): Promise<Found> {
  const { request, record } = asked;
  const { place } = request;
  const log = await trustedLogEntries(world.records.logs);
  if (!log.known) return { reasons: [logProblem(log.reason)] };
  const problems = recordProblems(record, await isAbsent(place, world));
  if (problems.length > 0) return { reasons: problems };
  const good = knownGood(log.value, { place, record }, world);
  const target = await targetOf(asked, { good, entries: log.value }, world);
  if ('why' in target) return { reasons: [target] };
  const others = await otherTrees(log.value, world);
  const { acceptedLosses } = request;
  return { good, question: { place, ...target, others, entries: log.value, acceptedLosses } };
}

interface Deploys {
  readonly good: readonly GoodDeploy[];
  readonly entries: readonly LogEntry[];
}

async function targetOf(
  { request: { place, to }, current }: Asked,
  { good, entries }: Deploys,
  world: RollbackWorld,
): Promise<Pick<RollbackQuestion, 'current' | 'target'> | RollbackReason> {
  const asked = to === undefined ? undefined : await world.observers.git.resolve(to);
  if (asked?.known === false) return notHere(to ?? '', asked.reason);
  const first = world.policy.record.services[0];
  const choice = chooseTarget({ asked: asked?.value, current, good, entries, place, first });
  if (choice.kind === 'none') return choice.reason;
  const { current: runs, target } = choice;
  return (await whyAbsent([runs, target], world)) ?? { current: runs, target };
}

/** The newest other good deploy of which something holds, were it the target. */
async function newestOf(
  { good, question, mayRun }: FoundTarget & Pick<RollbackRequest, 'mayRun'>,
  world: RollbackWorld,
  holds: (sight: RollbackSight) => boolean,
): Promise<RollbackSight['target'] | undefined> {
  const { current, target } = question;
  const tried = good.filter(({ commit }) => commit !== current && commit !== target).slice(0, MOST_TRIED);
  for (const { commit } of tried) {
    if (!(await mayRun(commit)) || (await whyAbsent([commit], world)) !== undefined) continue;
    const sight = await observeRollback({ ...question, target: commit }, world);
    if (holds(sight)) return sight.target;
  }
  return undefined;
}

/** What the log knows, and what a record says that is older than the log. */
function knownGood(
  entries: readonly LogEntry[],
  { place, record }: { readonly place: RecordPlace; readonly record: RecordReport },
  { policy }: Pick<RollbackWorld, 'policy'>,
): readonly GoodDeploy[] {
  const good = earlierDeploys({ entries, place, first: policy.record.services[0] }).filter(
    ({ against }) => against === undefined,
  );
  const { last_good_sha: commit, deployed_at: at } = record;
  if (commit === null || at === null || good.some((deploy) => deploy.commit === commit)) return good;
  return [{ commit, at }, ...good];
}

/** Whatever may have reached production beside what is recorded: what is on its way, and what runs brought there. */
async function otherTrees(
  entries: readonly LogEntry[],
  { observers: { git } }: RollbackWorld,
): Promise<readonly string[]> {
  const runs = runsInLog(entries)
    .map(({ plan }) => plan.commit)
    .toReversed();
  const branch = await git.defaultBranch();
  const names = ['HEAD', ...(branch.known ? [branch.value] : [])];
  const tips = await Promise.all(names.map((name) => git.resolve(name)));
  const here = await Promise.all(
    [...new Set(runs)].slice(0, MOST_TRIED).map((commit) => git.resolve(commit)),
  );
  return [...here, ...tips].flatMap((commit) => (commit.known ? [commit.value] : []));
}

async function recordOf(
  { path, environment, service }: RecordPlace,
  { policy, observers, records }: RollbackWorld,
): Promise<RecordReport> {
  const [first] = policy.record.services;
  const place = first === undefined ? undefined : { environment, service };
  return recordReport(await observeDeployRecord({ path, place, first }, { observers, records }));
}

async function isAbsent({ path }: RecordPlace, { records }: RollbackWorld): Promise<boolean> {
  const content = await records.read(path);
  return content.known && content.value.kind === 'absent';
}

/** That the recorded commit is behind what is checked out is no concern of a rollback: it looks for it itself. */
function recordProblems({ path, checks }: RecordReport, isNone: boolean): readonly RollbackReason[] {
  return checks
    .filter(({ name, outcome }) => name !== 'commit' && !(isNone && name === 'form') && outcome === 'failed')
    .map(({ message }) =>
      rollbackRefused('record-not-believed', {
        why: message,
        where: path,
        lift: 'Find out who changed it with `lockkeeper record verify`, and restore it from git.',
      }),
    );
}

function logProblem(reason: string): RollbackReason {
  return rollbackUnknown('log-not-believed', {
    why: `The audit log cannot be relied on: ${reason}.`,
    lift: 'Run `lockkeeper audit verify`, and repair the log.',
  });
}

async function whyAbsent(
  commits: readonly string[],
  { observers: { git } }: RollbackWorld,
): Promise<RollbackReason | undefined> {
  for (const commit of commits) {
    const found = await git.resolve(commit);
    if (!found.known) return notHere(commit, found.reason);
  }
  return undefined;
}

function notHere(name: string, reason: string): RollbackReason {
  return rollbackUnknown('target-not-here', {
    why: `The commit ${name} cannot be looked at because ${reason}.`,
    where: name,
    lift: 'Fetch it: `git fetch --unshallow` or `git fetch --tags`.',
  });
}
