import type { TextEdit as CoreEdit } from '@lockkeeper/policy-core';
import type { TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';

export interface EditTargets {
  readonly uriOf: (path: string) => string;
  /** Version of the open document an edit was made for; `null` when it is not open. */
  readonly versionOf: (uri: string) => number | null;
}

/** One change over one or more files. A client refuses it when a document has changed since. */
export function workspaceEdit(edits: readonly CoreEdit[], { uriOf, versionOf }: EditTargets): WorkspaceEdit {
  const byUri = new Map<string, TextDocumentEdit>();
  for (const { path, start, end, text } of edits) {
    const uri = uriOf(path);
    const document = byUri.get(uri) ?? { textDocument: { uri, version: versionOf(uri) }, edits: [] };
    document.edits.push({ range: { start, end }, newText: text });
    byUri.set(uri, document);
  }
  return { documentChanges: [...byUri.values()] };
}
