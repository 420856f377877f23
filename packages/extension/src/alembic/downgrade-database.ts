import { l10n } from 'vscode';

import { alembicOutcome } from './alembic-run.ts';
import { downgradePreview, lossSentence, type Downgrade } from './downgrade-preview.ts';
import type { ExplainedDowngrade } from './explained-revision.ts';
import type { BackupEvidence } from './production-backup.ts';
import { BASE, undoneRevisions, type KnownRevision } from './revision-graph.ts';
import {
  isUnchanged,
  observeDatabase,
  type AlembicNeeds,
  type ObservedDatabase,
} from './observed-database.ts';
import { wordFor } from './target-database.ts';

export interface DowngradeNeeds extends AlembicNeeds {
  /** Every revision that the repository has, newest first; `undefined` where they cannot be read. */
  readonly revisions: () => Promise<readonly KnownRevision[] | undefined>;
  /** What taking one of them back does; `undefined` where that cannot be told. */
  readonly explain: (id: string) => Promise<ExplainedDowngrade | undefined>;
  /** Whether there is a backup of production, of the database with this name. */
  readonly backup: (database: string | undefined) => Promise<BackupEvidence>;
}

/** More are read by nobody before they agree. */
const MOST_UNDONE = 20;

/** `alembic downgrade`, once somebody has read what is lost and typed which database they mean. Whether it was done. */
export async function downgradeDatabase(needs: DowngradeNeeds): Promise<boolean> {
  const { talk } = needs;
  const seen = await observeDatabase(needs);
  if (seen === undefined) return false;
  const downgrade = await chosenDowngrade(seen, needs);
  if (downgrade === undefined || (await lacksBackup(seen, needs))) return false;
  const { database, target } = downgrade;
  await talk.show({
    name: l10n.t('Downgrade to {0} (not done yet)', target),
    text: downgradePreview(downgrade),
    language: 'markdown',
  });
  const word = wordFor(database, target);
  const isMeant = await talk.typed({
    title: l10n.t('Downgrade {0} to {1}', database.text, target),
    prompt: [lossSentence(downgrade), database.production, l10n.t('Type {0} to continue.', word)]
      .filter(Boolean)
      .join(' '),
    word,
  });
  return isMeant && (await isUnchanged(seen, needs)) && run(downgrade, needs);
}

async function chosenDowngrade(
  { database, revisions: current }: ObservedDatabase,
  { talk, revisions, explain }: DowngradeNeeds,
): Promise<Downgrade | undefined> {
  const history = await revisions();
  const there = history && undoneRevisions(history, { current, target: BASE });
  if (history === undefined || there === undefined) {
    talk.refuse(l10n.t('The database is at {0}, which is no migration of this folder.', current.join(', ')));
    return undefined;
  }
  if (there.length === 0) {
    talk.say(l10n.t('The database is at no revision, so there is nothing to downgrade.'));
    return undefined;
  }
  const target = await talk.pick({
    title: l10n.t('Downgrade {0} to which revision?', database.text),
    choices: targetsIn(there, current),
  });
  if (target === undefined) return undefined;
  const undone = undoneRevisions(history, { current, target }) ?? [];
  if (undone.length > MOST_UNDONE) {
    talk.refuse(
      l10n.t(
        'That downgrades {0} revisions, too many to review at once. Choose a nearer revision.',
        undone.length,
      ),
    );
    return undefined;
  }
  const explained = undone.map(async (revision) => ({ revision, downgrade: await explain(revision.id) }));
  return { database, target, undone: await Promise.all(explained) };
}

/** One back comes first; everything that it was built on follows, and before the first revision. */
function targetsIn(there: readonly KnownRevision[], current: readonly string[]) {
  const choices = there
    .filter(({ id }) => !current.includes(id))
    .map(({ id, message }) => ({ label: id, description: message ?? '', value: id }));
  const [only] = current.length === 1 ? there.filter(({ id }) => id === current[0]) : [];
  const base = { label: BASE, description: l10n.t('before the first revision'), value: BASE };
  const all = [...choices, base];
  if (only === undefined || only.parents.length > 1) return all;
  const target = only.parents[0] ?? BASE;
  return [
    { label: '-1', description: l10n.t('downgrades {0}, to {1}', only.id, target), value: target },
    ...all.filter(({ value }) => value !== target),
  ];
}

/** In production there has to be something to come back to. */
async function lacksBackup(
  { database }: ObservedDatabase,
  { talk, backup }: DowngradeNeeds,
): Promise<boolean> {
  if (!database.isProduction) return false;
  const { isThere, text } = await backup(database.name);
  if (isThere) talk.say(text);
  else talk.refuse(l10n.t('A downgrade of production needs a backup. {0}', text));
  return !isThere;
}

async function run({ target, database }: Downgrade, { talk, alembic }: DowngradeNeeds): Promise<boolean> {
  const { text } = database;
  const outcome = alembicOutcome(
    await alembic({ args: ['downgrade', target], title: l10n.t('Lockkeeper: downgrading {0}', text) }),
  );
  if (outcome.kind === 'failed') talk.refuse(outcome.problem);
  if (outcome.kind !== 'done') return false;
  talk.say(l10n.t('Downgraded to {0}: {1}.', target, text));
  return true;
}
