import { workspace, type TextDocument, type Uri } from 'vscode';

/** Whether a file is judged when it is saved, and not while it is typed. */
export function runsOnSave(): boolean {
  return workspace.getConfiguration('lockkeeper').get('run') === 'onSave';
}

/** Whether a file has text that nobody wants judged yet, whatever else happens meanwhile. */
export function waitsForSave(file: TextDocument | Uri): boolean {
  const document =
    'isDirty' in file ? file : workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  return document?.isDirty === true && runsOnSave();
}
