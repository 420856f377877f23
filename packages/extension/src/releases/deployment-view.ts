import { window, workspace, type Disposable, type Uri } from 'vscode';

import type { ResultRow } from '../views/result-row.ts';
import type { RowTree } from '../views/row-tree.ts';
import { localTime } from '../words/local-time.ts';
import { openFolders } from '../workspace/pick-folder.ts';
import type { ProgramRunner } from '../workspace/program-runner.ts';
import { repositoryRoot } from '../workspace/repository-root.ts';
import { askStatus } from './ask-status.ts';
import { deploymentRows } from './deployment-rows.ts';
import type { DeploymentStatus } from './deployment-status.ts';

export interface DeploymentView extends Disposable {
  /** Looks what runs where in the repository of a folder, and moves the focus to it. */
  show(folder: Uri): Promise<readonly ResultRow[] | undefined>;
  /** Something was done there: looks again where the view shows it, and keeps what it shows where that cannot be done. */
  outdated(folder: Uri): Promise<void>;
  /** Whose places it shows; `undefined`: it shows nothing yet. */
  folder(): Uri | undefined;
  /** What the view shows. */
  rows(): readonly ResultRow[];
}

/** `Lockkeeper: Show Deployments`: the program looks, this shows. */
export function createDeploymentView({
  program,
  tree,
  status,
}: {
  readonly program: ProgramRunner;
  readonly tree: RowTree;
  readonly status: DeploymentStatus;
}): DeploymentView {
  let rows: readonly ResultRow[] = [];
  let shown: Uri | undefined;
  const look = async (folder: Uri) => {
    const outcome = await askStatus(folder, program);
    if (outcome.kind !== 'told' || outcome.answer.verdict !== 'shown') return outcome;
    const { places } = outcome.answer;
    const now = new Date();
    shown = folder;
    rows = deploymentRows(places, now);
    tree.show({ rows, root: await repositoryRoot(folder), time: localTime(now), whose: whoseOf(folder) });
    status.show(places, localTime(now));
    return outcome;
  };
  return {
    folder: () => shown,
    rows: () => rows,
    async show(folder) {
      const outcome = await look(folder);
      if (outcome.kind === 'failed') void window.showErrorMessage(outcome.problem);
      if (outcome.kind !== 'told') return undefined;
      await tree.focus();
      return rows;
    },
    async outdated(folder) {
      if (shown?.toString() === folder.toString()) await look(folder);
    },
    dispose() {
      tree.dispose();
      status.dispose();
    },
  };
}

/** Where several are open, one is shown at a time. */
function whoseOf(folder: Uri): string | undefined {
  return openFolders().folders.length < 2 ? undefined : workspace.getWorkspaceFolder(folder)?.name;
}
