import { BEGUN } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { interruptible } from '../../io/interruption.ts';
import type { World } from '../../world.ts';
import { runAnswer } from './answer/run-answer.ts';
import { answering, tell, type Answer } from './answering.ts';
import { hasMoved, MOVED } from './asked-release.ts';
import { carryOn } from './carry-on.ts';
import { mustBeConfirmed } from './confirmation.ts';
import { judgeRollback, type AskedRollback, type JudgedRollback } from './judged-rollback.ts';
import { serviceAt } from './open-place.ts';
import type { RollbackOptions } from './options.ts';
import { againstLines, planLines, runText, type ToldRun } from './release-text.ts';
import { rollbackLines } from './rollback-text.ts';
import { newRunId } from './run-id.ts';
import { underLock, type HeldAct } from './under-lock.ts';
import { writeNote } from './write-note.ts';

/** `lockkeeper rollback` */
export function runRollback(options: RollbackOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const at = serviceAt(opened.policy, options);
    return await interruptible(
      async (signal, atOnce) => await rollBack({ opened, at, options, signal, atOnce, run: undefined }),
    );
  });
}

/** Plans a rollback, or one that was begun and waits, and carries it out where nothing stands against it. */
export async function rollBack(rollback: AskedRollback): Promise<Answer> {
  const { opened, at, options, signal, run } = rollback;
  const judged = await judgeRollback(rollback);
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
  if ((run !== undefined && run.digest !== planned.digest) || hasMoved(planned, options))
    return moved(judged, rollback);
  await mustBeConfirmed(options, at.environment.name, { world: opened.world, signal });
  if (options.begin === true) return waiting(await begunRun(planned, rollback));
  const question = { reason: `rollback to ${planned.plan.commit}`, waitMs: 0, run };
  return await underLock(rollback, question, async (held) => await start(planned.digest, held));
}

function waiting(run: ToldRun): Answer {
  return {
    exitCode: EXIT.ok,
    document: runAnswer({ verdict: 'waits', run }),
    lines: [runText(run), `Go on with \`lockkeeper resume ${run.id}\`.`],
  };
}

/** Everything is looked at again once nobody else can act. */
async function start(digest: string, rollback: HeldAct<AskedRollback>): Promise<Answer> {
  const { opened, held } = rollback;
  const judged = await judgeRollback(rollback);
  if (judged.planned?.digest !== digest) return moved(judged, rollback);
  const run = rollback.run ?? (await begunRun(judged.planned, rollback));
  const { environment: env, accepted } = run.plan;
  const started = { plan: digest, token: held.token, accepted };
  await writeNote(opened, { event: 'run.started', data: started, env, promotion_id: run.id });
  return await carryOn(run, rollback);
}

function moved(judged: JudgedRollback, { opened }: AskedRollback): Answer {
  const refusals = [...judged.refusals, MOVED];
  return { ...objected({ ...judged, refusals }), lines: againstLines(refusals, opened) };
}

async function begunRun(
  { plan, digest }: NonNullable<JudgedRollback['planned']>,
  { opened }: AskedRollback,
): Promise<ToldRun> {
  const id = newRunId(plan.kind, opened.repository.observers.clock.now());
  const about = { env: plan.environment, promotion_id: id };
  await writeNote(opened, { event: 'run.begun', data: { plan, digest }, ...about });
  return { id, plan, digest, state: BEGUN, open: undefined, approvals: [] };
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
