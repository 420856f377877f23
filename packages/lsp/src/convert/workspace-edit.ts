import type { TextEdit as CoreEdit } from '@lockkeeper/policy-core';
import type { CreateFile, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';

export interface EditTargets {
  readonly uriOf: (path: string) => string;
  /** Version of the open document an edit was made for; `null` when it is not open. */
  readonly versionOf: (uri: string) => number | null;
}

/**
 * One change over one or more files. A client refuses it when a document has changed since, or a file that
 * it makes is there by then.
 */
export function workspaceEdit(edits: readonly CoreEdit[], { uriOf, versionOf }: EditTargets): WorkspaceEdit {
  const byUri = new Map<string, TextDocumentEdit>();
  const created: CreateFile[] = [];
  for (const { path, start, end, text, creates } of edits) {
    const uri = uriOf(path);
    if (creates === true) created.push({ kind: 'create', uri, options: NEVER_OVER_ANOTHER });
    const document = byUri.get(uri) ?? { textDocument: { uri, version: versionOf(uri) }, edits: [] };
    document.edits.push({ range: { start, end }, newText: text });
    byUri.set(uri, document);
  }
  return { documentChanges: [...created, ...byUri.values()] };
}

const NEVER_OVER_ANOTHER = { overwrite: false, ignoreIfExists: false };
