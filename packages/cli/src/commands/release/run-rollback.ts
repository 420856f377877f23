import { createDatabases, createLogReader } from '@lockkeeper/host-node/read';
import { planRollback, type PlannedRollback } from '@lockkeeper/operations';
import { runAnswer } from '@lockkeeper/policy-core/deployment/answer';
import { rollbackSteps, type RollbackDecision } from '@lockkeeper/policy-core/deployment/rollback';
import { recordPlaceFor } from '@lockkeeper/policy-core/deployment/record';
import {
  BEGUN,
  placeState,
  planDigest,
  refused,
  type Refusal,
  type RunPlan,
} from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import { interruptible } from '../../io/interruption.ts';
import { parsersFor } from '../../loading/parsers.ts';
import type { World } from '../../world.ts';
import { answering, tell, type Answer } from './answering.ts';
import { MOVED } from './asked-release.ts';
import { carryOn } from './carry-on.ts';
import { mustBeConfirmed } from './confirmation.ts';
import { ranThereBefore } from './genuine-run.ts';
import { serviceAt, type OpenReleases, type ServiceAt } from './open-place.ts';
import type { RollbackOptions } from './options.ts';
import { againstLines, planLines } from './release-text.ts';
import { rollbackLines } from './rollback-text.ts';
import { newRunId } from './run-id.ts';
import { underLock, type Act, type UnderLock } from './under-lock.ts';
import { writeNote } from './write-note.ts';

interface AskedRollback extends Act {
  readonly options: RollbackOptions;
}

/** What a rollback would do; without a plan where something stands against it. */
interface JudgedRollback extends Pick<PlannedRollback, 'decision'> {
  readonly refusals: readonly Refusal[];
  readonly planned: { readonly plan: RunPlan; readonly digest: string } | undefined;
}

/** `lockkeeper rollback` */
export function runRollback(options: RollbackOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const at = serviceAt(opened.policy, options);
    return await interruptible(async (signal) => await rollBack({ opened, at, options, signal }));
  });
}

async function rollBack(rollback: AskedRollback): Promise<Answer> {
  const { opened, at, options, signal } = rollback;
  const judged = await judgedNow(rollback);
  const { decision, planned, refusals } = judged;
  tell(
    [
      ...(decision === undefined ? [] : rollbackLines(decision)),
      ...(planned === undefined ? [] : planLines(planned.plan)),
      ...againstLines(refusals, opened),
    ],
    opened,
  );
  if (planned === undefined) return objected(judged);
  if (options.plan === true)
    return { exitCode: EXIT.ok, document: runAnswer({ verdict: 'ready', planned, decision }), lines: [] };
  await mustBeConfirmed(options, at.environment.name, { world: opened.world, signal });
  const question = { reason: `rollback to ${planned.plan.commit}`, waitMs: 0, run: undefined };
  return await underLock(rollback, question, async (held) => await begin(planned.digest, held));
}

/** Everything is looked at again once nobody else can act. */
async function begin(digest: string, rollback: UnderLock<AskedRollback>): Promise<Answer> {
  const { opened, held } = rollback;
  const judged = await judgedNow(rollback);
  if (judged.planned?.digest !== digest) {
    const refusals = [...judged.refusals, MOVED];
    return { ...objected({ ...judged, refusals }), lines: againstLines(refusals, opened) };
  }
  const { plan } = judged.planned;
  const id = newRunId(plan.kind, opened.repository.observers.clock.now());
  const about = { env: plan.environment, promotion_id: id };
  await writeNote(opened, { event: 'run.begun', data: { plan, digest }, ...about });
  const started = { plan: digest, token: held.token, accepted: [] };
  await writeNote(opened, { event: 'run.started', data: started, ...about });
  return await carryOn({ id, plan, digest, state: BEGUN, open: undefined, approvals: [] }, rollback);
}

function objected({ decision, planned, refusals }: JudgedRollback): Answer {
  const isRefused = refusals.some(({ kind }) => kind === 'refused');
  const verdict = isRefused ? 'refused' : 'unknown';
  return {
    exitCode: isRefused ? EXIT.findings : EXIT.notJudged,
    document: runAnswer({ verdict, planned, refusals, decision }),
    lines: [],
  };
}

async function judgedNow({ opened, at, options }: AskedRollback): Promise<JudgedRollback> {
  const found = await plannedRollback(opened, at, options);
  const { decision } = found;
  const refusals = await refusalsOf(found, opened, at);
  if (refusals.length > 0 || decision === undefined) return { decision, refusals, planned: undefined };
  const plan = await runPlanOf(decision, { opened, at, options });
  return { decision, refusals, planned: { plan, digest: planDigest(plan) } };
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
    ...(decision?.unconfirmed ?? []).map((revision) =>
      refused(
        'R15',
        `Taking ${revision} back loses rows.`,
        `Answer for that with --accept-loss ${revision}, or roll forward.`,
      ),
    ),
    ...(isNew ? [NEVER_APPROVED] : []),
    ...(active === undefined
      ? []
      : [
          refused(
            'R13',
            `${active.id} is under way there.`,
            `Go on with it: \`lockkeeper resume ${active.id}\`, or give it up: \`lockkeeper abandon ${active.id} --reason TEXT\`.`,
          ),
        ]),
  ];
}

const NEVER_APPROVED = refused(
  'R09',
  'No approved promotion has ever brought it there.',
  'Go back to a commit that was promoted there, or promote this one.',
);

async function runPlanOf(
  decision: RollbackDecision,
  { opened, at, options }: Pick<AskedRollback, 'opened' | 'at' | 'options'>,
): Promise<RunPlan> {
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
