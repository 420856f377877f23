import {
  RelativePattern,
  commands,
  l10n,
  window,
  workspace,
  type Disposable,
  type Uri,
  type WorkspaceFolder,
} from 'vscode';

import { autoRefresh } from '../checklist/auto-refresh.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { ResultRow } from '../views/result-row.ts';
import type { RowTree } from '../views/row-tree.ts';
import { localTime } from '../words/local-time.ts';
import { updateOutcome } from './update-outcome.ts';
import { alarmingProfiles, updateRows, type ShownProfile } from './update-rows.ts';

export const UPDATES_VIEW = 'lockkeeper.updates';

const STATE_FILES = 'bot_persistence/*/meta/{version,update_state,banner}.json';

/** A run writes several files, one after another. */
const QUIET_MS = 1000;

const STATUS_LIMIT_MS = 60_000;

export interface UpdateView extends Disposable {
  /** What the view shows. */
  rows(): readonly ResultRow[];
}

/** What happened to the services that update themselves from a folder of the workspace. It follows what they write. */
export function createUpdateView({
  program,
  tree,
}: {
  readonly program: ProgramRunner;
  readonly tree: RowTree;
}): UpdateView {
  let rows: readonly ResultRow[] = [];
  const fresh = autoRefresh({
    quietMs: QUIET_MS,
    // Also out of sight: the badge tells of what nobody looks for.
    isWanted: () => workspace.isTrusted,
    async make() {
      const profiles = await seenProfiles(program);
      void commands.executeCommand('setContext', 'lockkeeper.updates', profiles.length > 0 ? 'some' : 'none');
      const [first] = profiles;
      rows = updateRows(profiles, (iso) => new Date(iso).toLocaleString());
      if (first === undefined) return;
      const alarming = alarmingProfiles(profiles);
      tree.show({
        rows,
        root: first.root,
        time: localTime(new Date()),
        badge: { value: alarming, tooltip: l10n.t('The updates need attention.') },
      });
    },
  });
  const watchers = new Map<string, Disposable>();
  const follow = () => {
    for (const watcher of watchers.values()) watcher.dispose();
    watchers.clear();
    for (const folder of fileFolders())
      watchers.set(
        folder.uri.toString(),
        watched(folder, () => fresh.outdated()),
      );
    fresh.outdated();
  };
  follow();
  const listeners = [
    workspace.onDidChangeWorkspaceFolders(follow),
    workspace.onDidGrantWorkspaceTrust(() => fresh.outdated()),
    // Of files in a folder that was just made VS Code may tell nothing.
    tree.onDidComeIntoSight(() => fresh.outdated()),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) fresh.outdated();
    }),
    fresh,
  ];
  return {
    rows: () => rows,
    dispose() {
      for (const listener of [...listeners, ...watchers.values()]) listener.dispose();
    },
  };
}

function watched(folder: WorkspaceFolder, outdated: () => void): Disposable {
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, STATE_FILES));
  watcher.onDidCreate(outdated);
  watcher.onDidChange(outdated);
  watcher.onDidDelete(outdated);
  return watcher;
}

function fileFolders(): readonly WorkspaceFolder[] {
  return (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
}

async function seenProfiles(
  program: ProgramRunner,
): Promise<readonly (ShownProfile & { readonly root: Uri })[]> {
  const found = await Promise.all(
    fileFolders().map(async ({ uri: root }) =>
      (await profilesIn(root)).map((profile) => ({ root, profile })),
    ),
  );
  const seen: (ShownProfile & { readonly root: Uri })[] = [];
  for (const { root, profile } of found.flat()) {
    const ending = await program.lockkeeper({
      title: l10n.t('Lockkeeper: reading the state of updates'),
      view: UPDATES_VIEW,
      args: ['update', 'status', '--profile', profile, '--format', 'json', '--root', root.fsPath],
      folder: root,
      timeoutMs: STATUS_LIMIT_MS,
    });
    const outcome = updateOutcome(ending);
    if (outcome.kind !== 'cancelled') seen.push({ root, profile, outcome });
  }
  return seen;
}

async function profilesIn(root: Uri): Promise<readonly string[]> {
  const files = await workspace.findFiles(new RelativePattern(root, STATE_FILES), null);
  return [...new Set(files.map(({ path }) => path.split('/').at(-3) ?? ''))].toSorted();
}
