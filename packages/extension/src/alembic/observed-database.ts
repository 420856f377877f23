import { l10n } from 'vscode';

import { alembicOutcome, currentState, type AlembicRun } from './alembic-run.ts';
import type { Conversation } from './conversation.ts';
import { targetDatabase, type TargetDatabase } from './target-database.ts';

export interface AlembicNeeds {
  readonly talk: Conversation;
  readonly alembic: AlembicRun;
  /** What the policy calls production, where its address is known here. */
  readonly productionAddress: string | undefined;
  /** Whether somebody chose production; left out, nobody did. */
  readonly isProductionChosen?: boolean;
}

/** A database and where it is, as Alembic tells. */
export interface ObservedDatabase {
  readonly database: TargetDatabase;
  /** None where it is at none. */
  readonly revisions: readonly string[];
}

/** Asks Alembic which database it would change, and where that is. `undefined`, and said why, where it does not tell. */
export async function observeDatabase({
  talk,
  alembic,
  productionAddress,
  isProductionChosen: isChosen = false,
}: AlembicNeeds): Promise<ObservedDatabase | undefined> {
  const outcome = alembicOutcome(
    await alembic({
      args: ['current', '--verbose'],
      title: l10n.t('Lockkeeper: asking Alembic for its database'),
    }),
  );
  if (outcome.kind === 'failed') talk.refuse(outcome.problem);
  if (outcome.kind !== 'done') return undefined;
  const { address, revisions } = currentState(outcome.output);
  return { database: targetDatabase(address, productionAddress, { isChosen }), revisions };
}

/** Whether nothing has moved since: people take their time before they agree. */
export async function isUnchanged(before: ObservedDatabase, needs: AlembicNeeds): Promise<boolean> {
  const now = await observeDatabase(needs);
  if (now === undefined) return false;
  if (JSON.stringify(now) === JSON.stringify(before)) return true;
  needs.talk.refuse(
    l10n.t(
      'The database has moved to {0} meanwhile. Nothing was changed; start again.',
      now.revisions.join(', '),
    ),
  );
  return false;
}
