import { stepRun, type LoggedRun } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import { interruptible } from '../../io/interruption.ts';
import type { World } from '../../world.ts';
import { runAnswer } from './answer/run-answer.ts';
import { answering, type Answer } from './answering.ts';
import { hasPlaceOf, serviceAt, type OpenReleases } from './open-place.ts';
import type { NoteOptions } from './options.ts';
import { runText } from './release-text.ts';
import { anyRunNamed } from './run-named.ts';
import { LOCK_FOR_MS } from './shared-options.ts';
import { underLock } from './under-lock.ts';
import { writeNote } from './write-note.ts';

/** `lockkeeper abandon RUN` */
export function runAbandon(id: string, options: NoteOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const run = anyRunNamed(id, opened);
    mustBeOpen(run);
    // Where the policy has its place no more nobody can act there.
    if (!hasPlaceOf(opened.policy, run.plan)) return await abandoned(id, opened, options);
    return await interruptible(async (signal, atOnce) => {
      const at = serviceAt(opened.policy, run.plan);
      const act = { opened, at, options: { ...options, lockFor: LOCK_FOR_MS }, signal, atOnce };
      const question = { reason: `abandon ${id}`, waitMs: 0, run: undefined };
      return await underLock(act, question, async (held) => await abandoned(id, held.opened, options));
    });
  });
}

function mustBeOpen(run: LoggedRun): void {
  if (run.state.kind === 'ended')
    throw new CliError('usage', `${runText(run)} There is nothing left to give up.`);
}

/** Nobody goes on with it meanwhile: the lock is ours. Before that somebody may have. */
async function abandoned(
  id: string,
  opened: OpenReleases,
  { reason: why }: Pick<NoteOptions, 'reason'>,
): Promise<Answer> {
  const run = anyRunNamed(id, opened);
  mustBeOpen(run);
  const { plan, state } = run;
  await writeNote(opened, {
    event: 'run.ended',
    env: plan.environment,
    promotion_id: id,
    data: { outcome: 'abandoned', codes: [], why },
  });
  const ended = { ...run, state: stepRun(plan, state, { kind: 'ended', outcome: 'abandoned', why }) };
  const left =
    state.kind === 'acting'
      ? [`Look what runs in ${plan.environment}: it may be neither the old nor the new.`]
      : [];
  return {
    exitCode: EXIT.ok,
    document: runAnswer({ verdict: 'ended', run: ended }),
    lines: [runText(ended), ...left],
  };
}
