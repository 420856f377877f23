import { l10n } from 'vscode';

import { countedErrors, countedFindings } from '../words/counted.ts';

export type FindingSeverity = 'error' | 'warning' | 'information';

/** A finding as it is underlined somewhere, free of everything that only VS Code knows. */
export interface ListedFinding {
  /** `area/name`; `undefined` for advice about the policy itself. */
  readonly rule: string | undefined;
  readonly severity: FindingSeverity;
  readonly message: string;
  /** URI of its file. */
  readonly uri: string;
  /** Its file as this workspace names it. */
  readonly path: string;
  /** Counts from 1, as the column does. */
  readonly line: number;
  readonly column: number;
  /** Whether its rule has a page. */
  readonly hasPage: boolean;
}

/** One row of the view: an area, a rule in it, or a finding of that rule. */
export interface FindingRow {
  readonly kind: 'area' | 'rule' | 'finding';
  /** The same for the same thing, so that what is folded stays folded. */
  readonly id: string;
  readonly label: string;
  /** Shown beside the label, paler. */
  readonly description: string;
  readonly tooltip: string;
  /** The worst one below it. */
  readonly severity: FindingSeverity;
  /** What is opened when the row is chosen; only of a finding. */
  readonly place: { readonly uri: string; readonly line: number; readonly column: number } | undefined;
  /** The rule whose page can be opened from here; only of a rule that has one. */
  readonly page: string | undefined;
  readonly children: readonly FindingRow[];
}

/** Areas in the order of the alphabet, rules as well, findings by file and line. */
export function findingRows(findings: readonly ListedFinding[]): readonly FindingRow[] {
  return grouped(findings, ({ rule }) => areaOf(rule)).map(([area, ofArea]) => {
    const rules = grouped(ofArea, ({ rule }) => rule ?? ADVICE).map(([rule, ofRule]) =>
      ruleRow(rule, ofRule),
    );
    return row({
      kind: 'area',
      id: area,
      label: area,
      description: countedFindings(ofArea.length),
      tooltip: l10n.t('{0} in the area {1}.', countedFindings(ofArea.length), area),
      severity: worstOf(ofArea),
      children: rules,
    });
  });
}

/** What the badge of the view counts: errors, and nothing else. `undefined` shows no badge. */
export function errorBadge(
  findings: readonly ListedFinding[],
): { readonly value: number; readonly tooltip: string } | undefined {
  const value = findings.filter(({ severity }) => severity === 'error').length;
  return value === 0 ? undefined : { value, tooltip: countedErrors(value) };
}

/** The first error by file and line; where there is none the first warning, and so on. `undefined` when nothing is found. */
export function worstFinding(findings: readonly ListedFinding[]): ListedFinding | undefined {
  const worst = worstOf(findings);
  return findings.filter(({ severity }) => severity === worst).toSorted(byPlace)[0];
}

/** The policy's own text may be advised upon without a rule. */
const ADVICE = 'policy/advice';

function areaOf(rule = ADVICE): string {
  return rule.slice(0, rule.indexOf('/'));
}

function ruleRow(rule: string, findings: readonly ListedFinding[]): FindingRow {
  const hasPage = findings.some((finding) => finding.hasPage);
  return row({
    kind: 'rule',
    id: rule,
    label: rule.slice(rule.indexOf('/') + 1),
    description: countedFindings(findings.length),
    tooltip: l10n.t('{0} of the rule {1}.', countedFindings(findings.length), rule),
    severity: worstOf(findings),
    page: hasPage ? rule : undefined,
    children: findings.toSorted(byPlace).map((finding, index) => findingRow(finding, `${rule} ${index}`)),
  });
}

function findingRow({ message, severity, uri, path, line, column }: ListedFinding, id: string): FindingRow {
  const where = `${path}:${line}`;
  return row({
    kind: 'finding',
    id,
    label: message,
    description: where,
    tooltip: `${message}\n\n${where}`,
    severity,
    place: { uri, line, column },
  });
}

const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'information'];

function worstOf(findings: readonly ListedFinding[]): FindingSeverity {
  const found = new Set(findings.map(({ severity }) => severity));
  return SEVERITIES.find((severity) => found.has(severity)) ?? 'information';
}

function byPlace(one: ListedFinding, other: ListedFinding): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly [string, readonly T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    group.push(item);
    groups.set(keyOf(item), group);
  }
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

type FindingRowParts = Omit<FindingRow, 'place' | 'page' | 'children'> & Partial<FindingRow>;

function row(given: FindingRowParts): FindingRow {
  return { place: undefined, page: undefined, children: [], ...given };
}
