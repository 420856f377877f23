import { stepRun } from '@lockkeeper/policy-core/deployment/run';

import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { World } from '../../world.ts';
import { runAnswer } from './answer/run-answer.ts';
import { answering } from './answering.ts';
import type { NoteOptions } from './options.ts';
import { runText } from './release-text.ts';
import { runNamed } from './run-named.ts';
import { writeNote } from './write-note.ts';

/** `lockkeeper abandon RUN` */
export function runAbandon(id: string, options: NoteOptions, world: World): Promise<ExitCode> {
  return answering(options, world, async (opened) => {
    const run = runNamed(id, opened);
    const { plan, state } = run;
    if (state.kind === 'ended')
      throw new CliError('usage', `${runText(run)} There is nothing left to give up.`);
    const { reason: why } = options;
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
  });
}
