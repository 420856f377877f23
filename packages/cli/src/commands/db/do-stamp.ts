import { createStamps } from '@lockkeeper/host-node/write';
import { stampDatabase, type StampRun } from '@lockkeeper/operations';
import type { Clock } from '@lockkeeper/operations/ports';
import { AUDIT_LOG_PATH, displayText, type Policy, type StampPlan } from '@lockkeeper/policy-core';

import { failureReason } from '../../errors/failure-reason.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { holderIn } from '../../locks/holder.ts';
import { logLocksOf } from '../../records/log-locks.ts';
import { logStoreOf, shownPlace } from '../../records/records-place.ts';
import { Stop } from '../../errors/stop.ts';
import type { World } from '../../world.ts';

/** How it ended: `outcome` for programs, `text` for people. */
export interface StampEnd {
  readonly outcome:
    | 'stamped'
    | 'nothing-to-do'
    | 'planned'
    | 'declined'
    | 'refused'
    | 'undetermined'
    | 'held';
  readonly exit: ExitCode;
  readonly text: string;
  /** As it is afterwards, where it was looked at again. */
  readonly plan?: StampPlan;
  /** Whether the audit log says that it is done. */
  readonly logged?: boolean;
}

interface Around {
  readonly root: string;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly look: () => Promise<StampPlan>;
  readonly world: World;
}

/** Stamps, and looks again. */
export async function doStamp(plan: StampPlan, around: Around): Promise<StampEnd> {
  const run = await running(plan, around);
  switch (run.kind) {
    case 'stamped':
      return await provedEnd(plan, around, run.isLogged);
    case 'changed':
      return await afterOthers(around);
    case 'held':
      return {
        outcome: 'held',
        exit: EXIT.lockHeld,
        text: `\n❌ NOT STAMPED: ${displayText(run.by)}. Wait until that is over, and try again.\n`,
      };
    case 'failed':
      throw new Stop(
        'technical',
        `It was not stamped, because ${displayText(run.reason)}. Nothing was changed.`,
      );
    case 'unknown':
      throw new Stop(
        'technical',
        `Whether it was stamped is not known, because the connection was lost at the end: ${displayText(run.reason)}. Run the command again: it tells whether it was, and stamps nothing twice.`,
      );
    case 'not-believed':
      throw new Stop(
        'not-judged',
        `It was not stamped, because ${shownPlace(around.policy, AUDIT_LOG_PATH)} was changed by somebody else: nothing can be written down. Run \`lockkeeper audit verify\`.`,
      );
  }
}

async function running(plan: StampPlan, { root, policy, clock, world }: Around): Promise<StampRun> {
  const { production, development } = policy.databases;
  try {
    return await stampDatabase(plan, {
      stamps: createStamps(world.env),
      trail: {
        path: AUDIT_LOG_PATH,
        logs: logStoreOf(policy, { root, locks: await logLocksOf(root), env: world.env }),
        clock,
        actor: holderIn(world, undefined),
      },
      environment:
        plan.variable === production
          ? 'production'
          : plan.variable === development
            ? 'development'
            : undefined,
    });
  } catch (error) {
    throw new Stop(
      'technical',
      `It was not stamped, because it could not be written down in ${shownPlace(policy, AUDIT_LOG_PATH)}: ${failureReason(error)}.`,
    );
  }
}

async function provedEnd(before: StampPlan, { look }: Around, logged: boolean): Promise<StampEnd> {
  const plan = await look();
  const isTracked = plan.decision === 'nothing-to-do';
  if (!isTracked)
    throw new Stop(
      'technical',
      'It was stamped, and its version table says something else by now: somebody else is at work on the database. Look at it with `lockkeeper db audit`.',
    );
  const isSame = plan.database?.fingerprint === before.database?.fingerprint;
  return {
    outcome: 'stamped',
    exit: logged ? EXIT.ok : EXIT.technical,
    plan,
    logged,
    text: [
      '',
      `✅ STAMPED: production is at ${plan.versions?.map(displayText).join(', ') ?? ''}, and tracked from now on.`,
      isSame
        ? '  Its schema is what it was before.'
        : '  Its schema has changed since: somebody else is at work on it.',
      ...(logged ? [] : [`  ${AUDIT_LOG_PATH} could not take down that it is done.`]),
      '',
    ].join('\n'),
  };
}

/** Somebody else was quicker: what they did may be the very same. */
async function afterOthers({ look }: Around): Promise<StampEnd> {
  const plan = await look();
  if (plan.decision !== 'nothing-to-do')
    throw new Stop(
      'not-judged',
      'It was not stamped, because its version table changed meanwhile. Nothing was done; look at the plan again.',
    );
  return {
    outcome: 'nothing-to-do',
    exit: EXIT.ok,
    plan,
    text: '\n✅ NOTHING TO DO: another run has stamped it meanwhile.\n',
  };
}
