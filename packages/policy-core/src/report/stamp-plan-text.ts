import { displayText } from '../model/display-text.ts';
import { shortenedText } from '../model/shortened-text.ts';
import type { StampPlan } from '../database/stamp/stamp-plan.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { differenceLines } from './database-lines.ts';

/** More are read by nobody on a terminal; JSON has them all. */
const MOST_SHOWN = 60;

/** For people: which database, what would be run in it, what stands against it and what to do instead. */
export function stampPlanText(plan: StampPlan, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const lines = [
    paint.strong(`Production (${displayText(plan.variable)})`),
    ...facts(plan).map(([label, value]) => `  ${paint.faint(label.padEnd(LABEL_WIDTH))}${value}`),
    ...(plan.differences.length === 0
      ? []
      : ['', paint.strong('Migrations → production'), ...differenceLines(plan.differences, MOST_SHOWN)]),
    '',
    headline(plan, paint),
    ...plan.statements.map((statement) => `  ${displayText(statement)};`),
    ...plan.reasons.map(({ text }) => `  ${shortenedText(displayText(text))}`),
    ...(plan.next_steps.length === 0 ? [] : ['', paint.strong('What to do:')]),
    ...plan.next_steps.map((step, index) => `  ${index + 1}. ${step}`),
  ];
  return `${lines.join('\n')}\n`;
}

const LABEL_WIDTH = 15;

function facts(plan: StampPlan): readonly (readonly [label: string, value: string])[] {
  const { database, revision, version_table: table } = plan;
  const seen =
    database === null
      ? []
      : ([
          ['Database', displayText(database.name)],
          ['User', displayText(database.user)],
          ['Host', displayText(database.host)],
          ['Server', `PostgreSQL ${displayText(database.server_version)}`],
          ['Tables', String(database.tables)],
          ['Fingerprint', database.fingerprint],
        ] as const);
  return [
    ...seen,
    ['Now at', nowText(plan)],
    ['Stamp at', revision === null ? 'not known' : displayText(revision)],
    ['Noted in', table === null ? 'not known' : displayText(`${table.schema}.${table.name}`)],
    ['Pending', pendingText(plan)],
  ];
}

function nowText({ versions, version_table: table }: StampPlan): string {
  if (versions === null) return table === null ? 'not known' : 'no revision: there is no table that says so';
  return versions.length === 0 ? 'no revision: the table is empty' : versions.map(displayText).join(', ');
}

function pendingText({ pending, pending_read_by: by, alembic_unasked: why, revision }: StampPlan): string {
  if (revision === null) return 'not known';
  const what = pending.length === 0 ? 'nothing' : pending.map(displayText).join(', ');
  if (by === 'alembic') return `${what} (SQL written by Alembic)`;
  const unasked = why === null ? '' : `Alembic was not asked: ${displayText(why)}`;
  if (by === 'lockkeeper') return `${what} (read from the files; ${unasked})`;
  return unasked === '' ? what : `${what} (${unasked})`;
}

function headline({ decision, revision }: StampPlan, paint: Paint): string {
  switch (decision) {
    case 'stamp':
      return paint.strong('In one transaction, and nothing else:');
    case 'nothing-to-do':
      return paint.good(`✅ NOTHING TO DO: production is tracked from ${displayText(revision ?? '')} on.`);
    case 'refused':
      return paint.error('❌ NOT STAMPED');
    case 'undetermined':
      return paint.warning('❌ NOT PROVED');
  }
}
