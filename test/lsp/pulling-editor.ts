import type { Diagnostic } from 'vscode-languageserver-protocol/node';

import type { Client } from './client.ts';

/**
 * Asks for diagnostics and keeps them as the client library of VS Code does (vscode-languageclient 11): a document
 * that it follows answers for itself, and what is said of the workspace then is dropped, though its id is kept; a
 * document whose tab is gone keeps its underlines, and what is said of it alone from then on is dropped.
 */
export class PullingEditor {
  readonly #editor: Client;
  readonly #shown = new Map<string, readonly Diagnostic[]>();
  readonly #tabs = new Set<string>();
  /** Result ids of documents that are followed. */
  readonly #followed = new Map<string, string | undefined>();
  readonly #underWay = new Set<string>();
  /** Result ids of what was said of the workspace. */
  readonly #workspace = new Map<string, string>();

  constructor(editor: Client) {
    this.#editor = editor;
  }

  underlined(uri: string): readonly Diagnostic[] {
    return this.#shown.get(uri) ?? [];
  }

  async open(uri: string, text: string): Promise<void> {
    this.#tabs.add(uri);
    await this.#editor.open(uri, text);
  }

  /** As another extension does, which wants its text: it is asked for, and the answer dropped. */
  async openWithoutTab(uri: string, text: string): Promise<void> {
    await this.#editor.open(uri, text);
    await this.pull(uri);
  }

  /** Its tab goes first. */
  async close(uri: string): Promise<{ readonly forgotten: Promise<void> }> {
    const forgotten = this.closeTab(uri);
    await this.#editor.close(uri);
    return { forgotten };
  }

  /** Another extension may keep the document. It is asked for once more, unless it is just asked for. */
  closeTab(uri: string): Promise<void> {
    this.#tabs.delete(uri);
    this.#workspace.delete(uri);
    return this.#underWay.has(uri) ? Promise.resolve() : this.pull(uri);
  }

  /** Without a tab nobody shows it: it is forgotten only where it is followed. */
  async closeWithoutTab(uri: string): Promise<void> {
    if (this.#followed.has(uri)) await this.closeTab(uri);
    await this.#editor.close(uri);
  }

  async pull(uri: string): Promise<void> {
    const known = this.#followed.get(uri);
    this.#followed.set(uri, known);
    this.#underWay.add(uri);
    const report = await this.#editor.report(uri, known);
    this.#underWay.delete(uri);
    if (!this.#tabs.has(uri)) {
      this.#followed.delete(uri);
      return;
    }
    if (report.kind === 'full') this.#shown.set(uri, report.items);
    this.#followed.set(uri, report.resultId);
  }

  /** Answers what kinds of reports came. */
  async pullWorkspace(): Promise<readonly string[]> {
    const previous = [...this.#workspace].map(([uri, value]) => ({
      uri,
      value: this.#followed.get(uri) ?? value,
    }));
    const { items } = await this.#editor.workspaceReport(previous);
    for (const item of items) {
      if (item.kind === 'full' && !this.#followed.has(item.uri)) this.#shown.set(item.uri, item.items);
      if (item.resultId !== undefined) this.#workspace.set(item.uri, item.resultId);
    }
    return items.map(({ kind }) => kind);
  }
}
