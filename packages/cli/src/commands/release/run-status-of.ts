import { endedIfOverdue, type LoggedRun } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { RunAnswer } from './answer/answer-schema.ts';
import { runAnswer } from './answer/run-answer.ts';
import type { SeenPlace } from './answer/status-answer.ts';
import type { Answer } from './answering.ts';
import { exitOfRun } from './exit-of-run.ts';
import { lockOf } from './lock-of.ts';
import { serviceAt, type OpenReleases } from './open-place.ts';
import { proofIn } from './proof-of.ts';
import { runText } from './release-text.ts';
import { anyRunNamed } from './run-named.ts';

/** `lockkeeper status --run`: what the log says of one run, and how far it is. Nothing is done, and nothing written. */
export async function runStatusOf(id: string, opened: OpenReleases): Promise<Answer> {
  const named = anyRunNamed(id, opened);
  const at = serviceAt(opened.policy, named.plan);
  const run = endedIfOverdue(named, at.environment.approval, opened.repository.observers.clock.now());
  const lock =
    run.state.kind === 'acting' && opened.options.offline !== true ? await lockOf(at, opened) : 'not-asked';
  const { verdict, exitCode, why } = standingOf(run, lock);
  return {
    exitCode,
    document: runAnswer({ verdict, run, why, proof: proofIn(run, opened.entries) }),
    lines: [runText(run)],
  };
}

interface RunStanding {
  readonly verdict: RunAnswer['verdict'];
  readonly exitCode: ExitCode;
  readonly why?: string | undefined;
}

function standingOf({ state, open }: LoggedRun, lock: SeenPlace['lock']): RunStanding {
  if (state.kind === 'ended') return { verdict: 'ended', exitCode: exitOfRun({ kind: 'rests', state }) };
  if (state.kind === 'begun') return { verdict: 'waits', exitCode: EXIT.needsPerson };
  if (typeof lock !== 'string' && lock.kind === 'held')
    return { verdict: 'held', exitCode: EXIT.lockHeld, why: `${lock.holding.holder} carries it out` };
  if (open?.unknown !== undefined)
    return { verdict: 'in-doubt', exitCode: EXIT.needsPerson, why: open.unknown };
  return { verdict: 'stopped', exitCode: EXIT.technical, why: 'it was begun, and has no end' };
}
