import { createStamps } from '@lockkeeper/host-node/write';
import { settleDoneStamps, stampDatabase, type StampRun } from '@lockkeeper/operations';
import { displayText, type Policy } from '@lockkeeper/policy-core';
import type { StampPlan } from '@lockkeeper/policy-core/database';
import { AUDIT_LOG_PATH } from '@lockkeeper/policy-core/deployment/record';

import { failureReason } from '../../errors/failure-reason.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { openTrail } from '../../records/open-trail.ts';
import { displayedRecordPath } from '../../records/records-branch.ts';
import type { Repository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';

/** How it ended: `outcome` for programs, `text` for people. */
export interface StampResult {
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
  readonly after?: StampPlan;
  /** Whether the audit log says that it is done. */
  readonly logged?: boolean;
}

interface Around {
  readonly repository: Repository;
  readonly policy: Policy;
  readonly look: () => Promise<StampPlan>;
  readonly world: World;
}

/** Stamps, and looks again. */
export async function applyStamp(plan: StampPlan, around: Around): Promise<StampResult> {
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
      throw new CliError(
        'technical',
        `It was not stamped, because ${displayText(run.reason)}. Nothing was changed.`,
      );
    case 'unknown':
      throw new CliError(
        'technical',
        `The result of the stamp is unknown, because the connection was lost at the end: ${displayText(run.reason)}. Run the command again: it reports the result, and stamps nothing twice.`,
      );
    case 'not-believed':
      throw new CliError(
        'not-judged',
        `It was not stamped, because ${displayedRecordPath(around.policy, AUDIT_LOG_PATH)} was changed by somebody else: nothing can be written down. Run \`lockkeeper audit verify\`.`,
      );
  }
}

/** The log is told of a stamp that was done although nobody could tell so then. A log that cannot be told loses nothing. */
export async function settleStamp(
  plan: StampPlan,
  { repository, policy, world }: Pick<Around, 'repository' | 'policy' | 'world'>,
): Promise<void> {
  const path = displayedRecordPath(policy, AUDIT_LOG_PATH);
  try {
    if (await settleDoneStamps(plan, (await openTrail(repository, world))(policy))) return;
    world.stderr.write(
      `${path} could not take down that a stamp was done. Run \`lockkeeper audit verify\`.\n`,
    );
  } catch (error) {
    world.stderr.write(`${path} could not be read for stamps without an end: ${failureReason(error)}.\n`);
  }
}

async function running(plan: StampPlan, { repository, policy, world }: Around): Promise<StampRun> {
  const { production, development } = policy.databases;
  try {
    return await stampDatabase(plan, {
      stamps: createStamps(world.env),
      trail: (await openTrail(repository, world))(policy),
      environment:
        plan.variable === production
          ? 'production'
          : plan.variable === development
            ? 'development'
            : undefined,
    });
  } catch (error) {
    throw new CliError(
      'technical',
      `It was not stamped, because it could not be written down in ${displayedRecordPath(policy, AUDIT_LOG_PATH)}: ${failureReason(error)}.`,
    );
  }
}

async function provedEnd(before: StampPlan, { look }: Around, logged: boolean): Promise<StampResult> {
  const after = await look();
  const isTracked = after.decision === 'nothing-to-do';
  if (!isTracked)
    throw new CliError(
      'technical',
      'It was stamped, and its version table says something else by now: somebody else is at work on the database. Look at it with `lockkeeper db audit`.',
    );
  const isSame = after.database?.fingerprint === before.database?.fingerprint;
  return {
    outcome: 'stamped',
    exit: logged ? EXIT.ok : EXIT.technical,
    after,
    logged,
    text: [
      '',
      `✅ STAMPED: production is at ${after.versions?.map(displayText).join(', ') ?? ''}, and tracked from now on.`,
      isSame
        ? '  Its schema is what it was before.'
        : '  Its schema has changed since: somebody else is at work on it.',
      ...(logged ? [] : [`  ${AUDIT_LOG_PATH} could not take down that it is done.`]),
      '',
    ].join('\n'),
  };
}

/** Somebody else was quicker: what they did may be the very same. */
async function afterOthers({ look }: Around): Promise<StampResult> {
  const after = await look();
  if (after.decision !== 'nothing-to-do')
    throw new CliError(
      'not-judged',
      'It was not stamped, because its version table changed meanwhile. Nothing was done; look at the plan again.',
    );
  return {
    outcome: 'nothing-to-do',
    exit: EXIT.ok,
    after,
    text: '\n✅ NOTHING TO DO: another run has stamped it meanwhile.\n',
  };
}
