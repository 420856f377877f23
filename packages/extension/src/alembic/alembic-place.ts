import { RelativePattern, Uri, l10n, window, workspace } from 'vscode';

import { pickFolder } from '../workspace/pick-folder.ts';
import { fileExists } from '../workspace/file-exists.ts';

/** Where Alembic is started, and by which words. */
export interface AlembicPlace {
  /** The folder of the workspace. */
  readonly folder: Uri;
  /** Where its configuration lies. */
  readonly at: Uri;
  readonly command: string;
  /** Words of the command that come before those of Alembic. */
  readonly before: readonly string[];
}

const MOST_CONFIGURATIONS = 50;

/** Asks where there is a choice. `undefined`, and said why, where there is no configuration of Alembic. */
export async function alembicPlace(): Promise<AlembicPlace | undefined> {
  if (!workspace.isTrusted) {
    void window.showErrorMessage(l10n.t('Alembic runs code of the workspace. Trust it first.'));
    return undefined;
  }
  const folder = (await pickFolder(l10n.t('Whose migrations?')))?.uri;
  if (folder === undefined) return undefined;
  const at = await configurationIn(folder);
  if (at === undefined) return undefined;
  const [command = 'alembic', ...before] = await alembicWords(folder, at);
  return { folder, at, command, before };
}

async function configurationIn(folder: Uri): Promise<Uri | undefined> {
  const pattern = new RelativePattern(folder, '**/alembic.ini');
  const found = await workspace.findFiles(
    pattern,
    '**/{node_modules,.venv,venv,site-packages}/**',
    MOST_CONFIGURATIONS,
  );
  const folders = found
    .map((file) => Uri.joinPath(file, '..'))
    .toSorted((one, other) => one.path.length - other.path.length);
  if (folders.length === 0) {
    void window.showErrorMessage(l10n.t('This folder has no alembic.ini. Create one to start Alembic.'));
    return undefined;
  }
  if (folders.length === 1) return folders[0];
  const choices = folders.map((at) => ({
    label: workspace.asRelativePath(Uri.joinPath(at, 'alembic.ini')),
    at,
  }));
  const picked = await window.showQuickPick(choices, { title: l10n.t('Which configuration of Alembic?') });
  return picked?.at;
}

/** The setting, else that of a virtual environment, else the one on the PATH. */
export async function alembicWords(folder: Uri, at: Uri): Promise<readonly string[]> {
  const set: unknown = workspace.getConfiguration('lockkeeper', folder).get('alembic');
  const words = Array.isArray(set) ? set.filter((word) => typeof word === 'string') : [];
  if (words.length > 0) return words;
  const program = process.platform === 'win32' ? 'Scripts/alembic.exe' : 'bin/alembic';
  for (const place of [at, folder]) {
    for (const name of ['.venv', 'venv']) {
      const found = Uri.joinPath(place, name, program);
      if (await fileExists(found)) return [found.fsPath];
    }
  }
  return ['alembic'];
}
