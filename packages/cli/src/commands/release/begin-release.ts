import { stepRun, type LoggedRun, type Refusal } from '@lockkeeper/policy-core/deployment/run';

import { EXIT } from '../../exit-codes.ts';
import { runAnswer } from './answer/run-answer.ts';
import type { Answer } from './answering.ts';
import { judgeAsked, type AskedRelease } from './asked-release.ts';
import { carryOn } from './carry-on.ts';
import { againstLines, runText } from './release-text.ts';
import { runNamed } from './run-named.ts';
import type { HeldAct } from './under-lock.ts';
import { writeNote } from './write-note.ts';

/** Everything is looked at again once nobody else can act, and has to be as it was approved. */
export async function beginRelease(id: string, release: HeldAct<AskedRelease>): Promise<Answer> {
  const { opened, held } = release;
  const run = runNamed(id, opened);
  const { standing, unapproved } = await judgeAsked(release, held);
  const objections = [...standing, ...unapproved];
  if (objections.length > 0) return await refuse(run, objections, release);
  await writeNote(opened, {
    event: 'run.started',
    env: run.plan.environment,
    promotion_id: id,
    data: { plan: run.digest, token: held.token, accepted: run.plan.accepted },
  });
  return await carryOn(run, release);
}

async function refuse(
  run: LoggedRun,
  refusals: readonly Refusal[],
  { opened }: Pick<AskedRelease, 'opened'>,
): Promise<Answer> {
  const { id, plan } = run;
  const why = refusals.map((refusal) => refusal.why).join(' ');
  await writeNote(opened, {
    event: 'run.ended',
    env: plan.environment,
    promotion_id: id,
    data: { outcome: 'refused', codes: [...new Set(refusals.map(({ code }) => code))], why },
  });
  const ended = { ...run, state: stepRun(plan, run.state, { kind: 'ended', outcome: 'refused', why }) };
  return {
    exitCode: EXIT.findings,
    document: runAnswer({ verdict: 'refused', run: ended, refusals }),
    lines: [runText(ended), ...againstLines(refusals, opened)],
  };
}
