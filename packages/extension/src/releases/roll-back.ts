import { l10n } from 'vscode';

import { carryOut, placesOf, type ReleaseNeeds } from './carry-out.ts';
import { chooseCommit, choosePlace, reasonFor } from './choose.ts';
import type { Place } from './place.ts';
import type { RunTold } from './release-answer.ts';

/** To which commit, why, what that does, its name typed, and the run. `undefined` where nothing was done. */
export async function rollBack(needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const { talk } = needs;
  const places = await placesOf(needs);
  const running = places?.filter(({ promotesFrom }) => promotesFrom !== undefined);
  if (running === undefined) return undefined;
  if (running.length === 0) {
    talk.refuse(
      l10n.t(
        'There is nothing to roll back: no environment of the policy has promote_from. Add it under deployment.services.',
      ),
    );
    return undefined;
  }
  const place = await choosePlace(running, { title: l10n.t('Roll back which environment?'), talk });
  return place && (await rollBackIn(place, needs));
}

async function rollBackIn(place: Place, needs: ReleaseNeeds): Promise<RunTold | undefined> {
  const { talk } = needs;
  const { environment, service, targets } = place;
  if (targets.length === 0) {
    talk.refuse(
      l10n.t(
        'The log has no earlier healthy deploy to {0}. Fix what runs, and promote the fix.',
        environment,
      ),
    );
    return undefined;
  }
  const title = l10n.t('Roll back {0} in {1}', service, environment);
  const chosen = await chooseCommit(targets, { title, talk });
  const reason = chosen && (await reasonFor(title, talk));
  if (chosen === undefined || reason === undefined) return undefined;
  const words = ['rollback', '--environment', environment, '--service', service, '--to', chosen.commit];
  return await carryOut({ words, reason }, place, needs);
}
