import { l10n } from 'vscode';

import { alembicOutcome, generatedFile, type AlembicRun } from './alembic-run.ts';
import type { Conversation } from './conversation.ts';

/**
 * `alembic revision --autogenerate`: what the models have and the database has not becomes a revision. The path of the new
 * file as Alembic names it; `undefined` where there is none.
 */
export async function createRevision({
  talk,
  alembic,
}: {
  readonly talk: Conversation;
  readonly alembic: AlembicRun;
}): Promise<string | undefined> {
  const message = await talk.ask({
    title: l10n.t('Create a migration from the models'),
    prompt: l10n.t('Describe the change, such as: add total to orders'),
    problem: (typed) =>
      typed.includes('\n') || typed.length > 100 ? l10n.t('Write one short line.') : undefined,
  });
  if (message === undefined) return undefined;
  const outcome = alembicOutcome(
    await alembic({
      args: ['revision', '--autogenerate', '-m', message],
      title: l10n.t('Lockkeeper: comparing the models with the database'),
    }),
  );
  if (outcome.kind === 'failed') talk.refuse(outcome.problem);
  if (outcome.kind !== 'done') return undefined;
  const file = generatedFile(outcome.output);
  if (file === undefined) talk.refuse(l10n.t('Alembic does not name the file that it wrote. See the log.'));
  return file;
}
