import type { DatabaseAudit, DatabaseRole, SeenAudited } from '../database/database-audit.ts';
import { displayText } from '../model/display-text.ts';
import { databaseFacts, differenceLines, distanceText, unseenText } from './database-lines.ts';
import { counted } from '../engine/tally.ts';

/**
 * The text of `dev-summary.txt` and `prod-summary.txt`: what was seen of one database and what the audit says. Only
 * its first line tells when.
 */
export function databaseSummary(
  audit: DatabaseAudit,
  { role, now }: { readonly role: DatabaseRole; readonly now: string },
): string {
  const audited = audit[role];
  const title = `${role === 'development' ? 'Development' : 'Production'} database (${audited.variable})`;
  const body = audited.seen ? seenLines(audited, audit) : [unseenText(audited)];
  return `${[`Audited at ${now}`, '', title, '', ...body, '', ...diagnosisLines(audit)].join('\n')}\n`;
}

function seenLines(seen: SeenAudited, audit: DatabaseAudit): readonly string[] {
  const facts = [...databaseFacts(seen), ['Schema distance', distanceText(audit)] as const];
  const width = Math.max(...facts.map(([label]) => label.length));
  return [
    ...facts.map(([label, value]) => `${`${label}:`.padEnd(width + 1)} ${value}`),
    '',
    `Tables in ${seen.schemas.map(displayText).join(', ')} (${seen.tables.length}):`,
    ...seen.tables.map((table) => `  ${displayText(table)}`),
    '',
    `Parts of these schemas: ${partsText(seen)}`,
    '',
    ...block('Differences between development and production', audit.differences),
    ...block(`Differences between the migrations and ${seen.role}`, seen.drift),
  ];
}

function partsText({ counts }: SeenAudited): string {
  const parts = Object.entries(counts)
    .filter(([kind]) => kind !== 'schema')
    .map(([kind, count]) => (count === 1 ? `1 ${kind}` : counted(count, kind === 'index' ? 'indexe' : kind)));
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function block(title: string, differences: DatabaseAudit['differences']): readonly string[] {
  if (differences === null) return [`${title}: not known`];
  if (differences.length === 0) return [`${title}: none`];
  return [`${title} (${differences.length}):`, ...differenceLines(differences)];
}

function diagnosisLines({ diagnosis, reasons, next_steps: steps }: DatabaseAudit): readonly string[] {
  return [
    `Diagnosis: ${diagnosis ?? 'not proved'}`,
    ...reasons.map(({ text }) => `  ${text}`),
    ...(steps.length === 0 ? [] : ['', 'What to do:']),
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
  ];
}
