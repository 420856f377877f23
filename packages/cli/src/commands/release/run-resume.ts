import type { LoggedRun } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import { reportingErrors } from '../../errors/error-reporting.ts';
import { listenForInterruption } from '../../io/interruption.ts';
import type { World } from '../../world.ts';
import { runNamed } from './carry-on.ts';
import { mustBeConfirmed } from './confirmation.ts';
import { exitOfRun } from './exit-of-run.ts';
import { mustBeJudged } from './genuine-run.ts';
import { holdingPlace } from './hold-place.ts';
import {
  branchOf,
  hasPlaceOf,
  lockPlaceOf,
  openReleases,
  serviceAt,
  type OpenReleases,
  type ServiceAt,
} from './open-place.ts';
import { openRuns } from './open-runs.ts';
import type { RunOptions } from './options.ts';
import { runByNow } from './overdue-runs.ts';
import { releaseJson } from './release-json.ts';
import { runText } from './release-text.ts';
import { finish, lockedOut, startRelease } from './start-release.ts';
import { writeNote } from './write-note.ts';

/** `lockkeeper resume [RUN]` */
export function runResume(id: string | undefined, options: RunOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const interruption = listenForInterruption();
    const { signal } = interruption;
    try {
      const opened = await openReleases(options, world);
      const named = runNamed(opened, id ?? onlyOpenRun(opened));
      const at = serviceAt(opened.policy, named.plan);
      const run = await runByNow(named, opened, at);
      if (run.state.kind === 'ended') {
        tellRun(run, { options, world });
        return exitOfRun({ kind: 'rests', state: run.state });
      }
      if (run.state.kind === 'begun') return await startAgain(run, { opened, at, options, world, signal });
      await mustBeJudged(run, opened, at);
      if (options.plan === true) {
        tellRun(run, { options, world });
        return EXIT.needsPerson;
      }
      await mustBeConfirmed(options, run.plan.environment, { world, signal });
      return await goOn(run, { opened, at, options, world, signal });
    } finally {
      interruption.stop();
    }
  });
}

function tellRun(run: LoggedRun, { options, world }: Pick<Resumed, 'options' | 'world'>): void {
  const { plan, digest } = run;
  const verdict = run.state.kind === 'ended' ? 'ended' : 'ready';
  world.stdout.write(
    options.format === 'json'
      ? releaseJson({ verdict, run, plan, digest, refusals: [] })
      : `${runText(run)}${run.state.kind === 'ended' && run.state.outcome === 'expired' ? ANEW : ''}\n`,
  );
}

const ANEW = ' Begin it anew, and let the new run be approved.';

interface Resumed {
  readonly opened: OpenReleases;
  readonly at: ServiceAt;
  readonly options: RunOptions;
  readonly world: World;
  readonly signal: AbortSignal;
}

/** Whoever killed it may have left the lock: it is waited for until that is over by itself. */
async function goOn(run: LoggedRun, { opened, at, options, world, signal }: Resumed): Promise<ExitCode> {
  const held = await holdingPlace(
    {
      place: await lockPlaceOf(opened, at),
      at,
      reason: `resume ${run.id}`,
      forMs: options.lockFor,
      waitMs: options.lockFor,
      interrupted: signal,
    },
    world,
    async (hold) => await finish(run.id, { at, options, world }, hold),
  );
  return held.kind === 'held' ? lockedOut(held.why, { id: run.id, options, world }) : held.value;
}

/** A run that has not begun to act is judged anew: what was approved has to be what would be done now. */
async function startAgain(
  run: LoggedRun,
  { opened, at, options, world, signal }: Resumed,
): Promise<ExitCode> {
  const { plan } = run;
  if (plan.kind === 'rollback')
    throw new CliError('usage', `${run.id} did not begin. Run \`lockkeeper rollback\` again.`);
  return await startRelease({
    opened,
    at,
    request: {
      kind: plan.kind,
      policy: opened.policy,
      policyDigest: opened.digest,
      ...at,
      commit: plan.commit,
      isNamed: true,
      branch: branchOf(opened, at),
      retryFailed: false,
      reason: plan.reason,
      // What was approved names what somebody answers for, and nothing is added to it.
      accepted: plan.accepted,
    },
    options,
    world,
    signal,
  });
}

function onlyOpenRun({ entries }: OpenReleases): string {
  const [only, ...more] = openRuns(entries);
  if (only === undefined) throw new CliError('usage', 'No run is open: there is nothing to go on with.');
  if (more.length === 0) return only.id;
  const names = [only, ...more].map(({ id }) => id).join(', ');
  throw new CliError('usage', `Several runs are open. Say which: ${names}.`);
}

/** `lockkeeper abandon RUN` */
export function runAbandon(id: string, options: RunOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const opened = await openReleases(options, world);
    const run = runNamed(opened, id);
    if (run.state.kind === 'ended') throw new CliError('usage', `${runText(run)} It has ended already.`);
    if (!hasPlaceOf(opened.policy, run.plan)) return await abandonRun(id, options, world);
    const at = serviceAt(opened.policy, run.plan);
    const held = await holdingPlace(
      {
        place: await lockPlaceOf(opened, at),
        at,
        reason: `abandon ${id}`,
        forMs: options.lockFor,
        waitMs: 0,
        interrupted: new AbortController().signal,
      },
      world,
      async () => await abandonRun(id, options, world),
    );
    return held.kind === 'held' ? lockedOut(held.why, { id: undefined, options, world }) : held.value;
  });
}

/** Nobody goes on with it meanwhile: the lock is ours. Before that somebody may have. */
async function abandonRun(id: string, options: RunOptions, world: World): Promise<ExitCode> {
  const opened = await openReleases(options, world);
  const run = runNamed(opened, id);
  if (run.state.kind === 'ended') throw new CliError('usage', `${runText(run)} It has ended already.`);
  await writeNote(opened, {
    event: 'run.ended',
    env: run.plan.environment,
    promotion_id: id,
    data: { outcome: 'abandoned', codes: [], why: options.reason ?? 'somebody gave it up' },
  });
  const left =
    run.state.kind === 'acting' ? ' Look what runs there: it may be neither the old nor the new.' : '';
  world.stdout.write(`${id} is given up.${left}\n`);
  return EXIT.ok;
}
