import { askedIn, type LoggedRun } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { interruptible } from '../../io/interruption.ts';
import type { World } from '../../world.ts';
import { lossesIn } from './accepted-losses.ts';
import { resumedAnswer, runAnswer } from './answer/run-answer.ts';
import { answering, type Answer } from './answering.ts';
import { hasMoved, MOVED } from './asked-release.ts';
import { carryOn } from './carry-on.ts';
import { mustBeConfirmed } from './confirmation.ts';
import { exitOfRun } from './exit-of-run.ts';
import { mustBeJudged } from './genuine-run.ts';
import { serviceAt } from './open-place.ts';
import type { ReleaseOptions, RollbackOptions } from './options.ts';
import { runByNow } from './overdue-runs.ts';
import { runText } from './release-text.ts';
import { rollBack } from './run-rollback.ts';
import { onlyOpenRun, runNamed } from './run-named.ts';
import { startRelease } from './start-release.ts';
import { underLock, type Act } from './under-lock.ts';

interface Resumed extends Act {
  readonly options: ReleaseOptions;
  readonly isNamed: boolean;
}

/** `lockkeeper resume [RUN]` */
export function runResume(id: string | undefined, options: ReleaseOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const named = runNamed(id ?? onlyOpenRun(opened), opened);
    return await resumed(named, { opened, options, isNamed: id !== undefined });
  });
}

/** Goes on with a run where the log says that it is. */
export async function resumed(
  named: LoggedRun,
  { opened, options, isNamed }: Pick<Resumed, 'opened' | 'options' | 'isNamed'>,
): Promise<Answer> {
  const at = serviceAt(opened.policy, named.plan);
  const run = await runByNow(named, opened, at);
  const answer = await interruptible(
    async (signal, atOnce) => await resume(run, { opened, at, options, signal, atOnce, isNamed }),
  );
  return { ...answer, document: resumedAnswer(answer.document) };
}

async function resume(run: LoggedRun, act: Resumed): Promise<Answer> {
  const { plan, state } = run;
  switch (state.kind) {
    case 'ended':
      return {
        exitCode: exitOfRun({ kind: 'rests', state }),
        document: runAnswer({ verdict: 'ended', run }),
        lines: [runText(run), ...(state.outcome === 'expired' ? [ANEW] : [])],
      };
    case 'acting':
      return await goOn(run, act);
    case 'begun':
      // What was asked for then is asked again: what was approved has to be what would be done now.
      if (plan.kind !== 'rollback')
        return await startRelease({
          ...act,
          kind: plan.kind,
          commit: plan.commit,
          asked: askedIn(plan),
          run,
          isRunNamed: act.isNamed,
        });
      return await rollBack({ ...act, options: askedRollback(run, act.options), run });
  }
}

/** The same again as at its beginning. */
function askedRollback({ plan }: LoggedRun, options: ReleaseOptions): RollbackOptions {
  const { environment, commit: to, reason } = plan;
  return { ...options, environment, to, reason: reason ?? '', acceptLoss: lossesIn(plan) };
}

const ANEW = 'Begin it anew, and let the new run be approved.';

/** Whoever was killed may have left the lock: it is waited for until that is over by itself. */
async function goOn(run: LoggedRun, act: Resumed): Promise<Answer> {
  const { opened, at, options, signal } = act;
  await mustBeJudged(run, opened, at);
  if (options.plan === true)
    return { exitCode: EXIT.ok, document: runAnswer({ verdict: 'ready', run }), lines: [runText(run)] };
  if (hasMoved(run, options))
    return {
      exitCode: EXIT.findings,
      document: runAnswer({ verdict: 'refused', run, refusals: [MOVED] }),
      lines: [runText(run)],
    };
  await mustBeConfirmed(options, run.plan.environment, { world: opened.world, signal });
  const question = { reason: `resume ${run.id}`, waitMs: options.lockFor, run };
  return await underLock(act, question, async (held) => {
    const now = runNamed(run.id, held.opened);
    await mustBeJudged(now, held.opened, held.at);
    return await carryOn(now, held);
  });
}
