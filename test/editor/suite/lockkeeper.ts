import * as assert from 'node:assert/strict';

import * as vscode from 'vscode';

/** What the extension's `activate` returns, as tests of the packed extension see it. */
export interface Api {
  readonly clientState: () => string;
  readonly guardResult: () => readonly Row[];
  readonly audit: () => readonly Row[];
  readonly checklist: () => readonly Row[];
  readonly updates: () => readonly Row[];
  readonly findings: () => readonly FindingRow[];
  readonly plan: () => readonly PlanRow[];
  readonly waiting: () => readonly {
    readonly rule: string;
    readonly description: string;
    readonly detail: string;
  }[];
  readonly status: () => { readonly text: string; readonly detail: string; readonly severity: string };
  readonly alarm: () =>
    | { readonly text: string; readonly tooltip: string; readonly severity: string }
    | undefined;
  readonly findingsMessage: () => string;
}

export interface FindingRow {
  readonly label: string;
  readonly description: string;
  readonly severity: string;
  readonly page: string | undefined;
  readonly children: readonly FindingRow[];
}

export interface PlanRow {
  readonly kind: string;
  readonly label: string;
  readonly description: string;
  readonly isDone: boolean | undefined;
  readonly actions: readonly { readonly kind: string; readonly path?: string }[];
  readonly children: readonly PlanRow[];
}

export interface Row {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly place: { readonly path: string; readonly line: number; readonly column: number } | undefined;
  readonly children: readonly Row[];
}

export function extension(): vscode.Extension<Api> {
  const found = vscode.extensions.getExtension<Api>('lockkeeper.lockkeeper');
  assert.ok(found, 'lockkeeper.lockkeeper is not installed');
  return found;
}

export async function api(): Promise<Api> {
  return extension().activate();
}

/** The folder of the workspace, or the one with this name. */
export function folder(name?: string): vscode.Uri {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const found = name === undefined ? folders[0] : folders.find((one) => one.name === name);
  assert.ok(found, `there is no folder ${name ?? ''}`);
  return found.uri;
}

export async function open(path: string, root = folder()): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(root, path));
  // As a tab that stays: in a preview the next file would take its place.
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** What Lockkeeper says about a document, and nobody else. */
export function findings({ uri }: { readonly uri: vscode.Uri }): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'lockkeeper');
}

export function messages(document: { readonly uri: vscode.Uri }): readonly string[] {
  return findings(document).map(({ message }) => message);
}

/** Types over a whole document, without saving. */
export async function retype(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

export function ruleOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}

interface Labelled {
  readonly label: string;
  readonly children: readonly Labelled[];
}

/** Rows as they are seen, indented. */
export function outline(rows: readonly Labelled[], indent = ''): readonly string[] {
  return rows.flatMap(({ label, children }) => [`${indent}${label}`, ...outline(children, `${indent}  `)]);
}
