import {
  DiagnosticSeverity,
  EventEmitter,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  l10n,
  languages,
  window,
  workspace,
  type Diagnostic,
  type Disposable,
  type Event,
  type TreeDataProvider,
} from 'vscode';

import type { ListScope } from '../server/check-state.ts';
import { dedupeFindings, type FileFinding } from './dedupe-findings.ts';
import { scopeMessage } from './scope-message.ts';
import {
  errorBadge,
  findingRows,
  type FindingRow,
  type FindingSeverity,
  type ListedFinding,
} from './finding-rows.ts';

const FINDINGS_VIEW = 'lockkeeper.findings';

export interface FindingTree extends Disposable {
  /** What is underlined now, wherever. */
  listed(): readonly ListedFinding[];
  readonly onDidChange: Event<void>;
  /** Whether the user has it before the eyes. */
  isInSight(): boolean;
  /** What it shows now. */
  rows(): readonly FindingRow[];
  /** Which files were judged: the view says so where it was not every one. */
  showsScope(scope: ListScope): void;
  /** What stands above the rows; empty where there is nothing to say. */
  message(): string;
}

/** Typing changes what is underlined many times a second; a list may follow a little later. */
const QUIET_MS = 150;

/** The view that lists what is underlined anywhere, by area and rule: never more than in the Problems panel. */
export function createFindingTree(): FindingTree {
  const changed = new EventEmitter<void>();
  let findings = listedFindings();
  let rows = findingRows(findings);
  const provider: TreeDataProvider<FindingRow> = {
    onDidChangeTreeData: changed.event,
    getChildren: (row) => [...(row?.children ?? rows)],
    getTreeItem: treeItem,
  };
  const view = window.createTreeView(FINDINGS_VIEW, { treeDataProvider: provider, showCollapseAll: true });
  let scope: ListScope = { kind: 'open' };
  let timer: NodeJS.Timeout | undefined;
  const show = () => {
    timer = undefined;
    const now = listedFindings();
    // Diagnostics are told anew without being new, and a row that is drawn anew loses the button under the pointer.
    const isNew = JSON.stringify(now) !== JSON.stringify(findings);
    findings = now;
    if (isNew) rows = findingRows(findings);
    view.badge = errorBadge(findings);
    // Without rows the welcome text says it.
    view.message = rows.length === 0 ? '' : scopeMessage(scope);
    if (isNew) changed.fire();
  };
  const listener = languages.onDidChangeDiagnostics(() => (timer ??= setTimeout(show, QUIET_MS)));
  show();
  return {
    listed: () => findings,
    onDidChange: changed.event,
    isInSight: () => view.visible,
    rows: () => rows,
    message: () => view.message ?? '',
    showsScope(next) {
      if (JSON.stringify(next) === JSON.stringify(scope)) return;
      scope = next;
      show();
    },
    dispose() {
      clearTimeout(timer);
      listener.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

function listedFindings(): readonly ListedFinding[] {
  return dedupeFindings(
    languages
      .getDiagnostics()
      .flatMap(([uri, diagnostics]) =>
        diagnostics.filter(({ source }) => source === 'lockkeeper').map((one) => toldFinding(uri, one)),
      ),
  );
}

function toldFinding(uri: Uri, diagnostic: Diagnostic): FileFinding {
  const { code, severity, message, range, relatedInformation = [] } = diagnostic;
  const rule = typeof code === 'object' ? code.value : code;
  return {
    rule: typeof rule === 'string' ? rule : undefined,
    severity: SEVERITIES[severity] ?? 'information',
    message,
    uri: uri.toString(),
    path: workspace.asRelativePath(uri),
    line: range.start.line + 1,
    column: range.start.character + 1,
    hasPage: typeof code === 'object',
    others: relatedInformation.map(
      ({ location: { uri: other, range: at } }) =>
        `${other.toString()}:${at.start.line + 1}:${at.start.character + 1}`,
    ),
  };
}

const SEVERITIES: Readonly<Partial<Record<DiagnosticSeverity, FindingSeverity>>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
};

function treeItem(row: FindingRow): TreeItem {
  const { kind, id, label, description, tooltip, severity, place, page, children } = row;
  const item = new TreeItem(
    label,
    children.length === 0 ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Expanded,
  );
  item.id = id;
  item.description = description;
  item.tooltip = tooltip;
  item.contextValue = page === undefined ? kind : `${kind} with page`;
  if (kind === 'finding') item.iconPath = iconOf(severity);
  item.accessibilityInformation = { label: `${wordOf(severity)}: ${label}, ${description}` };
  if (place !== undefined) {
    const start = new Range(place.line - 1, place.column - 1, place.line - 1, place.column - 1);
    item.command = {
      command: 'vscode.open',
      title: l10n.t('Open the Place'),
      arguments: [Uri.parse(place.uri), { selection: start, preview: true }],
    };
  }
  return item;
}

/** In the colours that the Problems panel uses. */
function iconOf(severity: FindingSeverity): ThemeIcon {
  switch (severity) {
    case 'error':
      return new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground'));
    case 'warning':
      return new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground'));
    case 'information':
      return new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground'));
  }
}

function wordOf(severity: FindingSeverity): string {
  switch (severity) {
    case 'error':
      return l10n.t('Error');
    case 'warning':
      return l10n.t('Warning');
    case 'information':
      return l10n.t('Information');
  }
}
