import { l10n } from 'vscode';

import { alembicOutcome } from './alembic-run.ts';
import { observeDatabase, type AlembicNeeds, type ObservedDatabase } from './observed-database.ts';
import { wordFor } from './target-database.ts';

/** `alembic upgrade head` on the database of the person at work. Whether it was done. */
export async function upgradeDatabase(needs: AlembicNeeds): Promise<boolean> {
  const { talk, alembic } = needs;
  const seen = await observeDatabase(needs);
  if (seen === undefined || !(await isMeant(seen, needs))) return false;
  const { text } = seen.database;
  const outcome = alembicOutcome(
    await alembic({ args: ['upgrade', 'head'], title: l10n.t('Lockkeeper: upgrading {0}', text) }),
  );
  if (outcome.kind === 'failed') talk.refuse(outcome.problem);
  if (outcome.kind !== 'done') return false;
  talk.say(l10n.t('Upgraded to head: {0}.', text));
  return true;
}

/** A database that may be one that people work with is named by hand. */
function isMeant({ database, revisions }: ObservedDatabase, { talk }: AlembicNeeds): Promise<boolean> {
  const { text, production } = database;
  const at = revisions.length === 0 ? l10n.t('no revision') : revisions.join(', ');
  if (production === undefined)
    return talk.agreed({
      message: l10n.t('Upgrade {0} to head?', text),
      detail: l10n.t('It is at {0}. Alembic runs every pending migration in it.', at),
      button: l10n.t('Upgrade'),
    });
  const word = wordFor(database, 'head');
  return talk.typed({
    title: l10n.t('Upgrade {0} from {1} to head', text, at),
    prompt: l10n.t(
      'Upgrade only a database of your own. {0} Type {1} to upgrade it anyway.',
      production,
      word,
    ),
    word,
  });
}
