import { Uri, commands, env, l10n, window, workspace, type Disposable, type WebviewPanel } from 'vscode';

import type { HistorySource } from './history-source.ts';
import type { PageFiles } from './page-files.ts';
import { pageHtml } from './page-html.ts';
import { fromPage, type FromPage, type ToPage } from '../graph/page-message.ts';
import { pageWords } from '../graph/page-words.ts';
import { columnBeside } from './panel-column.ts';

export const HISTORY_PANEL = 'lockkeeper.migrationHistory';

export interface HistoryPanelNeeds {
  readonly source: HistorySource;
  readonly files: PageFiles;
}

/** A panel with the page in it. Lifetime: from when it is opened, or found again after a reload, until it is closed. */
export class HistoryPanel implements Disposable {
  readonly panel: WebviewPanel;
  readonly #needs: HistoryPanelNeeds;
  readonly #following: readonly Disposable[];
  /** File whose revision is to be selected. */
  #wanted: Uri | undefined;
  /** A page that was hidden is loaded anew when it is seen again, and then asks for everything. */
  #listens = false;

  constructor(panel: WebviewPanel, needs: HistoryPanelNeeds) {
    const { source, files } = needs;
    this.panel = panel;
    this.#needs = needs;
    this.#following = [
      panel.webview.onDidReceiveMessage((said: unknown) => {
        const message = fromPage(said);
        if (message !== undefined) this.#answer(message);
      }),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#listens = false;
        source.watch(panel.visible);
      }),
      source.onDidChange(() => this.#tellHistories()),
      window.onDidChangeActiveTextEditor(() => this.#tellCurrent()),
      // What the page opens beside itself does not become active.
      window.onDidChangeVisibleTextEditors(() => this.#tellCurrent()),
    ];
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    panel.iconPath = files.icon;
    void files.read().then((parts) => {
      panel.webview.html = pageHtml({ ...parts, words: pageWords(), language: env.language });
    });
  }

  /** Brings it to front with the revision of a file selected; `undefined`: as it is. */
  show(file: Uri | undefined): void {
    this.#wanted = file;
    this.panel.reveal();
    this.#tellWanted();
  }

  dispose(): void {
    this.#needs.source.watch(false);
    for (const one of this.#following) one.dispose();
  }

  #answer(message: FromPage): void {
    const { source } = this.#needs;
    switch (message.kind) {
      case 'ready':
        this.#listens = true;
        this.#tellHistories();
        this.#tellCurrent();
        this.#tellWanted();
        source.watch(this.panel.visible);
        return;
      case 'open':
        if (knows(source, message.uri)) void openRevision(message, this.panel);
        return;
      case 'retry':
        source.refresh();
        return;
      case 'openPolicy':
        void commands.executeCommand('lockkeeper.openPolicy');
    }
  }

  #tell(message: ToPage | undefined): void {
    if (this.#listens && message !== undefined) void this.panel.webview.postMessage(message);
  }

  #tellHistories(): void {
    this.#tell(this.#needs.source.last());
  }

  #tellCurrent(): void {
    this.#tell({ kind: 'current', uri: openFile() });
  }

  #tellWanted(): void {
    if (!this.#listens || this.#wanted === undefined) return;
    this.#tell({ kind: 'reveal', uri: this.#wanted.toString() });
    this.#wanted = undefined;
  }
}

/** The page may have opened what it was told of, and nothing else. */
function knows(source: HistorySource, uri: string): boolean {
  const last = source.last();
  if (last?.kind !== 'histories') return false;
  return last.histories.some(({ revisions }) => revisions.some((revision) => revision.uri === uri));
}

async function openRevision(
  { uri, takesFocus }: Extract<FromPage, { kind: 'open' }>,
  panel: WebviewPanel,
): Promise<void> {
  const file = Uri.parse(uri);
  const options = { viewColumn: columnBeside(panel.viewColumn), preserveFocus: !takesFocus, preview: true };
  try {
    await window.showTextDocument(await workspace.openTextDocument(file), options);
  } catch {
    const name = workspace.asRelativePath(file);
    void window.showErrorMessage(l10n.t('{0} cannot be opened. It may have been removed.', name));
  }
}

/** While the page itself has the focus, the file that was open last still is. */
function openFile(): string | undefined {
  return (window.activeTextEditor ?? window.visibleTextEditors[0])?.document.uri.toString();
}
