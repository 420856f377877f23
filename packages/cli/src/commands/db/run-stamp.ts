import { createDatabases } from '@lockkeeper/host-node/read';
import { createOfflineAlembic } from '@lockkeeper/host-node/write';
import { planAsOfNow, prepareStamp, type StampPreparation } from '@lockkeeper/operations';
import type { Databases, OfflineAlembic } from '@lockkeeper/operations/ports';
import type { Policy } from '@lockkeeper/policy-core';
import type { StampPlan } from '@lockkeeper/policy-core/database';
import { typedCommand } from '@lockkeeper/policy-core/dependencies';
import { stampPlanDocument } from '@lockkeeper/policy-core/report';

import { confirm } from '../../io/prompt.ts';
import { showProgress } from '../../io/progress.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { listenForInterruption } from '../../io/interruption.ts';
import { documentText } from '../../command-line/answer-text.ts';
import { parsersFor } from '../../loading/parsers.ts';
import { openRepository, type Repository } from '../../repository/repository.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import type { World } from '../../world.ts';
import { auditPolicy } from '../../policy/audit-policy.ts';
import type { DbStampOptions } from './options.ts';
import { applyStamp, settleStamp, type StampResult } from './apply-stamp.ts';

interface Prepared {
  readonly repository: Repository;
  readonly policy: Policy;
  readonly look: () => Promise<StampPlan>;
}

/** `lockkeeper db stamp`. What was not seen is no reason to go on, on any machine. */
export function runDbStamp(options: DbStampOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const prepared = await prepare(options, world);
    const plan = await prepared.look();
    if (options.format === 'pretty')
      world.stdout.write(documentText(stampPlanDocument(plan), options, world));
    const ended = await endOf(plan, prepared, { options, world });
    world.stdout.write(
      options.format === 'json' ? `${JSON.stringify(answerOf(plan, ended), null, 2)}\n` : ended.text,
    );
    return ended.exit;
  });
}

/** What was done stays what was planned; what it came to stands beside it. */
function answerOf(plan: StampPlan, { outcome, logged, after }: StampResult) {
  return {
    ...plan,
    outcome,
    logged: logged ?? null,
    after: after === undefined ? null : { versions: after.versions, database: after.database },
  };
}

async function prepare(options: DbStampOptions, world: World): Promise<Prepared> {
  const place = options.root === undefined ? { git: true } : { git: true, root: options.root };
  const repository = await openRepository(place, world);
  const policy = await auditPolicy(repository);
  const { databases: variables } = policy;
  const hideProgress = showProgress('Asking Alembic…', world.stderr);
  const interruption = listenForInterruption();
  try {
    const preparation: StampPreparation = await prepareStamp(
      {
        policy,
        variable: variableOf(options, policy),
        revision: options.revision,
        loadParsers: parsersFor(world.installation),
      },
      {
        ...repository.observers,
        alembic: alembicOf(options, {
          root: repository.root,
          env: world.env,
          variables: [...new Set([variables.development, variables.production, variableOf(options, policy)])],
          signal: interruption.signal,
        }),
      },
    );
    if (interruption.signal.aborted)
      throw new CliError('technical', 'It was interrupted while Alembic was asked. Nothing was done.');
    const databases: Databases = createDatabases(world.env);
    return { repository, policy, look: () => planAsOfNow(preparation, databases) };
  } finally {
    hideProgress();
    interruption.stop();
  }
}

function variableOf({ variable }: DbStampOptions, { databases }: Policy): string {
  if (variable === undefined) return databases.production;
  if (/^[A-Za-z_]\w*$/.test(variable)) return variable;
  // What was meant for it may be an address with a password.
  throw new CliError(
    'usage',
    '--variable does not name an environment variable. Name one: Lockkeeper reads addresses only from variables.',
  );
}

function alembicOf(
  { alembic }: DbStampOptions,
  around: Omit<Parameters<typeof createOfflineAlembic>[0], 'command'>,
): OfflineAlembic | undefined {
  if (alembic === false) return undefined;
  const typed = typedCommand(alembic ?? 'alembic');
  if (typed.kind === 'words') return createOfflineAlembic({ ...around, command: typed.words });
  throw new CliError(
    'usage',
    `The command of --alembic cannot be run: ${typed.problem}. Write one program and its arguments.`,
  );
}

/** Everything from the plan on. */
async function endOf(
  plan: StampPlan,
  prepared: Prepared,
  { options, world }: { readonly options: DbStampOptions; readonly world: World },
): Promise<StampResult> {
  switch (plan.decision) {
    case 'nothing-to-do':
      if (options.dryRun !== true) await settleStamp(plan, { ...prepared, world });
      return { outcome: 'nothing-to-do', exit: EXIT.ok, text: '' };
    case 'refused':
      return { outcome: 'refused', exit: EXIT.findings, text: '' };
    case 'undetermined':
      return { outcome: 'undetermined', exit: EXIT.notJudged, text: '' };
    case 'stamp':
      break;
  }
  if (options.dryRun === true)
    return { outcome: 'planned', exit: EXIT.ok, text: '\nNothing was done, as --dry-run asks.\n' };
  const isAgreed = options.yes === true || (await agreed(plan, prepared, world));
  if (!isAgreed)
    return { outcome: 'declined', exit: EXIT.notJudged, text: '\nIt was not stamped, as you said.\n' };
  return applyStamp(plan, {
    ...prepared,
    world,
  });
}

/** People take their time: what they said yes to must still be what would be done. */
async function agreed(plan: StampPlan, { look }: Prepared, world: World): Promise<boolean> {
  const answer = await confirm('Stamp it?', { world });
  if (answer === 'nobody')
    throw new CliError(
      'usage',
      'Nobody can be asked here, because this is no terminal. Add --yes to stamp it.',
    );
  if (answer === 'no') return false;
  if (JSON.stringify(await look()) === JSON.stringify(plan)) return true;
  throw new CliError(
    'not-judged',
    'The database changed while you were asked. Nothing was done; look at the plan again.',
  );
}
