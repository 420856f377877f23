import { planRollback, type PlannedRollback } from '@lockkeeper/operations';
import { rollbackSteps, type RollbackDecision } from '@lockkeeper/policy-core/deployment/rollback';
import { recordPlaceFor } from '@lockkeeper/policy-core/deployment/record';
import {
  placeState,
  planDigest,
  refused,
  type LoggedRun,
  type Refusal,
  type RunPlan,
} from '@lockkeeper/policy-core/deployment/run';

import { CliError } from '../../errors/cli-error.ts';
import { namesOfLosses } from './accepted-losses.ts';
import { ranThereBefore, type CodeOnTheWay } from './genuine-run.ts';
import type { OpenReleases, ServiceAt } from './open-place.ts';
import type { RollbackOptions } from './options.ts';
import { rollbackWorld } from './rollback-world.ts';
import type { Act } from './under-lock.ts';

export interface AskedRollback extends Act {
  readonly options: RollbackOptions;
  /** What was begun of it, and waits; `undefined`: it is asked for the first time. */
  readonly run: LoggedRun | undefined;
}

/** What a rollback would do; without a plan where something prevents it. */
export interface JudgedRollback extends Pick<PlannedRollback, 'decision'> {
  readonly refusals: readonly Refusal[];
  readonly planned: { readonly plan: RunPlan; readonly digest: string } | undefined;
}

export async function judgeRollback({ opened, at, options }: AskedRollback): Promise<JudgedRollback> {
  const found = await plannedRollback(opened, at, options);
  const { decision } = found;
  const refusals = await refusalsOf(found, opened, at);
  if (refusals.length > 0 || decision === undefined) return { decision, refusals, planned: undefined };
  const plan = await runPlanOf(decision, { opened, at, options });
  return { decision, refusals, planned: { plan, digest: planDigest(plan) } };
}

async function plannedRollback(
  opened: OpenReleases,
  at: ServiceAt,
  { to, acceptLoss = [] }: RollbackOptions,
): Promise<PlannedRollback> {
  const place = { environment: at.environment.name, service: at.service.name };
  const found = recordPlaceFor(opened.policy, place);
  if (found.kind === 'unknown') throw new CliError('usage', found.problem);
  return await planRollback(
    {
      place: found.place,
      to,
      running: undefined,
      acceptedLosses: acceptLoss,
      mayRun: async (commit) => await ranThereBefore({ deployed: [commit], trees: [] }, opened, at),
    },
    rollbackWorld(opened),
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
  const isNew = decision !== undefined && !(await ranThereBefore(codeOf(decision), opened, at));
  const { active } = placeState(entries, { environment: environment.name, service: service.name });
  const safe =
    newestSafe === undefined ? '' : ` The newest commit to go back to as it is: --to ${newestSafe}.`;
  return [
    ...reasons.map(({ code, kind, why, lift }): Refusal => ({ code, kind, why, lift: `${lift}${safe}` })),
    ...(decision?.unconfirmed ?? []).map((revision): Refusal => ({
      ...refused(
        'R15',
        `Taking ${revision} back loses rows.`,
        `Answer for that with --accept-loss ${revision}, or roll forward.`,
      ),
      liftedBy: { by: 'accept-loss', value: revision },
    })),
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

/** What would run there: the commit, and whatever takes migrations back. */
function codeOf({ target, bridge, database }: RollbackDecision): CodeOnTheWay {
  return {
    deployed: [target, ...(bridge === null ? [] : [bridge])],
    trees: database.downgrades.map(({ tree }) => tree),
  };
}

const NEVER_APPROVED = refused(
  'R09',
  'No approved promotion has ever brought it there, or what would take its migrations back.',
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
    accepted: namesOfLosses(options.acceptLoss),
    reason: options.reason,
    steps: rollbackSteps(decision, options.reason),
    back: null,
  };
}
