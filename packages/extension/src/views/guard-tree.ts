import {
  EventEmitter,
  Range,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  l10n,
  window,
  type Command,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';

import type { GuardOutcome } from '../guard-outcome.ts';
import type { GuardPlace } from '../guard-verdict.ts';
import { guardRows, type GuardRow } from './guard-rows.ts';

export const GUARD_VIEW = 'lockkeeper.guard';

/** One finished run. */
export interface GuardRun {
  /** What the paths of its findings are relative to. */
  readonly root: Uri;
  readonly outcome: Exclude<GuardOutcome, { kind: 'cancelled' }>;
  /** Local time, such as 12:03. */
  readonly time: string;
}

export interface GuardTree extends Disposable {
  show(run: GuardRun): void;
}

/** The view that holds the result of the last run; before the first one VS Code shows the welcome text. */
export function createGuardTree(): GuardTree {
  const changed = new EventEmitter<void>();
  let shown: GuardRun | undefined;
  const provider: TreeDataProvider<GuardRow> = {
    onDidChangeTreeData: changed.event,
    getChildren: (row) => [...(row?.children ?? (shown === undefined ? [] : guardRows(shown.outcome)))],
    getTreeItem: (row) => treeItem(row, shown?.root),
  };
  const view = window.createTreeView(GUARD_VIEW, { treeDataProvider: provider, showCollapseAll: true });
  return {
    show(run) {
      shown = run;
      view.description = l10n.t('at {0}', run.time);
      changed.fire();
    },
    dispose() {
      view.dispose();
      changed.dispose();
    },
  };
}

function treeItem(
  { label, description, tooltip, place, children, isOpen }: GuardRow,
  root: Uri | undefined,
): TreeItem {
  const item = new TreeItem(label, stateOf(children, isOpen));
  item.description = description;
  item.tooltip = tooltip;
  if (place !== undefined && root !== undefined) item.command = openAt(root, place);
  return item;
}

function stateOf(children: readonly GuardRow[], isOpen: boolean): TreeItemCollapsibleState {
  if (children.length === 0) return TreeItemCollapsibleState.None;
  return isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function openAt(root: Uri, { path, line, column }: GuardPlace): Command {
  const start = new Range(line - 1, column - 1, line - 1, column - 1);
  return {
    command: 'vscode.open',
    title: l10n.t('Open the Place'),
    arguments: [Uri.joinPath(root, path), { selection: start, preview: true }],
  };
}
