import { l10n } from 'vscode';

import { carryOut, placesOf, type ReleaseNeeds } from './carry-out.ts';
import { openRunText } from './deployment-rows.ts';
import type { RunTold } from './release-answer.ts';

/** Goes on with a run that waited, or was cut off: its plan first. `undefined` where nothing was done. */
export async function resumeRun(needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const { talk } = needs;
  const places = await placesOf(needs);
  if (places === undefined) return undefined;
  const runs = places.flatMap((place) => place.runs.map((run) => ({ place, run })));
  if (runs.length === 0) {
    talk.say(l10n.t('No deployment is open: there is nothing to go on with.'));
    return undefined;
  }
  const choices = runs.map((value) => ({
    label: value.run.run,
    description: openRunText(value.run),
    value,
  }));
  const chosen = await talk.pick({ title: l10n.t('Resume which deployment?'), choices });
  return chosen && (await carryOut(['resume', chosen.run.run], chosen.place, needs));
}
