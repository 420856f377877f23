import { Uri, commands, window, workspace, type Disposable } from 'vscode';

import { ruleOfLink } from './page-link.ts';

/** Opens the rules' pages that came with the extension, so that the link of a finding works offline. */
export function registerPages(pagesFolder: string): Disposable {
  return window.registerUriHandler({ handleUri: (link) => openPage(link, pagesFolder) });
}

async function openPage(link: Uri, pagesFolder: string): Promise<void> {
  const rule = ruleOfLink(link);
  const page = rule === undefined ? undefined : Uri.joinPath(Uri.file(pagesFolder), `${rule}.md`);
  if (page === undefined || !(await exists(page))) {
    void window.showWarningMessage(
      `Lockkeeper has no page ${link.path}. Open the link of a finding instead.`,
    );
    return;
  }
  await commands.executeCommand('markdown.showPreview', page);
}

async function exists(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch {
    return false; // Absent or not to be read: either way there is nothing to show.
  }
}
