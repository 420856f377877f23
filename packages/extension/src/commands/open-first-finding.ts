import { Range, Uri, l10n, window } from 'vscode';

import { worstFinding, type ListedFinding } from '../views/finding-rows.ts';

/** Opens the place of the finding that matters most, with the cursor on it; says so where there is none. */
export async function openFirstFinding(findings: readonly ListedFinding[]): Promise<void> {
  const finding = worstFinding(findings);
  if (finding === undefined) {
    void window.showInformationMessage(
      l10n.t('The judged files have no findings. Check the workspace to judge every file.'),
    );
    return;
  }
  const { uri, line, column } = finding;
  const selection = new Range(line - 1, column - 1, line - 1, column - 1);
  await window.showTextDocument(Uri.parse(uri), { selection, preview: false });
}
