import { commands, window, workspace, type Disposable, type ExtensionContext } from 'vscode';

import { bundledFiles } from './bundled-files.ts';
import { checkWorkspace } from './commands/check-workspace.ts';
import { copyText } from './commands/copy-text.ts';
import { copyDiagnosticInformation } from './commands/copy-diagnostic-information.ts';
import { createPolicy } from './commands/create-policy.ts';
import { openPolicy } from './commands/open-policy.ts';
import { restartServer } from './commands/restart-server.ts';
import { createDeployGuard } from './commands/run-deploy-guard.ts';
import { showWaitingRules } from './commands/show-waiting-rules.ts';
import { createServer, type Server } from './language-client.ts';
import { registerPages } from './pages.ts';
import { createShownTexts } from './shown-text.ts';
import { createStatusItem, openFolder } from './status-item.ts';
import type { ServerPhase, StatusText } from './status-text.ts';
import { announceTrust } from './trust.ts';
import { waitingRows, type WaitingRow } from './waiting-text.ts';
import { createGuardStatus } from './views/guard-status.ts';
import { guardRows, type GuardRow } from './views/guard-rows.ts';
import { createGuardTree } from './views/guard-tree.ts';

/** What tests, and other extensions, may ask. */
export interface LockkeeperApi {
  clientState(): ServerPhase;
  /** The tree of the last run of the guard; empty before the first one. */
  guardResult(): readonly GuardRow[];
  /** What could not be decided for the open file, and why. */
  waiting(): readonly WaitingRow[];
  /** What the language status says about the open file. */
  status(): StatusText;
}

let running: Server | undefined;

export async function activate(context: ExtensionContext): Promise<LockkeeperApi> {
  const files = bundledFiles(context.extensionPath);
  const log = window.createOutputChannel('Lockkeeper', { log: true });
  const server = createServer(files, log);
  running = server;
  const statusItem = createStatusItem(server);
  const [tree, status] = [createGuardTree(), createGuardStatus()];
  const guard = createDeployGuard({ cli: files.cli, log, tree, status });
  const texts = createShownTexts();
  const creating = { cli: files.cli, log, texts };
  context.subscriptions.push(
    log,
    texts,
    statusItem,
    tree,
    status,
    announceTrust(server, log),
    registerPages(files.pagesFolder),
    ...registerCommands({
      checkWorkspace: () => checkWorkspace(server, log),
      openPolicy: () => openPolicy(server, (folder) => createPolicy(creating, folder)),
      createPolicy: () => createPolicy(creating),
      showWaitingRules: () => showWaitingRules(server, files.pagesFolder),
      runDeployGuard: () => guard.run(),
      restartServer: () => restartServer(server, log),
      showLog: () => log.show(),
      copyDiagnosticInformation: () => copyDiagnosticInformation(server, context),
      copyText,
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('lockkeeper.enable')) void followSetting();
    }),
  );
  const followSetting = async () => {
    await (isEnabled() ? restartServer(server, log) : server.stop());
  };
  await commands.executeCommand('setContext', 'lockkeeper.isActive', true);
  await followSetting();
  return {
    clientState: () => server.phase(),
    guardResult: () => {
      const last = guard.last();
      return last === undefined ? [] : guardRows(last.outcome);
    },
    waiting: () => waitingRows(openFolder(server)?.waiting ?? []),
    status: () => statusItem.text(),
  };
}

/** VS Code waits for this, so that the server is not killed in the middle of a sentence. */
export async function deactivate(): Promise<void> {
  await running?.dispose();
}

function registerCommands(
  handlers: Readonly<Record<string, (argument: unknown) => unknown>>,
): readonly Disposable[] {
  return Object.entries(handlers).map(([name, run]) => commands.registerCommand(`lockkeeper.${name}`, run));
}

function isEnabled(): boolean {
  return workspace.getConfiguration('lockkeeper').get('enable', true);
}
