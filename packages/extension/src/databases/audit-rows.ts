import { l10n } from 'vscode';

import { placeIn, resultRow, stepRow, type ResultRow } from '../views/result-row.ts';
import { countedDifferences, countedTables } from '../words/counted.ts';
import type { AuditDifference, AuditedDatabase, AuditOutcome, DatabaseAudit } from './audit-outcome.ts';

/** The tree of an audit: the diagnosis with its reasons and what to do, each database, and what differs, table by table. */
export function auditRows(outcome: Exclude<AuditOutcome, { kind: 'cancelled' }>): readonly ResultRow[] {
  return outcome.kind === 'told' ? rowsOf(outcome.answer) : [notAuditedRow(outcome.problem)];
}

/** What the audit came to, in one line. */
export function auditHeadline({ diagnosis }: Pick<DatabaseAudit, 'diagnosis'>): string {
  return diagnosis ?? NOT_PROVED;
}

const NOT_PROVED = '❌ NOT PROVED';

function notAuditedRow(problem: string): ResultRow {
  const [first = problem] = problem.split('\n');
  return resultRow({
    label: NOT_PROVED,
    description: l10n.t('The audit did not read the databases.'),
    children: [resultRow({ label: `? ${first}`, tooltip: problem })],
    isOpen: true,
  });
}

function rowsOf(audit: DatabaseAudit): readonly ResultRow[] {
  const { development, production, differences } = audit;
  return [
    verdictRow(audit),
    databaseRow(development, { name: l10n.t('Development'), file: 'dev-summary.txt' }),
    databaseRow(production, { name: l10n.t('Production'), file: 'prod-summary.txt' }),
    ...(differences.length === 0 ? [] : [differencesRow(l10n.t('Development → production'), differences)]),
  ];
}

function verdictRow(audit: DatabaseAudit): ResultRow {
  const { reasons, nextSteps, pending, differences, distance } = audit;
  const sum =
    distance === undefined
      ? l10n.t('not compared')
      : l10n.t('schema distance: {0}, {1}', countedTables(distance), countedDifferences(differences.length));
  return resultRow({
    label: auditHeadline(audit),
    description: sum,
    children: [
      ...reasons.map((text) => resultRow({ label: text, tooltip: text })),
      ...(pending.length === 0
        ? []
        : [resultRow({ label: l10n.t('Production lacks {0}', pending.join(', ')) })]),
      ...nextSteps.map(stepRow),
    ],
    isOpen: true,
  });
}

interface Named {
  readonly name: string;
  /** Below the folder of the results. */
  readonly file: string;
}

function databaseRow(audited: AuditedDatabase, { name, file }: Named): ResultRow {
  if (!audited.seen)
    return resultRow({
      label: `? ${name}`,
      description: l10n.t('not seen'),
      tooltip: l10n.t('Not seen because {0}.', audited.reason),
      children: [
        resultRow({ label: l10n.t('Not seen because {0}.', audited.reason), description: audited.variable }),
      ],
      isOpen: true,
    });
  const { database, host, versions, tables, drift } = audited;
  const at = versions.length === 0 ? l10n.t('at no revision') : l10n.t('at {0}', versions.join(', '));
  return resultRow({
    label: `${drift.length === 0 ? '✓' : '✗'} ${name}`,
    description: [database, host, at, countedTables(tables.length)].filter(Boolean).join(', '),
    children: [
      ...facts(audited).map(([label, description]) => resultRow({ label, description })),
      ...driftRows(audited),
      resultRow({
        label: l10n.t('Everything that the audit read'),
        description: `${RESULTS}/${file}`,
        place: placeIn(`${RESULTS}/${file}`),
      }),
    ],
  });
}

/** Where the command writes what it saw. */
const RESULTS = 'ops/db_audit';

function facts({
  variable,
  user,
  server,
  searchPath,
  fingerprint,
}: Extract<AuditedDatabase, { seen: true }>) {
  return [
    [l10n.t('Variable'), variable],
    [l10n.t('User'), user],
    [l10n.t('Server'), server],
    [l10n.t('Search path'), searchPath],
    [l10n.t('Fingerprint'), fingerprint],
  ] as const;
}

function driftRows({ drift, driftUnknown }: Extract<AuditedDatabase, { seen: true }>): readonly ResultRow[] {
  if (driftUnknown !== undefined)
    return [
      resultRow({
        label: l10n.t('Lockkeeper cannot compare it with its migrations because {0}.', driftUnknown),
      }),
    ];
  return drift.length === 0 ? [] : [differencesRow(l10n.t('Differs from its migrations'), drift)];
}

function differencesRow(label: string, differences: readonly AuditDifference[]): ResultRow {
  const groups = groupsOf(differences);
  return resultRow({
    label,
    description: countedDifferences(differences.length),
    children: Array.from(groups, ([name, parts]) =>
      resultRow({
        label: name,
        description: countedDifferences(parts.length),
        children: parts.map(({ kind, text }) => resultRow({ label: text, description: kind })),
        isOpen: groups.size === 1,
      }),
    ),
    isOpen: true,
  });
}

/** By the table they belong to, or by their kind where they belong to none, in the order of the audit. */
function groupsOf(differences: readonly AuditDifference[]): ReadonlyMap<string, readonly AuditDifference[]> {
  const groups = new Map<string, AuditDifference[]>();
  for (const difference of differences) {
    const name = difference.on ?? difference.kind;
    groups.set(name, [...(groups.get(name) ?? []), difference]);
  }
  return groups;
}
