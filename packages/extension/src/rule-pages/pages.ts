import { Uri, commands, l10n, window, type Disposable } from 'vscode';

import { fileExists } from '../workspace/file-exists.ts';
import { ruleOfLink } from './page-link.ts';

/** Opens the rules' pages that came with the extension, so that the link of a finding works offline. */
export function registerPages(pagesFolder: string): Disposable {
  return window.registerUriHandler({ handleUri: (link) => openPage(link, pagesFolder) });
}

/** Opens the page of a rule. */
export function openRulePage(rule: string, pagesFolder: string): Promise<void> {
  return openPage({ path: `/rules/${rule}`, query: '', fragment: '' }, pagesFolder);
}

async function openPage(link: Parameters<typeof ruleOfLink>[0], pagesFolder: string): Promise<void> {
  const rule = ruleOfLink(link);
  const page = rule === undefined ? undefined : Uri.joinPath(Uri.file(pagesFolder), `${rule}.md`);
  if (page === undefined || !(await fileExists(page))) {
    void window.showWarningMessage(
      l10n.t('Lockkeeper has no page {0}. Open the link of a finding instead.', link.path),
    );
    return;
  }
  await commands.executeCommand('markdown.showPreview', page);
}
