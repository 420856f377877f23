import { DIAGNOSES, type AuditedDatabase, type DatabaseAudit } from '../database/database-audit.ts';
import { databaseFacts, differenceBlocks, distanceText, unseenText } from './database-differences.ts';
import {
  lines,
  section,
  steps,
  strong,
  title,
  toned,
  type Document,
  type Text,
} from './document/document.ts';

/** The diagnosis of two databases and what to do next; then both, and where they are not alike. */
export function databaseAuditDocument(audit: DatabaseAudit): Document {
  const { development, production, differences, reasons, next_steps: next } = audit;
  return [
    ...title(diagnosis(audit), ...reasons.map(({ text }) => text)),
    ...steps(next),
    ...databaseSection(development),
    ...databaseSection(production),
    ...lines(
      [strong('Schema distance'), `: ${distanceText(audit)}`],
      [strong('Not compared'), `: ${audit.not_compared.join(', ')}`],
    ),
    ...(differences === null ? [] : differenceSection('Development → production', differences)),
    ...[development, production].flatMap((one) =>
      one.seen && one.drift !== null ? differenceSection(`Migrations → ${one.role}`, one.drift) : [],
    ),
  ];
}

function databaseSection(audited: AuditedDatabase): Document {
  const name = `${audited.role === 'development' ? 'Development' : 'Production'} (${audited.variable})`;
  return section(
    strong(name),
    audited.seen
      ? [{ kind: 'facts', facts: databaseFacts(audited) }]
      : lines(toned('warning', unseenText(audited))),
  );
}

function differenceSection(name: string, differences: Parameters<typeof differenceBlocks>[0]): Document {
  return section([strong(name), ` (${differences.length})`], differenceBlocks(differences));
}

function diagnosis({ diagnosis: found }: DatabaseAudit): Text {
  if (found === null) return strong(toned('warning', '❌ NOT PROVED'));
  if (found === DIAGNOSES.ok)
    return [
      strong(toned('good', found)),
      ': the schemas are alike, and Alembic is at the same revision in both.',
    ];
  return strong(toned(found === DIAGNOSES.missing ? 'error' : 'warning', found));
}
