import { isGenuine, runsInLog, type LoggedRun } from '@lockkeeper/policy-core/deployment/run';

import { CliError } from '../../errors/cli-error.ts';
import { openRuns } from './answer/status-answer.ts';
import type { OpenReleases } from './open-place.ts';

/** The run that somebody names, as the log has it. Stops where the log has none, or another plan than it says. */
export function runNamed(id: string, opened: Pick<OpenReleases, 'entries'>): LoggedRun {
  const run = anyRunNamed(id, opened);
  if (isGenuine(run)) return run;
  throw new CliError(
    'not-judged',
    `The plan of ${id} is not the one that its digest was made of (R21). Give it up with \`lockkeeper abandon ${id} --reason TEXT\`.`,
  );
}

/** The same, whatever its plan is: for who does nothing of it. */
export function anyRunNamed(id: string, { entries }: Pick<OpenReleases, 'entries'>): LoggedRun {
  const run = runsInLog(entries).find((one) => one.id === id);
  if (run !== undefined) return run;
  throw new CliError('usage', `The log has no run ${id}. \`lockkeeper status\` lists those that are open.`);
}

/** The only run that is open. Stops where there is none, or where somebody has to say which. */
export function onlyOpenRun({ entries }: Pick<OpenReleases, 'entries'>): string {
  const [only, ...more] = openRuns(runsInLog(entries)).map(({ id }) => id);
  if (only === undefined) throw new CliError('usage', 'No run is open: there is nothing to go on with.');
  if (more.length === 0) return only;
  throw new CliError('usage', `Several runs are open. Say which: ${[only, ...more].join(', ')}.`);
}
