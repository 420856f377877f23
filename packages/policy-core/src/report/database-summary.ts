import type { DatabaseAudit, DatabaseRole, SeenAudited } from '../database/database-audit.ts';
import { counted } from '../engine/tally.ts';
import { databaseFacts, differenceBlocks, distanceText, unseenText } from './database-differences.ts';
import { commaList, lines, section, steps, type Document } from './document/document.ts';
import { terminalText } from './document/terminal.ts';

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
  const { diagnosis, reasons, next_steps: next } = audit;
  return terminalText(
    [
      ...lines(`Audited at ${now}`),
      ...lines(title),
      ...(audited.seen ? seenBlocks(audited, audit) : lines(unseenText(audited))),
      ...titled(`Diagnosis: ${diagnosis ?? 'not proved'}`, lines(...reasons.map(({ text }) => text))),
      ...steps(next),
    ],
    { colors: false },
  );
}

function seenBlocks(seen: SeenAudited, audit: DatabaseAudit): Document {
  const facts = [...databaseFacts(seen), ['Schema distance', distanceText(audit)] as const];
  return [
    { kind: 'facts', facts },
    ...titled(['Tables in ', commaList(seen.schemas), ` (${seen.tables.length}):`], lines(...seen.tables)),
    ...lines(`Parts of these schemas: ${partsText(seen)}`, `Not compared: ${audit.not_compared.join(', ')}`),
    ...differenceSection('Differences between development and production', audit.differences),
    ...differenceSection(`Differences between the migrations and ${seen.role}`, seen.drift),
  ];
}

function partsText({ counts }: SeenAudited): string {
  const parts = Object.entries(counts)
    .filter(([kind]) => kind !== 'schema')
    .map(([kind, count]) => (count === 1 ? `1 ${kind}` : counted(count, kind === 'index' ? 'indexe' : kind)));
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function differenceSection(title: string, differences: DatabaseAudit['differences']): Document {
  if (differences === null) return lines(`${title}: not known`);
  if (differences.length === 0) return lines(`${title}: none`);
  return section(`${title} (${differences.length}):`, differenceBlocks(differences, Infinity));
}

/** The title stands also where nothing is below it. */
function titled(title: Parameters<typeof section>[0], blocks: Document): Document {
  return blocks.length === 0 ? lines(title) : section(title, blocks);
}
