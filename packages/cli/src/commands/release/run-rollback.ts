import { BEGUN } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { interruptible } from '../../io/interruption.ts';
import type { World } from '../../world.ts';
import { runAnswer } from './answer/run-answer.ts';
import { answering, tell, type Answer } from './answering.ts';
import { MOVED } from './asked-release.ts';
import { carryOn } from './carry-on.ts';
import { mustBeConfirmed } from './confirmation.ts';
import { judgeRollback, type AskedRollback, type JudgedRollback } from './judged-rollback.ts';
import { serviceAt } from './open-place.ts';
import type { RollbackOptions } from './options.ts';
import { againstLines, planLines } from './release-text.ts';
import { rollbackLines } from './rollback-text.ts';
import { newRunId } from './run-id.ts';
import { hasMoved } from './start-release.ts';
import { underLock, type HeldAct } from './under-lock.ts';
import { writeNote } from './write-note.ts';

/** `lockkeeper rollback` */
export function runRollback(options: RollbackOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const at = serviceAt(opened.policy, options);
    return await interruptible(
      async (signal, atOnce) => await rollBack({ opened, at, options, signal, atOnce }),
    );
  });
}

async function rollBack(rollback: AskedRollback): Promise<Answer> {
  const { opened, at, options, signal } = rollback;
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
  if (hasMoved(planned, options))
    return { ...objected({ ...judged, refusals: [MOVED] }), lines: againstLines([MOVED], opened) };
  await mustBeConfirmed(options, at.environment.name, { world: opened.world, signal });
  const question = { reason: `rollback to ${planned.plan.commit}`, waitMs: 0, run: undefined };
  return await underLock(rollback, question, async (held) => await begin(planned.digest, held));
}

/** Everything is looked at again once nobody else can act. */
async function begin(digest: string, rollback: HeldAct<AskedRollback>): Promise<Answer> {
  const { opened, held } = rollback;
  const judged = await judgeRollback(rollback);
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
