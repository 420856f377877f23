import { loggedUpdates, type LoggedUpdate } from '@lockkeeper/operations';
import { displayText } from '@lockkeeper/policy-core';

import { reportingErrors } from '../../errors/error-reporting.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import type { World } from '../../world.ts';
import type { UpdateStatusOptions } from './options.ts';
import { openProfile, trailOf, withHostErrors } from './updater.ts';

/** `lockkeeper update history` */
export function runUpdateHistory(options: UpdateStatusOptions, world: World): Promise<ExitCode> {
  return reportingErrors(options.format, world, async () => {
    const profile = await openProfile(options, world);
    const logged = await withHostErrors(async () => await loggedUpdates(trailOf(profile)));
    const runs = logged.toReversed().map(toldRun);
    const document = { schema_version: 1, profile: options.profile, runs };
    world.stdout.write(
      options.format === 'json'
        ? `${JSON.stringify(document, undefined, 2)}\n`
        : `${(runs.length === 0 ? ['Nothing was updated yet.'] : runs.map(lineOf)).join('\n')}\n`,
    );
    return EXIT.ok;
  });
}

function toldRun({ plan, begunAt, at, from, target, state }: LoggedUpdate) {
  const { failure, resumes } = state;
  const result = state.kind === 'ended' ? state.result : null;
  const why = failure === undefined ? null : `${failure.step}: ${failure.why}`;
  return {
    run: plan.id,
    parts: plan.parts,
    begun_at: begunAt,
    at,
    from,
    to: target ?? null,
    result,
    why,
    resumes,
  };
}

function lineOf({ begun_at: at, from, to, result, why }: ReturnType<typeof toldRun>): string {
  const way = `${from?.version ?? 'unknown'} -> ${to?.version ?? to?.commit.slice(0, 12) ?? 'nothing'}`;
  return displayText(`${at}  ${way}  ${result ?? 'not ended'}${why === null ? '' : `: ${why}`}`);
}
