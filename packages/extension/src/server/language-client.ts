import {
  EventEmitter,
  commands,
  env,
  l10n,
  window,
  workspace,
  type CancellationToken,
  type Event,
  type LogOutputChannel,
} from 'vscode';
import {
  CloseAction,
  DiagnosticPullMode,
  ErrorAction,
  LanguageClient,
  State,
  TransportKind,
  type ErrorHandler,
} from 'vscode-languageclient/node';

import {
  CHECK_WORKSPACE_REQUEST,
  GUARDS_CHANGED_NOTIFICATION,
  MIGRATION_GRAPH_REQUEST,
  PATH_GUARDS_REQUEST,
  STATUS_NOTIFICATION,
  TRUST_GRANTED_NOTIFICATION,
  type CheckWorkspaceAnswer,
  type InitializationOptions,
  type MigrationGraphAnswer,
  type MigrationGraphParams,
  type PathGuardsAnswer,
  type ServerStatus,
} from '@lockkeeper/lsp/protocol';

import type { BundledFiles } from './bundled-files.ts';
import { COPY_TEXT_COMMAND } from './copy-text.ts';
import { DRAWN_FINDINGS } from './drawn-findings.ts';
import { HISTORY_COMMAND } from './history-command.ts';
import { PAGE_LINK_PATH } from '../rule-pages/page-link.ts';
import { runsOnSave } from './run-setting.ts';
import type { ServerPhase } from './status-text.ts';

/** The language server, as the rest of the extension sees it. */
export interface Server {
  phase(): ServerPhase;
  /** What it said last; `undefined` before it has looked and while it is down. */
  status(): ServerStatus | undefined;
  /** Phase or status have changed. */
  readonly onDidChange: Event<void>;
  /** Starts it, or stops it and starts it anew. Rejects when it does not come up. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Rejects when it is not running. */
  checkWorkspace(token: CancellationToken): Promise<CheckWorkspaceAnswer>;
  /** What the policy says of a change of these files. Rejects when it is not running. */
  pathGuards(uris: readonly string[]): Promise<PathGuardsAnswer>;
  /** What was said of files is out of date: a policy has changed. */
  readonly onDidChangeGuards: Event<void>;
  /** The histories of a folder of the workspace, by its URI. Rejects when it is not running. */
  migrationGraph(folder: string, token: CancellationToken): Promise<MigrationGraphAnswer>;
  /** Does nothing while it is down: the next start tells it anyway. */
  tellTrust(): Promise<void>;
  dispose(): Promise<void>;
}

export function createServer(files: BundledFiles, log: LogOutputChannel): Server {
  const client = createClient(files, log);
  const changed = new EventEmitter<void>();
  const guardsChanged = new EventEmitter<void>();
  let phase: ServerPhase = 'off';
  let isRestarting = false;
  let status: ServerStatus | undefined;
  const isRunning = () => client.state === State.Running;
  const enter = (next: ServerPhase) => {
    phase = next;
    if (next !== 'running') status = undefined;
    changed.fire();
  };
  client.onDidChangeState(({ newState }) => {
    const next = phaseOf(newState, phase);
    enter(newState === State.Stopped && isRestarting ? 'restarting' : next);
  });
  client.onNotification(STATUS_NOTIFICATION, (said: ServerStatus) => {
    status = said;
    changed.fire();
  });
  client.onNotification(GUARDS_CHANGED_NOTIFICATION, () => guardsChanged.fire());
  return {
    phase: () => phase,
    status: () => status,
    onDidChange: changed.event,
    async restart() {
      isRestarting = isRunning();
      try {
        if (isRestarting) await client.stop();
      } finally {
        isRestarting = false;
      }
      await client.start();
    },
    async stop() {
      if (isRunning()) await client.stop();
      enter('off');
    },
    checkWorkspace: (token) => client.sendRequest<CheckWorkspaceAnswer>(CHECK_WORKSPACE_REQUEST, token),
    pathGuards: (uris) => client.sendRequest<PathGuardsAnswer>(PATH_GUARDS_REQUEST, { uris }),
    onDidChangeGuards: guardsChanged.event,
    migrationGraph: (folder, token) => {
      const params: MigrationGraphParams = { folder };
      return client.sendRequest<MigrationGraphAnswer>(MIGRATION_GRAPH_REQUEST, params, token);
    },
    async tellTrust() {
      if (isRunning()) await client.sendNotification(TRUST_GRANTED_NOTIFICATION);
    },
    async dispose() {
      await client.dispose();
      changed.dispose();
      guardsChanged.dispose();
    },
  };
}

function createClient(files: BundledFiles, log: LogOutputChannel): LanguageClient {
  // Forked, so with process.execPath and ELECTRON_RUN_AS_NODE; the channel closes with this process, and then it ends.
  const serverOptions = { module: files.server, transport: TransportKind.ipc };
  const initializationOptions = (): InitializationOptions => ({
    trusted: workspace.isTrusted,
    parserFolder: files.parserFolder,
    pageLink: `${env.uriScheme}:${PAGE_LINK_PATH}{rule}`,
    copyCommand: COPY_TEXT_COMMAND,
    openPageCommand: 'lockkeeper.openRulePage',
    historyCommand: HISTORY_COMMAND,
    // And it drops links of its own scheme from a hover that is not trusted.
    showsMessageInHover: true,
  });
  const errorHandler: ErrorHandler = {
    // What is written to a server that has just died fails, several times over: by default the third one ends the client for
    // good, before anybody has told it that the server is gone.
    error: () => ({ action: ErrorAction.Continue }),
    closed: async () => {
      const closed = await byDefault.closed();
      if (closed.action === CloseAction.Restart) return closed;
      void offerRestart();
      return { ...closed, handled: true };
    },
  };
  const client = new LanguageClient('lockkeeper', 'Lockkeeper', serverOptions, {
    documentSelector: [{ scheme: 'file' }],
    initializationOptions,
    outputChannel: log,
    diagnosticPullOptions: {
      onChange: true,
      onSave: true,
      filter: (_, mode) => mode === DiagnosticPullMode.onType && runsOnSave(),
    },
    middleware: DRAWN_FINDINGS,
    markdown: { isTrusted: false },
    errorHandler,
  });
  const byDefault = client.createDefaultErrorHandler();
  return client;
}

/** It has crashed too often to be started again without being asked. */
async function offerRestart(): Promise<void> {
  const restart = l10n.t('Restart');
  const showLog = l10n.t('Show Log');
  const message = l10n.t('Lockkeeper has crashed again and again. Restart it, or see the log.');
  const answer = await window.showErrorMessage(message, restart, showLog);
  if (answer === restart) await commands.executeCommand('lockkeeper.restartServer');
  if (answer === showLog) await commands.executeCommand('lockkeeper.showLog');
}

function phaseOf(state: State, before: ServerPhase): ServerPhase {
  switch (state) {
    case State.Running:
      return 'running';
    case State.Starting:
      return before === 'off' ? 'starting' : 'restarting';
    // Told after the setting has switched it off as well, which then says so itself.
    case State.Stopped:
      return 'crashed';
    case State.StartFailed:
      return 'failed';
  }
}
