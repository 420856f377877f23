import {
  CancellationTokenSource,
  EventEmitter,
  Uri,
  l10n,
  workspace,
  type CancellationToken,
  type Disposable,
  type Event,
} from 'vscode';

import type { Server } from '../../server/language-client.ts';
import { mayChangeHistory, type DrawnFrom } from './history-changes.ts';
import type { ToPage } from '../graph/page-message.ts';
import { shownHistories, type FolderGraph } from './shown-histories.ts';
import { workspaceChanges } from './workspace-changes.ts';

/** The histories of the workspace, read anew when they may have changed, as long as somebody looks. */
export interface HistorySource extends Disposable {
  /** What was read last; `undefined` before the first time. */
  last(): Exclude<ToPage, { kind: 'current' | 'reveal' }> | undefined;
  readonly onDidChange: Event<void>;
  /** Whether somebody looks. Who begins to look sees what has changed meanwhile. */
  watch(isWatched: boolean): void;
  refresh(): void;
}

/** Reading all revisions takes longer than typing a letter; where it takes long, it is not begun again so soon. */
const QUIET_MS = 600;

export function historySource(server: Server): HistorySource {
  const changed = new EventEmitter<void>();
  let last: ReturnType<HistorySource['last']>;
  let drawnFrom: DrawnFrom = { folders: [], records: [] };
  let [isWatched, isStale] = [false, true];
  let reading: CancellationTokenSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let quietMs = QUIET_MS;

  const read = async () => {
    reading?.cancel();
    const source = new CancellationTokenSource();
    reading = source;
    isStale = false;
    // Once it runs its phase changes, and that leads here again.
    if (isComing(server)) return;
    const started = performance.now();
    const found = await readHistories(server, source.token);
    if (source.token.isCancellationRequested) return;
    quietMs = Math.max(QUIET_MS, performance.now() - started);
    reading = undefined;
    drawnFrom = found;
    if (JSON.stringify(found.message) === JSON.stringify(last)) return;
    last = found.message;
    changed.fire();
  };
  const outdated = (afterMs: number) => {
    isStale = true;
    clearTimeout(timer);
    if (isWatched) timer = setTimeout(() => void read(), afterMs);
  };
  const following = workspaceChanges(server, {
    file: (uri) => {
      if (mayChangeHistory(uri.toString(), drawnFrom)) outdated(quietMs);
    },
    status: () => outdated(quietMs),
    folders: () => outdated(0),
  });
  return {
    last: () => last,
    onDidChange: changed.event,
    watch(now) {
      isWatched = now;
      if (now && isStale) outdated(0);
    },
    refresh: () => outdated(0),
    dispose() {
      clearTimeout(timer);
      reading?.cancel();
      following.dispose();
      changed.dispose();
    },
  };
}

function isComing(server: Server): boolean {
  return server.phase() === 'starting' || server.phase() === 'restarting';
}

interface Read extends DrawnFrom {
  readonly message: NonNullable<ReturnType<HistorySource['last']>>;
}

async function readHistories(server: Server, token: CancellationToken): Promise<Read> {
  const failed = (problem: string): Read => ({
    message: { kind: 'failed', problem },
    folders: [],
    records: [],
  });
  const open = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (open.length === 0)
    return failed(l10n.t('No local folder is open. Open the folder of a repository first.'));
  if (server.phase() !== 'running')
    return failed(l10n.t('The language server is not running. Run "Lockkeeper: Restart Server".'));
  try {
    const graphs = await Promise.all(
      open.map(async ({ uri, name }): Promise<FolderGraph> => {
        const answer = await server.migrationGraph(uri.toString(), token);
        return { folder: open.length === 1 ? undefined : name, answer };
      }),
    );
    return readOf(graphs);
  } catch (error) {
    return failed(
      l10n.t(
        'Lockkeeper could not read the histories. {0}',
        error instanceof Error ? error.message : String(error),
      ),
    );
  }
}

function readOf(graphs: readonly FolderGraph[]): Read {
  const spelled = (uri: string) => Uri.parse(uri).toString();
  const histories = shownHistories(graphs, {
    uri: spelled,
    path: (uri) => workspace.asRelativePath(Uri.parse(uri), false),
  });
  const folders = graphs.flatMap(({ answer }) =>
    answer.histories.flatMap((history) => history.folders.map(spelled)),
  );
  const records = graphs.flatMap(({ answer }) => answer.records.map(spelled));
  if (histories.length > 0) return { message: { kind: 'histories', histories }, folders, records };
  const problems = graphs.flatMap(({ folder, answer }) =>
    answer.problems.map((problem) => (folder === undefined ? problem : `${folder}: ${problem}`)),
  );
  return { message: { kind: 'failed', problem: problems.join('\n') }, folders, records };
}
