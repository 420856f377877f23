import { Uri, workspace } from 'vscode';

import type { PageParts } from './page-html.ts';

/** What the page is made from, as it lies in the extension. */
export interface PageFiles {
  readonly icon: Uri;
  /** With a nonce of its own for every page. */
  read(): Promise<Pick<PageParts, 'nonce' | 'script' | 'style'>>;
}

/** @param name of the page, such as `history-page` */
export function pageFiles(extension: Uri, name: string): PageFiles {
  const text = async (file: string) =>
    new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(extension, 'dist', file)));
  return {
    icon: Uri.joinPath(extension, 'media', 'lock-gate.svg'),
    read: async () => ({
      nonce: crypto.randomUUID(),
      script: await text(`${name}.js`),
      style: await text(`${name}.css`),
    }),
  };
}
