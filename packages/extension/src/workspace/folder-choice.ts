import { l10n } from 'vscode';

/** What an action that is about one folder may ask. */
export interface FolderChoice<F> {
  /** Those of this machine. */
  readonly folders: readonly F[];
  readonly choose: (question: string, folders: readonly F[]) => Promise<F | undefined>;
  readonly refuse: (sentence: string) => void;
}

/** The folder an action is about: the only one, or the one the user picks. `undefined` when there is none. */
export async function chosenFolder<F>(
  question: string,
  { folders, choose, refuse }: FolderChoice<F>,
): Promise<F | undefined> {
  if (folders.length > 1) return await choose(question, folders);
  if (folders.length === 0) refuse(l10n.t('No local folder is open. Open the folder of a repository first.'));
  return folders[0];
}
