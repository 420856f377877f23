import { l10n } from 'vscode';

import type { CheckWorkspaceAnswer } from '@lockkeeper/lsp/protocol';

import { countedFiles, countedFindings, countedSubjects } from '../words/counted.ts';

/** One message for the whole workspace: what was found, what could not be decided, and where no policy holds. */
export function checkSummary({ findings, undetermined, files, withoutPolicy }: CheckWorkspaceAnswer): string {
  const judged = files > 0 || withoutPolicy.length === 0;
  const found = findings === 0 ? l10n.t('No findings') : countedFindings(findings);
  return [
    judged ? l10n.t('{0} in {1}.', found, countedFiles(files)) : '',
    undetermined > 0 ? l10n.t('{0} could not be decided here.', countedSubjects(undetermined)) : '',
    withoutPolicy.length > 0
      ? l10n.t('No policy in {0}. Run "Lockkeeper: Create Policy".', withoutPolicy.map(folderName).join(', '))
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function folderName(uri: string): string {
  return decodeURIComponent(uri.replace(/\/+$/, '').split('/').at(-1) ?? uri);
}
