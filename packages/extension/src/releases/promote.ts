import { l10n } from 'vscode';

import { carryOut, placesOf, type ReleaseNeeds } from './carry-out.ts';
import { chooseCommit, choosePlace, reasonFor } from './choose.ts';
import { releaseFirst } from './hold-environment.ts';
import type { Place } from './place.ts';
import type { RunTold } from './release-answer.ts';

/** Which commit, why, the plan, its name typed, and the run. `undefined` where nothing was done. */
export async function promote(needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const { talk } = needs;
  const places = await placesOf(needs);
  if (places === undefined) return undefined;
  const targets = places.filter(({ promotesFrom }) => promotesFrom !== undefined);
  if (targets.length === 0) {
    talk.refuse(
      l10n.t(
        'Nothing is promoted here: no environment of the policy has promote_from. Add it under deployment.services.',
      ),
    );
    return undefined;
  }
  const place = await choosePlace(targets, { title: l10n.t('Promote to which environment?'), talk });
  return place && (await promoteTo(place, needs));
}

async function promoteTo(place: Place, needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const { talk } = needs;
  const { environment, service, promotesFrom = '', candidates } = place;
  if (candidates.length === 0) {
    talk.refuse(
      l10n.t('No commit is ready in {0}. Deploy one there first: `lockkeeper deploy {0}`.', promotesFrom),
    );
    return undefined;
  }
  const title = l10n.t('Promote {0} from {1} to {2}', service, promotesFrom, environment);
  const chosen = await chooseCommit(candidates, { title, talk });
  if (chosen === undefined || (chosen.isReleasedFirst && !(await releaseFirst(place, needs))))
    return undefined;
  const reason = await reasonFor(title, talk);
  if (reason === undefined) return undefined;
  const words = ['promote', '--to', environment, '--service', service, '--commit', chosen.commit];
  return await carryOut({ words, reason }, place, needs);
}
