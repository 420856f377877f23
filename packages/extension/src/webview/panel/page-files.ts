import { Uri, workspace } from 'vscode';

import type { PageParts } from './page-html.ts';

/** What the page is made from, as it lies in the extension. */
export interface PageFiles {
  readonly icon: Uri;
  /** With a nonce of its own for every page. */
  read(): Promise<Pick<PageParts, 'nonce' | 'script' | 'style'>>;
}

export function pageFiles(extension: Uri): PageFiles {
  const text = async (name: string) =>
    new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(extension, 'dist', name)));
  return {
    icon: Uri.joinPath(extension, 'media', 'lock-gate.svg'),
    read: async () => ({
      nonce: crypto.randomUUID(),
      script: await text('history-page.js'),
      style: await text('history-page.css'),
    }),
  };
}
