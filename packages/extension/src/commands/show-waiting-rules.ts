import { l10n, window, workspace } from 'vscode';

import type { Server } from '../server/language-client.ts';
import { openRulePage } from '../rule-pages/pages.ts';
import { openFolder } from '../views/status-item.ts';
import { waitingRows } from '../views/waiting-text.ts';

/** Lists what could not be decided for the folder of the open file, and why; a choice opens the page of its rule. */
export async function showWaitingRules(server: Server, pagesFile: string): Promise<void> {
  const rows = waitingRows(openFolder(server)?.waiting ?? []);
  if (rows.length === 0) {
    void window.showInformationMessage(l10n.t('No rule waits: every rule reached a decision.'));
    return;
  }
  const chosen = await window.showQuickPick(
    rows.map(({ rule, description, detail }) => ({ label: rule, description, detail })),
    {
      title: workspace.isTrusted
        ? l10n.t('Rules that wait')
        : l10n.t('Rules that wait. Lockkeeper does not run git in Restricted Mode.'),
      placeHolder: l10n.t('Choose a rule to read its page'),
      matchOnDetail: true,
    },
  );
  if (chosen !== undefined) await openRulePage(chosen.label, pagesFile);
}
