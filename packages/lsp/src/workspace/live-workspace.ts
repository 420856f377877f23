import type { CancellationToken, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

import { createDiagnostics, type Diagnostics } from '../features/diagnostics.ts';
import type { Session } from '../features/session.ts';
import type {
  CheckWorkspaceAnswer,
  FolderStatus,
  MigrationGraphAnswer,
  PathGuardsAnswer,
} from '../protocol.ts';
import { documentThreads } from '../worker/document-threads.ts';
import type { OpenDocument } from '../worker/overlay.ts';
import {
  Cancelled,
  checkThread,
  type CheckThread,
  type ValidPolicies,
  type WorkerHandle,
} from '../worker/thread.ts';
import { createChangedChecks, type ChangedChecks } from './changed-checks.ts';
import { createChecks, withProblem, type Checks, type ChecksOptions } from './checks.ts';
import type { Client, ClientAbilities } from './client.ts';
import { createFolderPolicies, type FolderPolicies } from './folder-policies.ts';
import type { Folders } from './folders.ts';
import { isPolicy } from '../locations/policy-uri.ts';
import { createIdleWorker, type IdleWorker } from './idle-worker.ts';
import { debounce } from './debounce.ts';
import { createDiagnosticPusher, type DiagnosticPusher } from './diagnostic-pusher.ts';
import { dedupeFindings } from '../features/repeated-findings.ts';
import { folderStatus } from './status.ts';
import { createTreeChecks, withoutOpen, type TreeChecks } from './tree-checks.ts';
import { comparable, isOnDisk, isSamePlace, pathBelow, uriBelow } from '../locations/uri-path.ts';

export interface LiveOptions {
  readonly client: Client;
  readonly abilities: ClientAbilities;
  readonly folders: Folders;
  readonly version: string;
  readonly pageLink: string | undefined;
  readonly copyCommand: string | undefined;
  readonly openPageCommand: string | undefined;
  readonly historyCommand: string | undefined;
  readonly showsMessageInHover: boolean;
  readonly startWorker: () => WorkerHandle;
}

/** Typing goes on without a check being ended; a file that keeps a thread busy for long does not keep others waiting. */
const DOCUMENT_BUDGET_MS = 10_000;
const TREE_BUDGET_MS = 300_000;
const GRACE_MS = 1_500;
/** While a history is shown it is queried again at each change; afterwards its memory is better freed. */
const GRAPH_IDLE_MS = 30_000;
/** One file is saved after the other, and each time the changed ones are judged again. */
const CHANGED_IDLE_MS = 30_000;

/**
 * Keeps what the client shows true while documents, files, folders, git and trust change.
 * Lifetime: from initialization to shutdown; it owns the checking threads.
 */
export class LiveWorkspace {
  readonly session: Session;
  readonly diagnostics: Diagnostics;
  readonly #options: LiveOptions;
  readonly #documents = new Map<string, TextDocument>();
  readonly #thread: CheckThread;
  readonly #checks: Checks;
  readonly #trees: TreeChecks;
  readonly #changed: ChangedChecks;
  readonly #changedWorker: IdleWorker;
  readonly #graphs: IdleWorker;
  readonly #policies: FolderPolicies;
  readonly #pushing: DiagnosticPusher | undefined;
  readonly #validPolicies: ValidPolicies = new Map();
  /** By folder, in ISO 8601. */
  readonly #judgedAt = new Map<string, string>();
  /** Folders whose policy was looked for. */
  #lookedAt: ReadonlySet<string> = new Set();
  readonly #refresh = debounce(200, () => this.#showAgain());
  readonly #status = debounce(50, () => this.#sendStatus());
  readonly #look = debounce(100, () => void this.#refreshPolicies());
  readonly #guards = debounce(200, () => this.#options.client.guardsChanged());

  constructor(options: LiveOptions) {
    const { client, folders, abilities, pageLink, copyCommand, openPageCommand, showsMessageInHover } =
      options;
    const { historyCommand } = options;
    this.#options = options;
    this.#thread = documentThreads(this.#newThread(DOCUMENT_BUDGET_MS), this.#newThread(DOCUMENT_BUDGET_MS));
    this.#checks = createChecks({
      ...this.#checking(),
      ask: (question, token) => this.#thread.ask(question, token),
      isOpen: (uri) => this.#documents.has(uri),
    });
    this.#trees = createTreeChecks({
      folders: () => folders.all(),
      withThread: (use) => this.#withTreeThread(use),
      checked: (judged) => this.#judged(judged),
      failed: (error) => {
        client.log(`Checking the workspace failed: ${String(error)}`);
        this.#status.schedule();
      },
    });
    this.#changedWorker = createIdleWorker({
      start: () => this.#newThread(DOCUMENT_BUDGET_MS),
      documents: () => this.#openDocuments(),
      idleMs: CHANGED_IDLE_MS,
    });
    this.#changed = this.#newChangedChecks();
    this.#graphs = createIdleWorker({
      start: () => this.#newThread(TREE_BUDGET_MS),
      documents: () => this.#openDocuments(),
      idleMs: GRAPH_IDLE_MS,
    });
    this.#policies = createFolderPolicies(this.#thread, client);
    this.session = {
      checks: this.#checks,
      trees: this.#trees,
      changed: this.#changed,
      pageLink,
      copyCommand,
      openPageCommand,
      historyCommand,
      confirms: abilities.confirms,
      showsMessageInHover,
      markdown: abilities.markdown,
      creates: abilities.creates,
      shows: abilities.shows,
      snippets: abilities.snippets,
      openUris: () => [...this.#documents.keys()],
      note: (uri, position, token) =>
        this.#queryOrLog(uri, () => this.#thread.query({ kind: 'place', uri, position }, token)),
      waivers: (wanted, token) =>
        this.#queryOrLog(wanted.folder, () => this.#thread.query({ kind: 'waivers', ...wanted }, token)),
      completions: (uri, position, token) =>
        this.#queryOrLog(uri, () => this.#thread.query({ kind: 'completion', uri, position }, token)),
      view: (uri, token) => this.#queryOrLog(uri, () => this.#thread.query({ kind: 'view', uri }, token)),
    };
    this.diagnostics = createDiagnostics(this.session);
    this.#pushing = abilities.pulls ? undefined : createDiagnosticPusher(this.diagnostics, client);
    this.#thread.warm();
  }

  async begin(): Promise<void> {
    await this.#refreshPolicies();
    const changed = await this.#changed.current();
    if (changed.size > 0) this.#refresh.schedule();
  }

  /** Opened, or typed in. */
  changed(document: TextDocument): void {
    const { uri, version } = document;
    if (!isOnDisk(uri)) return;
    this.#documents.set(uri, document);
    this.#thread.opened({ uri, version, text: document.getText() });
    this.#checks.invalidate();
    this.#pushing?.changed(document);
    if (isPolicy(uri)) this.#policyChanged();
    if (isPolicy(uri) || this.#othersDependOn(uri)) this.#refresh.schedule();
  }

  closed(uri: string): void {
    if (isPolicy(uri)) this.#policyChanged();
    this.#documents.delete(uri);
    this.#thread.closed(uri);
    this.#checks.closed(uri);
    this.#pushing?.closed(uri);
    this.#invalidate();
    this.#status.schedule();
  }

  saved(uri: string): void {
    this.#checks.saved(uri);
    this.#changed.saved(uri);
    this.filesChanged([uri]);
  }

  /** On disk, in git, or which policy holds. `uris`: those that are told; left out, nobody knows which. */
  filesChanged(uris?: readonly string[]): void {
    this.#thread.invalidate();
    this.#invalidate();
    this.#look.schedule();
    if (uris === undefined || uris.some(isPolicy)) this.#guards.schedule();
  }

  foldersChanged(event: WorkspaceFoldersChangeEvent): void {
    this.#options.folders.change(event);
    this.filesChanged();
  }

  /** From now on git may be asked, which the running worker was told not to. */
  trustGranted(): void {
    this.#thread.restart();
    void this.#graphs.stop();
    void this.#changedWorker.stop();
    this.filesChanged();
  }

  async checkWorkspace(token?: CancellationToken): Promise<CheckWorkspaceAnswer> {
    const folders = await this.#trees.check(token);
    const verdicts = folders.flatMap((folder) => folder.verdicts);
    const count = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
    this.#refresh.schedule();
    return {
      findings: count(verdicts.map(({ findings }) => findings.length)),
      undetermined: count(verdicts.map(({ undetermined }) => undetermined.length)),
      files: new Set(
        verdicts.flatMap(({ root = '', files }) => files.map((path) => comparable(uriBelow(root, path)))),
      ).size,
      withoutPolicy: folders.filter((folder) => folder.verdicts.length === 0).map(({ folder }) => folder),
    };
  }

  /** Nothing is judged for it. */
  async pathGuards(uris: readonly string[], token?: CancellationToken): Promise<PathGuardsAnswer> {
    const files = uris.filter(isOnDisk).map((uri) => ({ uri, folder: this.#options.folders.of(uri) }));
    return { files: await this.#thread.query({ kind: 'guards', files }, token) };
  }

  migrationGraph(folder: string, token?: CancellationToken): Promise<MigrationGraphAnswer> {
    return this.#graphs.use((thread) => thread.query({ kind: 'graph', folder }, token));
  }

  /** Settles when nothing runs any more. */
  async stop(): Promise<void> {
    for (const timer of [this.#refresh, this.#status, this.#look, this.#guards]) timer.cancel();
    this.#pushing?.stop();
    await Promise.all([this.#thread.stop(), this.#graphs.stop(), this.#changedWorker.stop()]);
  }

  /** What judging an open document and a changed one have in common. */
  #checking(): Omit<ChecksOptions, 'ask' | 'isOpen'> {
    const { folders, client } = this.#options;
    return {
      folderOf: (uri) => folders.of(uri),
      log: (message) => client.log(message),
      checked: (uri) => this.#judged([folders.of(uri)]),
      elapsed: () => performance.now(),
    };
  }

  #newChangedChecks(): ChangedChecks {
    const { folders, client } = this.#options;
    return createChangedChecks({
      folders: () => folders.all(),
      // Not on the thread of open documents: it must be free to write what it keeps when the editor is closed.
      list: (folder) => this.#changedWorker.use((thread) => thread.query({ kind: 'changed', folder })),
      withThread: (use) => this.#changedWorker.use(use),
      createChecks: (given) => createChecks({ ...this.#checking(), ...given }),
      openVerdict: (uri) => [...this.#checks.open].find(([other]) => isSamePlace(other, uri))?.[1],
      isOpen: (uri) => [...this.#documents.keys()].some((other) => isSamePlace(other, uri)),
      isWanted: () => this.#trees.last.length === 0,
      moved: () => this.#status.schedule(),
      log: (message) => client.log(message),
    });
  }

  #newThread(budgetMs: number): CheckThread {
    const { startWorker, client } = this.#options;
    return checkThread({
      start: startWorker,
      moved: () => this.#moved(),
      policies: this.#validPolicies,
      log: (message) => client.log(message),
      budgetMs,
      spent: processorTime,
      graceMs: GRACE_MS,
    });
  }

  async #withTreeThread<T>(use: (thread: CheckThread) => Promise<T>): Promise<T> {
    const thread = this.#newThread(TREE_BUDGET_MS);
    for (const document of this.#openDocuments()) thread.opened(document);
    try {
      return await use(thread);
    } finally {
      void thread.stop();
    }
  }

  #openDocuments(): readonly OpenDocument[] {
    return [...this.#documents.values()].map((document) => {
      const { uri, version } = document;
      return { uri, version, text: document.getText() };
    });
  }

  /** A failed query is logged: the findings are shown without what it would have added. */
  async #queryOrLog<T>(uri: string, look: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      return await look();
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      this.#options.client.log(`Nothing could be said of ${uri} beside its findings: ${String(error)}`);
      return undefined;
    }
  }

  #judged(folders: readonly (string | undefined)[]): void {
    const now = new Date().toISOString();
    for (const folder of folders) if (folder !== undefined) this.#judgedAt.set(folder, now);
    this.#status.schedule();
  }

  #policyChanged(): void {
    this.#look.schedule();
    this.#guards.schedule();
  }

  #moved(): void {
    this.#invalidate();
    this.#look.schedule();
  }

  #invalidate(): void {
    this.#checks.invalidate();
    this.#trees.invalidate();
    this.#changed.invalidate();
    this.#refresh.schedule();
  }

  #othersDependOn(uri: string): boolean {
    return [...this.#checks.open].some(
      ([other, { root, files }]) =>
        other !== uri && root !== undefined && files.some((path) => isAt(uriBelow(root, path), uri)),
    );
  }

  async #refreshPolicies(): Promise<void> {
    const folders = this.#options.folders.all();
    await this.#policies.refresh(folders);
    this.#lookedAt = new Set(folders);
    this.#status.schedule();
  }

  #showAgain(): void {
    this.#pushing?.all([...this.#documents.values()]);
    this.#options.client.refresh();
  }

  #sendStatus(): void {
    const { folders, client, version } = this.#options;
    // Of a folder that nobody has looked at yet it would say that there is no policy. The look is under way, and says.
    if (folders.all().some((folder) => !this.#lookedAt.has(folder))) return;
    client.status({ version, folders: folders.all().map((folder) => this.#statusOf(folder)) });
  }

  #statusOf(folder: string): FolderStatus {
    const { folders } = this.#options;
    const changed = this.#changed.statusOf(folder);
    const status = folderStatus({
      folder,
      policy: this.#policies.of(folder),
      judged: this.#judgedAt.get(folder),
      verdicts: dedupeFindings([
        ...[...this.#checks.open, ...this.#changed.last].flatMap(([uri, verdict]) =>
          folders.of(uri) === folder ? [verdict] : [],
        ),
        ...this.#trees.last
          .filter((tree) => tree.folder === folder)
          .flatMap(({ verdicts }) =>
            verdicts.map((verdict) => withoutOpen(verdict, this.session.openUris())),
          ),
        ...(this.#trees.problem === undefined ? [] : [withProblem(this.#trees.problem)]),
      ]),
    });
    return { ...status, ...(changed && { changed }) };
  }
}

/** `place`: the URI of a file, or of a folder, which ends in `/`. */
function isAt(place: string, uri: string): boolean {
  return place.endsWith('/') ? pathBelow(place, uri) !== undefined : isSamePlace(place, uri);
}

/** Milliseconds that all threads took together. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
