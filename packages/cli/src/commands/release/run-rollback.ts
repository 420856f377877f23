import { createDatabases, createLogReader } from '@lockkeeper/host-node/read';
import { planRollback, type PlannedRollback } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';
import { rollbackSteps } from '@lockkeeper/policy-core/deployment/rollback';
import { recordPlaceFor } from '@lockkeeper/policy-core/deployment/record';
import { placeState, planDigest, type Refusal, type RunPlan } from '@lockkeeper/policy-core/deployment/run';

import { wantsColors } from '../../command-line/options.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { listenForInterruption } from '../../io/interruption.ts';
import { parsersFor } from '../../loading/parsers.ts';
import type { World } from '../../world.ts';
import { mustBeConfirmed } from './confirmation.ts';
import { ranThereBefore } from './genuine-run.ts';
import { holdingPlace } from './hold-place.ts';
import { lockPlaceOf, openReleases, serviceAt, type OpenReleases, type ServiceAt } from './open-place.ts';
import type { RollbackOptions } from './options.ts';
import { releaseJson } from './release-json.ts';
import { planLines, refusalLines } from './release-text.ts';
import { rollbackLines } from './rollback-text.ts';
import { newRunId } from './run-id.ts';
import { finish, lockedOut } from './start-release.ts';
import { writeNote } from './write-note.ts';

/** `lockkeeper rollback` */
export function runRollback(options: RollbackOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const interruption = listenForInterruption();
    try {
      const opened = await openReleases(options, world);
      const at = serviceAt(opened.policy, { environment: options.environment, service: options.service });
      const planned = await plannedRollback(opened, at, options);
      const refusals = await refusalsOf(planned, opened, at);
      const plan = refusals.length > 0 ? undefined : await runPlanOf(planned, { opened, at, options });
      tell({ planned, plan, refusals }, options, world);
      if (plan === undefined) return exitOf(refusals);
      if (options.plan === true) return EXIT.ok;
      await mustBeConfirmed(options, at.environment.name, { world, signal: interruption.signal });
      return await carryOut(plan, { opened, at, options, world, signal: interruption.signal });
    } finally {
      interruption.stop();
    }
  });
}

async function plannedRollback(
  { policy, repository, records, world }: OpenReleases,
  at: ServiceAt,
  { to, acceptLoss = [] }: RollbackOptions,
): Promise<PlannedRollback> {
  const { observers, root } = repository;
  const { git } = observers;
  if (git === undefined)
    throw new CliError('usage', 'A rollback goes to a commit. Run it in a git repository.');
  const found = recordPlaceFor(policy, { environment: at.environment.name, service: at.service.name });
  if (found.kind === 'unknown') throw new CliError('usage', found.problem);
  return await planRollback(
    { place: found.place, to, running: undefined, acceptedLosses: acceptLoss },
    {
      policy,
      observers: { ...observers, git },
      loadParsers: parsersFor(world.installation),
      databases: createDatabases(world.env),
      records,
      files: createLogReader(root),
    },
  );
}

/** What stands against going back: what was found, what nobody has confirmed, and what is under way there. */
async function refusalsOf(
  { reasons, decision, newestSafe }: PlannedRollback,
  opened: OpenReleases,
  at: ServiceAt,
): Promise<readonly Refusal[]> {
  const { environment, service } = at;
  const { entries } = opened;
  const isNew = decision !== undefined && !(await ranThereBefore(decision.target, opened, at));
  const { active } = placeState(entries, { environment: environment.name, service: service.name });
  const safe =
    newestSafe === undefined ? '' : ` The newest commit to go back to as it is: --to ${newestSafe}.`;
  return [
    ...reasons.map(({ code, kind, why, lift }): Refusal => ({ code, kind, why, lift: `${lift}${safe}` })),
    ...(decision?.unconfirmed ?? []).map((revision): Refusal => ({
      code: 'R15',
      kind: 'refused',
      why: `Taking ${revision} back loses rows.`,
      lift: `Answer for that with --accept-loss ${revision}, or roll forward.`,
    })),
    ...(isNew ? [NEVER_APPROVED] : []),
    ...(active === undefined
      ? []
      : [
          {
            code: 'R13',
            kind: 'refused' as const,
            why: `${active.id} is under way there.`,
            lift: `Go on with it: \`lockkeeper resume ${active.id}\`, or give it up: \`lockkeeper abandon ${active.id}\`.`,
          },
        ]),
  ];
}

const NEVER_APPROVED: Refusal = {
  code: 'R09',
  kind: 'refused',
  why: 'No approved promotion has ever brought it there.',
  lift: 'Go back to a commit that was promoted there, or promote this one.',
};

function exitOf(refusals: readonly Refusal[]): ExitCode {
  return refusals.some(({ kind }) => kind === 'refused') ? EXIT.findings : EXIT.notJudged;
}

async function runPlanOf(
  { decision }: PlannedRollback,
  {
    opened,
    at,
    options,
  }: { readonly opened: OpenReleases; readonly at: ServiceAt; readonly options: RollbackOptions },
): Promise<RunPlan | undefined> {
  if (decision === undefined) return undefined;
  const tree = await opened.history.tree(decision.target);
  if (!tree.known) throw new CliError('not-judged', `The target is not here: ${tree.reason}.`);
  return {
    kind: 'rollback',
    environment: at.environment.name,
    service: at.service.name,
    commit: decision.target,
    tree: tree.value,
    previous: decision.current,
    policy: opened.digest,
    equality: null,
    tried: null,
    approvals: 0,
    accepted: [],
    reason: options.reason,
    steps: rollbackSteps(decision, options.reason),
    back: null,
  };
}

interface Told {
  readonly planned: PlannedRollback;
  readonly plan: RunPlan | undefined;
  readonly refusals: readonly Refusal[];
}

function tell({ planned, plan, refusals }: Told, options: RollbackOptions, world: World): void {
  if (options.format === 'json') {
    if (plan !== undefined && options.plan !== true) return;
    const verdict = plan !== undefined ? 'ready' : exitOf(refusals) === EXIT.findings ? 'refused' : 'unknown';
    const digest = plan && planDigest(plan);
    world.stdout.write(
      releaseJson({ verdict, run: undefined, plan, digest, refusals, impact: planned.decision }),
    );
    return;
  }
  const lines = [
    ...(planned.decision === undefined ? [] : rollbackLines(planned.decision)),
    ...(plan === undefined ? [] : planLines(plan)),
    ...(refusals.length === 0 ? [] : ['Against it:', ...refusalLines(refusals, wantsColors(options, world))]),
  ];
  world.stdout.write(`${lines.map((line) => displayText(line)).join('\n')}\n`);
}

async function carryOut(
  plan: RunPlan,
  {
    opened,
    at,
    options,
    world,
    signal,
  }: {
    readonly opened: OpenReleases;
    readonly at: ServiceAt;
    readonly options: RollbackOptions;
    readonly world: World;
    readonly signal: AbortSignal;
  },
): Promise<ExitCode> {
  const digest = planDigest(plan);
  const id = newRunId('rollback', opened.repository.observers.clock.now());
  const place = await lockPlaceOf(opened, at);
  const held = await holdingPlace(
    {
      place,
      at,
      reason: `rollback to ${plan.commit}`,
      forMs: options.lockFor,
      waitMs: 0,
      interrupted: signal,
    },
    world,
    async (hold) => {
      const again = await openReleases(options, world);
      const planned = await plannedRollback(again, at, options);
      const now =
        (await refusalsOf(planned, again, at)).length > 0
          ? undefined
          : await runPlanOf(planned, { opened: again, at, options });
      if (now === undefined || planDigest(now) !== digest)
        throw new CliError(
          'not-judged',
          'What was planned is not what would be done now (R12). Run this again.',
        );
      const about = { env: plan.environment, promotion_id: id };
      await writeNote(again, { event: 'run.begun', data: { plan, digest }, ...about });
      const started = { plan: digest, token: hold.token, accepted: [] };
      await writeNote(again, { event: 'run.started', data: started, ...about });
      return await finish(id, { at, options, world }, hold);
    },
  );
  return held.kind === 'held' ? lockedOut(held.why, { id: undefined, options, world }) : held.value;
}
