import {
  EventEmitter,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  l10n,
  window,
  type Command,
  type Disposable,
  type Event,
  type TreeDataProvider,
  type ViewBadge,
} from 'vscode';

import type { GuardLocation } from '../guard/guard-verdict.ts';
import { focusRows } from './focus-rows.ts';
import type { ResultRow } from './result-row.ts';
import { signedText, spokenRow } from './row-sign.ts';

/** What a tree shows. */
export interface ShownRows {
  readonly rows: readonly ResultRow[];
  /** What the places of the rows are relative to. */
  readonly root: Uri;
  /** Local time, such as 12:03. */
  readonly time: string;
  /** The one of several repositories that it is about. */
  readonly whose?: string | undefined;
  /** On the icon of the view; none where its value is 0. */
  readonly badge?: ViewBadge | undefined;
}

export interface RowTree extends Disposable {
  show(shown: ShownRows): void;
  /** Brings the view to front and the focus to its first row, for who has no mouse. */
  focus(): Promise<void>;
  /** Whether the user has it before the eyes. */
  isInSight(): boolean;
  readonly onDidComeIntoSight: Event<void>;
}

/** A view that holds the last result of its kind; before the first one VS Code shows the welcome text. */
export function createRowTree(view: string): RowTree {
  const changed = new EventEmitter<void>();
  let shown: ShownRows | undefined;
  const provider: TreeDataProvider<ResultRow> = {
    onDidChangeTreeData: changed.event,
    getChildren: (row) => [...(row?.children ?? shown?.rows ?? [])],
    // Only rows at the top are revealed.
    getParent: () => undefined,
    getTreeItem: (row) => treeItem(row, shown?.root),
  };
  const tree = window.createTreeView(view, { treeDataProvider: provider, showCollapseAll: true });
  const inSight = new EventEmitter<void>();
  const looking = tree.onDidChangeVisibility(({ visible }) => {
    if (visible) inSight.fire();
  });
  return {
    isInSight: () => tree.visible,
    onDidComeIntoSight: inSight.event,
    show(next) {
      shown = next;
      const { time, whose, badge } = next;
      tree.badge = badge?.value === 0 ? undefined : badge;
      tree.description = whose === undefined ? l10n.t('at {0}', time) : l10n.t('{0} at {1}', whose, time);
      changed.fire();
    },
    focus: async () => await focusRows(view, tree, shown?.rows ?? []),
    dispose() {
      looking.dispose();
      inSight.dispose();
      tree.dispose();
      changed.dispose();
    },
  };
}

function treeItem(
  { label, description, tooltip, place, actions, about, children, isOpen }: ResultRow,
  root: Uri | undefined,
): TreeItem {
  const { text, icon, color } = signedText(label);
  const item = new TreeItem(text, stateOf(children, isOpen));
  item.description = description;
  item.tooltip = signedText(tooltip).text;
  if (icon !== undefined)
    item.iconPath = new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
  item.accessibilityInformation = { label: spokenRow(label, { description, tooltip }) };
  item.contextValue = ['result', about, ...actions.map(({ kind }) => kind)].filter(Boolean).join(' ');
  if (place !== undefined && root !== undefined) item.command = openAt(root, place);
  return item;
}

function stateOf(children: readonly ResultRow[], isOpen: boolean): TreeItemCollapsibleState {
  if (children.length === 0) return TreeItemCollapsibleState.None;
  return isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}

function openAt(root: Uri, { path, line, column }: GuardLocation): Command {
  const start = new Range(line - 1, column - 1, line - 1, column - 1);
  return {
    command: 'vscode.open',
    title: l10n.t('Open the Place'),
    arguments: [Uri.joinPath(root, path), { selection: start, preview: true }],
  };
}
