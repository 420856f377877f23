import type { CheckWorkspaceAnswer, ServerStatus } from '@lockkeeper/lsp/protocol';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  type RegistrationParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';

import { applyEdits } from '../../packages/policy-core/src/model/apply-edits.ts';
import { startServerProcess, type ProcessOptions, type ServerProcess } from './server-process.ts';

export interface ClientOptions {
  readonly folders: readonly string[];
  readonly initializationOptions?: object;
  readonly capabilities?: ClientCapabilities;
  /** The process the server should not outlive; this one when not given. */
  readonly parent?: number | undefined;
  readonly process?: ProcessOptions;
}

/** What editors of today can do. */
const MODERN: ClientCapabilities = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    diagnostic: { dynamicRegistration: false },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
  },
  workspace: {
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
};

/** A small editor: it opens documents, remembers their texts and listens to the server. */
export class Client {
  readonly initialized: InitializeResult;
  readonly process: ServerProcess;
  readonly connection: ProtocolConnection;
  readonly #documents = new Map<string, { version: number; text: string }>();
  readonly #heard: Heard;

  static async start(options: ClientOptions): Promise<Client> {
    const process_ = startServerProcess(options.process);
    const { stdin, stdout } = process_.child;
    const connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    const heard = listen(connection);
    connection.listen();
    const initialized = await connection.sendRequest<InitializeResult>('initialize', {
      processId: options.parent ?? process.pid,
      rootUri: options.folders[0] ?? null,
      workspaceFolders: options.folders.map((uri) => ({ uri, name: uri })),
      capabilities: options.capabilities ?? MODERN,
      initializationOptions: options.initializationOptions ?? { trusted: true },
    });
    await connection.sendNotification('initialized', {});
    return new Client({ initialized, process: process_, connection, heard });
  }

  private constructor(parts: {
    initialized: InitializeResult;
    process: ServerProcess;
    connection: ProtocolConnection;
    heard: Heard;
  }) {
    this.initialized = parts.initialized;
    this.process = parts.process;
    this.connection = parts.connection;
    this.#heard = parts.heard;
  }

  async open(uri: string, text: string): Promise<void> {
    this.#documents.set(uri, { version: 1, text });
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'plaintext', version: 1, text },
    });
  }

  async change(uri: string, text: string): Promise<void> {
    const version = (this.#documents.get(uri)?.version ?? 0) + 1;
    this.#documents.set(uri, { version, text });
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  /** Tells of files that changed outside the editor. */
  async filesChanged(...uris: readonly string[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: uris.map((uri) => ({ uri, type: 2 })),
    });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  text(uri: string): string | undefined {
    return this.#documents.get(uri)?.text;
  }

  version(uri: string): number | undefined {
    return this.#documents.get(uri)?.version;
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  async pull(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.report(uri);
    return report.kind === 'full' ? report.items : [];
  }

  workspaceReport(
    previousResultIds: readonly { uri: string; value: string }[] = [],
  ): Promise<WorkspaceDiagnosticReport> {
    return this.connection.sendRequest('workspace/diagnostic', { previousResultIds });
  }

  async actions(uri: string, range: Range, only?: readonly string[]): Promise<readonly CodeAction[]> {
    const context = { diagnostics: [], ...(only === undefined ? {} : { only }) };
    return (
      (await this.connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context,
      })) ?? []
    );
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  checkWorkspace(): Promise<CheckWorkspaceAnswer> {
    return this.connection.sendRequest('lockkeeper/checkWorkspace');
  }

  /** As an editor does: refused when an open document has another version. Answers the texts of files that are not open. */
  async apply(edit: WorkspaceEdit | undefined): Promise<readonly string[]> {
    const touched: string[] = [];
    for (const change of edit?.documentChanges ?? []) {
      if (!('textDocument' in change)) throw new Error('Only texts are changed here.');
      const { uri, version } = change.textDocument;
      const document = this.#documents.get(uri);
      touched.push(uri);
      if (version !== (document?.version ?? null)) throw new Error(`${uri} is not at version ${version}.`);
      if (document === undefined) continue;
      const edits = change.edits.map((each) => ({
        path: uri,
        ...('range' in each ? each.range : { start: START, end: START }),
        text: 'newText' in each ? each.newText : '',
      }));
      await this.change(uri, applyEdits(document.text, edits));
    }
    return touched;
  }

  /** Waits for one that comes after this call. */
  nextRefresh(): Promise<void> {
    return new Promise((done) => this.#heard.refreshWaiters.push(done));
  }

  /** The newest status, or the next that is as asked for. */
  status(isWanted: (status: ServerStatus) => boolean): Promise<ServerStatus> {
    const { lastStatus } = this.#heard;
    if (lastStatus !== undefined && isWanted(lastStatus)) return Promise.resolve(lastStatus);
    return new Promise((done) => this.#heard.statusWaiters.push({ isWanted, done }));
  }

  /** The newest publication for a document, or the next that is as asked for. */
  published(
    uri: string,
    isWanted: (sent: PublishDiagnosticsParams) => boolean,
  ): Promise<PublishDiagnosticsParams> {
    const last = this.#heard.published.get(uri);
    if (last !== undefined && isWanted(last)) return Promise.resolve(last);
    return new Promise((done) =>
      this.#heard.publishWaiters.push({ isWanted: (sent) => sent.uri === uri && isWanted(sent), done }),
    );
  }

  get watched(): readonly string[] {
    return this.#heard.watched;
  }

  /** Everything that the server asked to be registered. */
  get registered(): readonly Registration[] {
    return this.#heard.registered;
  }

  get log(): readonly string[] {
    return this.#heard.log;
  }

  /** Politely, as editors do. Answers the exit code. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await this.process.ended;
    this.connection.dispose();
    return code;
  }
}

const START: Position = { line: 0, character: 0 };

interface Waiter<T> {
  readonly isWanted: (value: T) => boolean;
  readonly done: (value: T) => void;
}

interface Heard {
  refreshWaiters: (() => void)[];
  lastStatus: ServerStatus | undefined;
  statusWaiters: Waiter<ServerStatus>[];
  readonly published: Map<string, PublishDiagnosticsParams>;
  publishWaiters: Waiter<PublishDiagnosticsParams>[];
  watched: readonly string[];
  readonly registered: Registration[];
  readonly log: string[];
}

function listen(connection: ProtocolConnection): Heard {
  const heard: Heard = {
    refreshWaiters: [],
    lastStatus: undefined,
    statusWaiters: [],
    published: new Map(),
    publishWaiters: [],
    watched: [],
    registered: [],
    log: [],
  };
  connection.onRequest('workspace/diagnostic/refresh', () => {
    for (const done of heard.refreshWaiters.splice(0)) done();
    return null;
  });
  connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    const patterns = registrations.flatMap(({ registerOptions }) =>
      (registerOptions?.watchers ?? []).map(({ globPattern }: { globPattern: string }) => globPattern),
    );
    if (patterns.length > 0) heard.watched = patterns;
    heard.registered.push(...registrations);
    return null;
  });
  connection.onRequest('client/unregisterCapability', () => null);
  connection.onNotification(
    'window/logMessage',
    ({ message }: { message: string }) => void heard.log.push(message),
  );
  connection.onNotification('lockkeeper/status', (status: ServerStatus) => {
    heard.lastStatus = status;
    heard.statusWaiters = served(heard.statusWaiters, status);
  });
  connection.onNotification('textDocument/publishDiagnostics', (sent: PublishDiagnosticsParams) => {
    heard.published.set(sent.uri, sent);
    heard.publishWaiters = served(heard.publishWaiters, sent);
  });
  return heard;
}

/** Answers those whose wait is over, and keeps the others. */
function served<T>(waiters: readonly Waiter<T>[], value: T): Waiter<T>[] {
  const [over, open] = [true, false].map((wanted) =>
    waiters.filter(({ isWanted }) => isWanted(value) === wanted),
  );
  for (const { done } of over ?? []) done(value);
  return open ?? [];
}
