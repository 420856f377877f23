import { l10n, window, workspace, type Uri } from 'vscode';

import { alembicWords } from '../alembic/alembic-place.ts';
import { vscodeConversation } from '../alembic/vscode-conversation.ts';
import { pickFolder } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import { stampBaseline } from './stamp-baseline.ts';
import type { StampPlan } from './stamp-outcome.ts';

const STAMP_LIMIT_MS = 10 * 60_000;

/** `Lockkeeper: Stamp Baseline...`: the plan, the questions, then the stamp. */
export async function stampBaselineOf({
  program,
  texts,
}: {
  readonly program: ProgramRunner;
  readonly texts: ReadOnlyDocuments;
}): Promise<StampPlan | undefined> {
  if (!workspace.isTrusted) {
    void window.showErrorMessage(l10n.t('A stamp changes a database. Trust the workspace first.'));
    return undefined;
  }
  const folder = (await pickFolder(l10n.t('Whose production database?')))?.uri;
  if (folder === undefined) return undefined;
  const { databases } = await program.facts(folder);
  const connections = await program.connections(folder);
  const addresses = await connections.environment([databases.production]);
  const words = await wordsOfAlembic(folder);
  return stampBaseline({
    talk: vscodeConversation(texts),
    stamp: (args) =>
      program.lockkeeper({
        title: l10n.t('Lockkeeper: planning the stamp'),
        args: ['db', 'stamp', '--format', 'json', ...args, ...words, '--root', folder.fsPath],
        folder,
        timeoutMs: STAMP_LIMIT_MS,
        addresses,
      }),
  });
}

/** Only where another Alembic is meant than the one on the PATH, and no word of it has to be quoted. */
async function wordsOfAlembic(folder: Uri): Promise<readonly string[]> {
  const words = await alembicWords(folder, folder);
  const isPlain = words.every((word) => /^[\w./:-]+$/.test(word));
  return words.join(' ') === 'alembic' || !isPlain ? [] : ['--alembic', words.join(' ')];
}
