import {
  CodeLensRefreshRequest,
  CompletionRequest,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  LSPErrorCodes,
  MessageType,
  PositionEncodingKind,
  ResponseError,
  ShowMessageNotification,
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type Disposable,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

import {
  EXPLAIN_COMMAND,
  explanation,
  ruleToExplain,
  type ExplainedRule,
} from '../convert/explain-command.ts';
import { pageOf } from '../convert/diagnostic.ts';
import { SHOW_COMMAND, documentToShow } from '../convert/show-command.ts';
import { codeActions, CODE_ACTION_KINDS } from '../features/code-actions.ts';
import { codeLenses } from '../features/code-lenses.ts';
import { completions } from '../features/completions.ts';
import { documentLinks } from '../features/document-links.ts';
import { documentSymbols } from '../features/document-symbols.ts';
import { hover } from '../features/hover.ts';
import { inlayHints } from '../features/inlay-hints.ts';
import type { Session } from '../features/session.ts';
import {
  CHECK_WORKSPACE_REQUEST,
  GUARDS_CHANGED_NOTIFICATION,
  MIGRATION_GRAPH_REQUEST,
  PATH_GUARDS_REQUEST,
  STATUS_NOTIFICATION,
  TRUST_GRANTED_NOTIFICATION,
} from '../protocol.ts';
import type { WorkerOptions } from '../worker/messages.ts';
import { Cancelled, type WorkerHandle } from '../worker/thread.ts';
import { abilitiesIn, type Client, type ClientAbilities } from '../workspace/client.ts';
import { createFolders, foldersIn } from '../workspace/folders.ts';
import { LiveWorkspace } from '../workspace/live-workspace.ts';
import { readOptions } from './options.ts';
import { folderIn, urisIn } from './request-params.ts';

export interface ServerHost {
  readonly version: string;
  /** Where the parsers lie when the client names no other place. */
  readonly parserFolder: string;
  readonly startWorker: (options: WorkerOptions) => WorkerHandle;
}

/** Says what the server can do, and hands every message to what answers it. */
export function startServer(connection: Connection, host: ServerHost): void {
  const documents = new TextDocuments(TextDocument);
  let isInitialized = false;
  connection.onRequest((method) => {
    throw isInitialized
      ? new ResponseError(ErrorCodes.MethodNotFound, `${method} is not answered here.`)
      : new ResponseError(ErrorCodes.ServerNotInitialized, `Send initialize before ${method}.`);
  });
  connection.onInitialize((params): InitializeResult => {
    if (isInitialized)
      throw new ResponseError(ErrorCodes.InvalidRequest, 'initialize may be sent only once.');
    isInitialized = true;
    const abilities = abilitiesIn(params);
    const { live, grantTrust } = liveWorkspace(params, { connection, host, abilities });
    answerRequests(connection, live);
    followDocuments(documents, live);
    connection.onInitialized(() => {
      if (abilities.tellsFolders)
        connection.workspace.onDidChangeWorkspaceFolders((event) => live.foldersChanged(event));
      if (abilities.registersCompletion) registerCompletion(connection);
      void live.begin();
    });
    connection.onDidChangeWatchedFiles(({ changes }) => live.filesChanged(changes.map(({ uri }) => uri)));
    connection.onNotification(TRUST_GRANTED_NOTIFICATION, () => {
      grantTrust();
      live.trustGranted();
    });
    connection.onShutdown(() => live.stop());
    const capabilities = abilities.registersCompletion
      ? CAPABILITIES
      : { ...CAPABILITIES, completionProvider: COMPLETION };
    return { capabilities, serverInfo: { name: 'lockkeeper-lsp', version: host.version } };
  });
  documents.listen(connection);
  connection.listen();
}

const CAPABILITIES: ServerCapabilities = {
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  diagnosticProvider: { identifier: 'lockkeeper', interFileDependencies: true, workspaceDiagnostics: true },
  codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS },
  hoverProvider: true,
  codeLensProvider: {},
  documentLinkProvider: {},
  documentSymbolProvider: { label: 'Lockkeeper' },
  inlayHintProvider: true,
  executeCommandProvider: { commands: [SHOW_COMMAND, EXPLAIN_COMMAND] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** What begins a value, an item or a name; editors ask at letters by themselves. */
const COMPLETION = { triggerCharacters: [' ', ':', '-', '/', '"', "'", '[', '{', ','] };

/** For our own files alone: nobody wants to be asked at every blank of every file. */
function registerCompletion(connection: Connection): void {
  const patterns = ['**/lockkeeper.{yaml,yml,toml,json}', '**/config/update.toml'];
  const documentSelector = patterns.map((pattern) => ({ scheme: 'file', pattern }));
  void connection.client.register(CompletionRequest.type, { documentSelector, ...COMPLETION });
}

interface Wiring {
  readonly connection: Connection;
  readonly host: ServerHost;
  readonly abilities: ClientAbilities;
}

function liveWorkspace(params: InitializeParams, { connection, host, abilities }: Wiring) {
  const options = readOptions(params.initializationOptions);
  const parserFolder = options.parserFolder ?? host.parserFolder;
  let { trusted } = options;
  const live = new LiveWorkspace({
    client: clientOf(connection, abilities),
    abilities,
    folders: createFolders(foldersIn(params)),
    version: host.version,
    pageLink: options.pageLink,
    copyCommand: options.copyCommand,
    openPageCommand: options.openPageCommand,
    historyCommand: options.historyCommand,
    showsMessageInHover: options.showsMessageInHover,
    startWorker: () => host.startWorker({ parserFolder, trusted }),
  });
  return { live, grantTrust: () => void (trusted = true) };
}

function clientOf(connection: Connection, abilities: ClientAbilities): Client {
  const log = (message: string) => connection.console.warn(message);
  let watching: Promise<Disposable> | undefined;
  return {
    log,
    refresh: () => {
      const orLog = (error: unknown) => log(`The client did not refresh: ${String(error)}`);
      if (abilities.pulls && abilities.refreshes)
        void connection.languages.diagnostics.refresh().catch(orLog);
      if (abilities.refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type).catch(orLog);
      if (abilities.refreshesHints) void connection.languages.inlayHint.refresh().catch(orLog);
    },
    publish: (uri, version, diagnostics) =>
      void connection.sendDiagnostics({
        uri,
        diagnostics: [...diagnostics],
        ...(version === undefined ? {} : { version }),
      }),
    status: (status) => void connection.sendNotification(STATUS_NOTIFICATION, status),
    guardsChanged: () => void connection.sendNotification(GUARDS_CHANGED_NOTIFICATION),
    watch: (watchers) => {
      if (!abilities.watches) return;
      const before = watching;
      watching = connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [...watchers],
      });
      void before?.then((old) => old.dispose());
    },
  };
}

function answerRequests(connection: Connection, live: LiveWorkspace): void {
  const { languages } = connection;
  languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
    orCancelled(live.diagnostics.report(textDocument.uri, previousResultId, token)),
  );
  languages.diagnostics.onWorkspace(({ previousResultIds }, token) =>
    orCancelled(
      live.diagnostics.workspace(previousResultIds, token).then((items) => ({ items: [...items] })),
    ),
  );
  connection.onCodeAction((params, token) => orCancelled(codeActions(params, live.session, token)));
  connection.onExecuteCommand(async (params) => {
    const place = documentToShow(params);
    if (place !== undefined) await connection.window.showDocument({ ...place, takeFocus: true });
    const explained = ruleToExplain(params);
    if (explained !== undefined) await explain(explained, { connection, session: live.session });
  });
  connection.onHover(({ textDocument: { uri }, position }, token) =>
    orCancelled(hover({ uri, position }, live.session, token)),
  );
  connection.onCompletion(({ textDocument: { uri }, position }, token) =>
    orCancelled(completions({ uri, position }, live.session, token)),
  );
  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    orCancelled(codeLenses(uri, live.session, token)),
  );
  connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    orCancelled(documentLinks(uri, live.session, token)),
  );
  connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
    orCancelled(documentSymbols(uri, live.session, token)),
  );
  languages.inlayHint.on(({ textDocument: { uri }, range }, token) =>
    orCancelled(inlayHints({ uri, range }, live.session, token)),
  );
  answerOwnRequests(connection, live);
}

/** By its page, where the client has a place for pages and shows what it is asked to; else in a few words. */
async function explain(
  explained: ExplainedRule,
  { connection, session }: { readonly connection: Connection; readonly session: Session },
): Promise<void> {
  const page = pageOf(explained.rule, session);
  if (page !== undefined && session.shows) {
    const { success } = await connection.window.showDocument({ uri: page, external: true });
    if (success) return;
  }
  // A message that wants no answer.
  const message = { type: MessageType.Info, message: explanation(explained) };
  await connection.sendNotification(ShowMessageNotification.method, message);
}

/** Beyond LSP. Whatever a client sends is looked at before it is used. */
function answerOwnRequests(connection: Connection, live: LiveWorkspace): void {
  connection.onRequest(CHECK_WORKSPACE_REQUEST, (token) => orCancelled(live.checkWorkspace(token)));
  connection.onRequest(PATH_GUARDS_REQUEST, (params: unknown, token) =>
    orCancelled(live.pathGuards(urisIn(params), token)),
  );
  connection.onRequest(MIGRATION_GRAPH_REQUEST, (params: unknown, token) => {
    const folder = folderIn(params);
    if (folder === undefined) throw new ResponseError(ErrorCodes.InvalidParams, 'Name a folder by its URI.');
    return orCancelled(live.migrationGraph(folder, token));
  });
}

function followDocuments(documents: TextDocuments<TextDocument>, live: LiveWorkspace): void {
  documents.onDidChangeContent(({ document }) => live.changed(document));
  documents.onDidSave(({ document }) => live.saved(document.uri));
  documents.onDidClose(({ document }) => live.closed(document.uri));
}

/** A client that cancelled expects to be told so in its own terms. */
async function orCancelled<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Cancelled)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The check was cancelled.');
    throw error;
  }
}
