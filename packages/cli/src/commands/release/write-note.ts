import { writeEvent, type TrailEvent } from '@lockkeeper/operations';

import { CliError } from '../../errors/cli-error.ts';
import { failureReason } from '../../errors/failure-reason.ts';
import type { OpenReleases } from './open-place.ts';

/** Writes something into the log, or stops. */
export async function writeNote({ trail }: Pick<OpenReleases, 'trail'>, event: TrailEvent): Promise<void> {
  const written = await writeEvent(trail, event).catch((error: unknown) => {
    throw new CliError(
      'technical',
      `The audit log cannot be written: ${failureReason(error)}. Nothing was done.`,
    );
  });
  if (written.kind === 'not-believed')
    throw new CliError(
      'not-judged',
      `The audit log was changed by somebody else, and nothing was done (R21). ${written.problems[0]?.problem ?? ''}`,
    );
}
