import { interruptible } from '../../io/interruption.ts';
import type { Answer } from './answering.ts';
import type { AskedRelease } from './asked-release.ts';
import type { DeployOptions } from './options.ts';
import { startRelease } from './start-release.ts';
import { withTestReports } from './test-reports.ts';

/** A release from its beginning, as its options ask for it. */
export async function firstRun(
  release: Pick<AskedRelease, 'opened' | 'at' | 'kind' | 'commit'>,
  options: DeployOptions,
): Promise<Answer> {
  const asked = {
    isNamed: options.commit !== undefined,
    retryFailed: options.retryFailed === true,
    reason: options.reason ?? null,
    accepted: options.acceptUnknown ?? [],
  };
  const opened = await withTestReports(release.opened, release.commit, options);
  return await interruptible(
    async (signal, atOnce) => await startRelease({ ...release, opened, asked, options, signal, atOnce }),
  );
}
