import { l10n } from 'vscode';

import { carryOut, type ReleaseNeeds } from './carry-out.ts';
import { chooseRun } from './open-run.ts';
import type { RunTold } from './release-answer.ts';

/** Goes on with a run that waited, or was cut off: its plan first. `undefined` where nothing was done. */
export async function resumeRun(needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const title = l10n.t('Resume which deployment?');
  const none = l10n.t('No deployment is open, so there is nothing to resume.');
  const chosen = await chooseRun({ title, none }, needs);
  return chosen && (await carryOut({ words: ['resume', chosen.run.run] }, chosen.place, needs));
}
