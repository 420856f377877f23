import { Uri, commands, window, type Disposable } from 'vscode';

import { fileExists } from './file-exists.ts';
import { ruleOfLink } from './page-link.ts';

/** Opens the rules' pages that came with the extension, so that the link of a finding works offline. */
export function registerPages(pagesFolder: string): Disposable {
  return window.registerUriHandler({ handleUri: (link) => openPage(link, pagesFolder) });
}

async function openPage(link: Uri, pagesFolder: string): Promise<void> {
  const rule = ruleOfLink(link);
  const page = rule === undefined ? undefined : Uri.joinPath(Uri.file(pagesFolder), `${rule}.md`);
  if (page === undefined || !(await fileExists(page))) {
    void window.showWarningMessage(
      `Lockkeeper has no page ${link.path}. Open the link of a finding instead.`,
    );
    return;
  }
  await commands.executeCommand('markdown.showPreview', page);
}
