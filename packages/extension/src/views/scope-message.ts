import { l10n } from 'vscode';

import type { ListScope } from '../server/check-state.ts';
import { countedChangedFiles } from '../words/counted.ts';

/** Above a list of findings: what it is a list of, where that is not every file. */
export function scopeMessage(scope: ListScope): string {
  switch (scope.kind) {
    case 'trouble':
      return scope.why;
    case 'whole':
      return '';
    case 'open':
      return l10n.t('Of open files only. Check the workspace to judge every file.');
    case 'judging':
      return l10n.t('Judging {0}: {1} so far.', countedChangedFiles(scope.all), scope.judged);
    case 'changed':
      return scope.judged === scope.all
        ? l10n.t('Of open and changed files only. Check the workspace to judge every file.')
        : l10n.t(
            'Of open files and {0} of {1} only. Check the workspace to judge every file.',
            scope.judged,
            countedChangedFiles(scope.all),
          );
  }
}
