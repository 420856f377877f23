import {
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCheckboxState,
  TreeItemCollapsibleState,
  commands,
  l10n,
  window,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';

import { focusRows } from '../views/focus-rows.ts';
import type { PlanCheck } from './plan-outcome.ts';
import { planRows, type PlanRow } from './plan-rows.ts';

const PLAN_VIEW = 'lockkeeper.plan';

export interface PlanView extends Disposable {
  /** Shows a verdict, with no step done yet, and moves the focus to it. */
  show(check: PlanCheck): Promise<void>;
  /** Ticks a step, or takes the tick away. */
  toggle(step: number): void;
  /** The plan is no longer the one that was checked. */
  showOutdated(): void;
  /** What it shows now; empty before the first check. */
  rows(): readonly PlanRow[];
}

/** The verdict on a plan and the steps that lead out of it: a tree with boxes that keyboard and screen reader know. */
export function createPlanView(): PlanView {
  const changed = new EventEmitter<void>();
  const done = new Set<number>();
  let shown: PlanCheck | undefined;
  const rows = () => (shown === undefined ? [] : planRows(shown, done));
  const provider: TreeDataProvider<PlanRow> = {
    onDidChangeTreeData: changed.event,
    getChildren: (row) => [...(row?.children ?? rows())],
    // Only rows at the top are revealed.
    getParent: () => undefined,
    getTreeItem: treeItem,
  };
  const view = window.createTreeView(PLAN_VIEW, { treeDataProvider: provider, showCollapseAll: true });
  const tick = (step: number, isDone: boolean) => {
    if (isDone) done.add(step);
    else done.delete(step);
    if (isDone && done.size === shown?.recovery.length) void sayAllDone();
    changed.fire();
  };
  const ticking = view.onDidChangeCheckboxState(({ items }) => {
    for (const [{ step }, state] of items) {
      if (step !== undefined) tick(step, state === TreeItemCheckboxState.Checked);
    }
  });
  return {
    rows,
    async show(check) {
      shown = check;
      done.clear();
      view.message = '';
      changed.fire();
      await commands.executeCommand('setContext', 'lockkeeper.planIsShown', true);
      await focusRows(PLAN_VIEW, view, rows());
    },
    toggle: (step) => tick(step, !done.has(step)),
    showOutdated() {
      view.message = l10n.t('The plan has changed since it was checked. Check it again.');
    },
    dispose() {
      ticking.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

async function sayAllDone(): Promise<void> {
  const check = l10n.t('Check the New Plan');
  const answer = await window.showInformationMessage(
    l10n.t('Every step is done. Copy the plan that the platform shows now, and check it.'),
    check,
  );
  if (answer === check) await commands.executeCommand('lockkeeper.checkPastedPlan');
}

function treeItem(row: PlanRow): TreeItem {
  const { kind, id, label, description, tooltip, actions, children } = row;
  const item = new TreeItem(
    label,
    children.length === 0 ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Expanded,
  );
  item.id = id;
  item.description = description;
  item.tooltip = tooltip;
  item.contextValue = [kind, ...actions.map((action) => action.kind)].join(' ');
  item.accessibilityInformation = { label: description === '' ? tooltip : `${label} ${description}` };
  addCommand(item, row);
  const icon = iconOf(kind);
  if (icon !== undefined) item.iconPath = icon;
  return item;
}

/** Enter opens the line of a reason, and ticks a step, as a click on its box does. */
function addCommand(item: TreeItem, { tooltip, line, step, isDone }: PlanRow): void {
  if (line !== undefined) {
    item.command = { command: 'lockkeeper.openPlanLine', title: l10n.t('Open the Line'), arguments: [line] };
  }
  if (step === undefined) return;
  const label = isDone === true ? l10n.t('Done: {0}', tooltip) : l10n.t('Not done: {0}', tooltip);
  const state = isDone === true ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked;
  item.checkboxState = { state, accessibilityInformation: { label } };
  item.accessibilityInformation = { label };
  item.command = { command: 'lockkeeper.toggleStep', title: l10n.t('Tick the Step'), arguments: [step] };
}

function iconOf(kind: PlanRow['kind']): ThemeIcon | undefined {
  switch (kind) {
    case 'reason':
      return new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground'));
    case 'unjudged':
      return new ThemeIcon('question', new ThemeColor('problemsWarningIcon.foreground'));
    default:
      return undefined;
  }
}
