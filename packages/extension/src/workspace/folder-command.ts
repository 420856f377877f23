import { l10n } from 'vscode';

import type { Conversation } from '../alembic/conversation.ts';
import { chosenFolder, type FolderChoice } from './folder-choice.ts';

/** What a command stands on that starts programs in one folder. */
export interface FolderDesk<F> {
  readonly isTrusted: boolean;
  readonly folders: FolderChoice<F>;
  readonly talk: Conversation;
}

interface FolderCommand<F, T> {
  /** Which folder it is about. */
  readonly question: string;
  /** Why it does nothing in a workspace that nobody trusts, and what to do. */
  readonly untrusted: string;
  readonly run: (folder: F) => Promise<T>;
}

/** Nothing is started before somebody trusts the workspace; whatever goes wrong is told as a sentence. */
export async function inFolder<F, T>(
  { question, untrusted, run }: FolderCommand<F, T>,
  { isTrusted, folders, talk }: FolderDesk<F>,
): Promise<T | undefined> {
  if (!isTrusted) {
    talk.refuse(untrusted);
    return undefined;
  }
  const folder = await chosenFolder(question, folders);
  if (folder === undefined) return undefined;
  try {
    return await run(folder);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    talk.refuse(l10n.t('The command failed: {0}. It changed nothing more; run it again.', reason));
    return undefined;
  }
}
