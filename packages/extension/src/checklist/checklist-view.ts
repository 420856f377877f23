import { l10n, window, workspace, type Disposable, type Uri } from 'vscode';

import { pickFolder } from '../workspace/pick-folder.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import type { ResultRow } from '../views/result-row.ts';
import type { RowTree } from '../views/row-tree.ts';
import { localTime } from '../words/local-time.ts';
import { checklistOutcome } from './checklist-outcome.ts';
import { checklistRows } from './checklist-rows.ts';
import { autoRefresh } from './auto-refresh.ts';

export const CHECKLIST_VIEW = 'lockkeeper.checklist';

const CHECKLIST_LIMIT_MS = 5 * 60_000;

/** Saving several files is one change. */
const QUIET_MS = 2000;

export interface ChecklistView extends Disposable {
  /** Makes it for the folder the user picks, and moves the focus to it. */
  show(): Promise<readonly ResultRow[] | undefined>;
  /** Something has happened that may have ticked a box. It is made anew when somebody looks. */
  outdated(): void;
  /** What the view shows. */
  rows(): readonly ResultRow[];
}

/** The checklist of the deployment policy, ticked by what can be seen. As long as it is in sight it follows. */
export function createChecklistView({
  program,
  tree,
}: {
  readonly program: ProgramRunner;
  readonly tree: RowTree;
}): ChecklistView {
  let rows: readonly ResultRow[] = [];
  let folder = onlyFolder();
  const fresh = autoRefresh({
    quietMs: QUIET_MS,
    isWanted: () => tree.isInSight() && workspace.isTrusted && (folder ?? onlyFolder()) !== undefined,
    async make() {
      const of = folder ?? onlyFolder();
      const outcome = of && checklistOutcome(await listed(of, program));
      if (of === undefined || outcome === undefined || outcome.kind === 'cancelled') return;
      rows = checklistRows(outcome);
      tree.show({ rows, root: await repositoryRoot(of), time: localTime(new Date()) });
    },
  });
  const listeners = [
    tree.onDidComeIntoSight(() => void fresh.look()),
    workspace.onDidSaveTextDocument(({ languageId, fileName }) => {
      if (languageId === 'python' || /[\\/]lockkeeper\.\w+$/.test(fileName)) fresh.outdated();
    }),
    fresh,
  ];
  return {
    rows: () => rows,
    outdated: () => fresh.outdated(),
    async show() {
      const picked = await whichFolder();
      if (picked === undefined) return undefined;
      folder = picked;
      await fresh.now();
      await tree.focus();
      return rows;
    },
    dispose() {
      for (const listener of listeners) listener.dispose();
    },
  };
}

async function whichFolder(): Promise<Uri | undefined> {
  if (workspace.isTrusted) return (await pickFolder(l10n.t('Whose checklist?')))?.uri;
  void window.showErrorMessage(l10n.t('The checklist runs the deploy guard. Trust the workspace first.'));
  return undefined;
}

function onlyFolder(): Uri | undefined {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return folders.length === 1 ? folders[0]?.uri : undefined;
}

async function listed(folder: Uri, program: ProgramRunner) {
  const { databases } = await program.facts(folder);
  const connections = await program.connections(folder);
  return program.lockkeeper({
    title: l10n.t('Lockkeeper: making the checklist'),
    // Nobody asked for it just now, so it does not stand in the way.
    view: CHECKLIST_VIEW,
    args: ['checklist', '--format', 'json', '--root', folder.fsPath],
    folder,
    timeoutMs: CHECKLIST_LIMIT_MS,
    addresses: await connections.environment([databases.development, databases.production]),
  });
}
