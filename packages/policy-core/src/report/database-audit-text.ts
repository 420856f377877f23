import { DIAGNOSES, type AuditedDatabase, type DatabaseAudit } from '../database/database-audit.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { databaseFacts, differenceLines, distanceText, unseenText } from './database-lines.ts';

/** More are read by nobody on a terminal; the files and JSON have them all. */
const MOST_SHOWN = 60;

/** For people: both databases, where they are not alike, the diagnosis and what to do next. */
export function databaseAuditText(audit: DatabaseAudit, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const { development, production, differences } = audit;
  const lines = [
    ...databaseLines(development, paint),
    '',
    ...databaseLines(production, paint),
    '',
    `${paint.strong('Schema distance')}: ${distanceText(audit)}`,
    ...(differences === null ? [] : block('Development → production', differences, paint)),
    ...[development, production].flatMap((one) =>
      one.seen && one.drift !== null ? block(`Migrations → ${one.role}`, one.drift, paint) : [],
    ),
    '',
    diagnosisLine(audit, paint),
    ...audit.reasons.map(({ text }) => `  ${text}`),
    ...stepLines(audit.next_steps),
  ];
  return `${lines.join('\n')}\n`;
}

function databaseLines(audited: AuditedDatabase, paint: Paint): readonly string[] {
  const title = `${audited.role === 'development' ? 'Development' : 'Production'} (${audited.variable})`;
  if (!audited.seen) return [paint.strong(title), `  ${paint.warning(unseenText(audited))}`];
  const facts = databaseFacts(audited);
  const width = Math.max(...facts.map(([label]) => label.length));
  return [
    paint.strong(title),
    ...facts.map(([label, value]) => `  ${paint.faint(label.padEnd(width))}  ${value}`),
  ];
}

function block(
  title: string,
  differences: Parameters<typeof differenceLines>[0],
  paint: Paint,
): readonly string[] {
  if (differences.length === 0) return [];
  return ['', `${paint.strong(title)} (${differences.length})`, ...differenceLines(differences, MOST_SHOWN)];
}

function diagnosisLine({ diagnosis }: DatabaseAudit, paint: Paint): string {
  if (diagnosis === null) return paint.strong(paint.warning('❌ NOT PROVED'));
  if (diagnosis === DIAGNOSES.ok)
    return `${paint.strong(paint.good(diagnosis))}: the schemas are alike, and Alembic is at the same revision in both.`;
  return paint.strong(diagnosis === DIAGNOSES.missing ? paint.error(diagnosis) : paint.warning(diagnosis));
}

function stepLines(steps: readonly string[]): readonly string[] {
  if (steps.length === 0) return [];
  return ['', 'What to do:', ...steps.map((step, index) => `  ${index + 1}. ${step}`)];
}
