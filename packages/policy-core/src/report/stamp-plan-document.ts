import type { StampPlan } from '../database/stamp/stamp-plan.ts';
import { differenceBlocks } from './database-differences.ts';
import {
  code,
  commaList,
  section,
  steps,
  strong,
  title,
  toned,
  type Document,
  type Text,
} from './document/document.ts';

/** Which database, what would be run in it, what stands against it and what to do instead. */
export function stampPlanDocument(plan: StampPlan): Document {
  const { statements, reasons, differences, next_steps: next } = plan;
  return [
    ...title(headline(plan), ...reasons.map(({ text }) => code(text))),
    ...(statements.length === 0
      ? []
      : [{ kind: 'commands', lines: statements.map((statement) => `${statement};`) } as const]),
    ...section(strong(['Production (', plan.variable, ')']), [{ kind: 'facts', facts: facts(plan) }]),
    ...section(strong('Migrations → production'), differenceBlocks(differences)),
    ...steps(next),
  ];
}

function headline({ decision, revision }: StampPlan): Text {
  switch (decision) {
    case 'stamp':
      return strong('In one transaction, and nothing else:');
    case 'nothing-to-do':
      return toned('good', ['✅ NOTHING TO DO: production is tracked from ', revision ?? '', ' on.']);
    case 'refused':
      return toned('error', '❌ NOT STAMPED');
    case 'undetermined':
      return toned('warning', '❌ NOT PROVED');
  }
}

function facts(plan: StampPlan): readonly (readonly [label: string, value: Text])[] {
  const { database, revision, version_table: table } = plan;
  const seen =
    database === null
      ? []
      : ([
          ['Database', database.name],
          ['User', database.user],
          ['Host', database.host],
          ['Server', `PostgreSQL ${database.server_version}`],
          ['Tables', String(database.tables)],
          ['Fingerprint', database.fingerprint],
        ] as const);
  return [
    ...seen,
    ['Now at', nowText(plan)],
    ['Stamp at', revision ?? 'not known'],
    ['Noted in', table === null ? 'not known' : `${table.schema}.${table.name}`],
    ['Pending', pendingText(plan)],
  ];
}

function nowText({ versions, version_table: table }: StampPlan): Text {
  if (versions === null) return table === null ? 'not known' : 'no revision: there is no table that says so';
  return versions.length === 0 ? 'no revision: the table is empty' : commaList(versions);
}

function pendingText({ pending, pending_read_by: by, alembic_unasked: why, revision }: StampPlan): Text {
  if (revision === null) return 'not known';
  const what = pending.length === 0 ? 'nothing' : commaList(pending);
  if (by === 'alembic') return [what, ' (SQL written by Alembic)'];
  const unasked = why === null ? '' : `Alembic was not asked: ${why}`;
  if (by === 'lockkeeper') return [what, ` (read from the files; ${unasked})`];
  return unasked === '' ? what : [what, ` (${unasked})`];
}
