import { Disposable, Uri, ViewColumn, commands, l10n, window, type WebviewPanel } from 'vscode';

import { HISTORY_COMMAND } from '../server/history-command.ts';
import { historySource } from '../webview/panel/history-source.ts';
import { pageFiles } from '../webview/panel/page-files.ts';
import type { Server } from '../server/language-client.ts';
import { HISTORY_PANEL, HistoryPanel } from '../webview/panel/history-panel.ts';

/** The command and the panel it opens; there is one panel, and it is found again after a reload. */
export function registerMigrationHistory(server: Server, extension: Uri): Disposable {
  const needs = { source: historySource(server), files: pageFiles(extension, 'history-page') };
  let open: HistoryPanel | undefined;
  const take = (panel: WebviewPanel): HistoryPanel => {
    open?.panel.dispose();
    const taken = new HistoryPanel(panel, needs);
    open = taken;
    panel.onDidDispose(() => {
      taken.dispose();
      if (open === taken) open = undefined;
    });
    return taken;
  };
  const show = (file: unknown) => {
    const revision = fileOf(file) ?? openRevision();
    const column = revision === undefined ? ViewColumn.Active : ViewColumn.Beside;
    const title = l10n.t('Migration History');
    const shown = open ?? take(window.createWebviewPanel(HISTORY_PANEL, title, column));
    shown.show(revision);
  };
  return Disposable.from(
    needs.source,
    commands.registerCommand(HISTORY_COMMAND, show),
    window.registerWebviewPanelSerializer(HISTORY_PANEL, {
      deserializeWebviewPanel: async (panel) => void take(panel),
    }),
    { dispose: () => open?.dispose() },
  );
}

/** A menu hands over a file, a lens its URI as a text. */
function fileOf(given: unknown): Uri | undefined {
  if (given instanceof Uri) return given;
  return typeof given === 'string' ? Uri.parse(given) : undefined;
}

function openRevision(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  return document?.languageId === 'python' ? document.uri : undefined;
}
