import { l10n, window, workspace } from 'vscode';

import { pickFolder } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { ReadOnlyDocuments } from '../views/read-only-documents.ts';
import { localTime } from '../words/local-time.ts';
import { diagnosisIn, type Diagnosis } from './diagnosis.ts';

const DIAGNOSIS_LIMIT_MS = 5 * 60_000;

/** `Lockkeeper: Diagnose Databases`: which known trouble is at hand, as a document to be read beside the work. */
export async function diagnoseDatabases({
  program,
  texts,
}: {
  readonly program: ProgramRunner;
  readonly texts: ReadOnlyDocuments;
}): Promise<Diagnosis | undefined> {
  if (!workspace.isTrusted) {
    void window.showErrorMessage(
      l10n.t('The diagnosis connects to databases. Trust the workspace, then run it.'),
    );
    return undefined;
  }
  const folder = (await pickFolder(l10n.t('Whose databases?')))?.uri;
  if (folder === undefined) return undefined;
  const { databases } = await program.facts(folder);
  const connections = await program.connections(folder);
  const ending = await program.lockkeeper({
    title: l10n.t('Lockkeeper: diagnosing the databases'),
    args: ['db', 'diagnose', '--format', 'markdown', '--root', folder.fsPath],
    folder,
    timeoutMs: DIAGNOSIS_LIMIT_MS,
    addresses: await connections.environment([databases.development, databases.production]),
  });
  const diagnosis = diagnosisIn(ending, localTime(new Date()));
  if (diagnosis.kind === 'told')
    await texts.show({ name: 'database-diagnosis.md', text: diagnosis.answer, language: 'markdown' });
  if (diagnosis.kind === 'failed') void window.showErrorMessage(diagnosis.problem);
  return diagnosis;
}
