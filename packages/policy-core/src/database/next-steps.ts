import { displayText } from '../model/display-text.ts';
import type { AuditReason, AuditReasonKind, DatabaseAudit } from './database-audit.ts';

export interface Audited extends Pick<DatabaseAudit, 'development' | 'production' | 'pending' | 'reasons'> {
  readonly baseline: string | undefined;
}

/** What to do about each kind of reason, once; what has to be seen first comes first. */
export function nextSteps(audit: Audited): readonly string[] {
  const steps = audit.reasons.flatMap((reason) => stepFor(reason, audit) ?? []);
  return [...new Set(steps)];
}

/** What to do about one reason, however the others explain it. */
export function nextStepFor(reason: AuditReason, audit: Audited): string {
  return stepFor(reason, audit) ?? STEPS[reason.kind] ?? 'Look at all of it with `lockkeeper db audit`.';
}

function stepFor(reason: AuditReason, audit: Audited): string | undefined {
  if (reason.kind === 'not-seen') return seeIt(reason, audit);
  if (reason.kind === 'production-untracked') return stampIt(audit);
  if (reason.kind === 'version-differs') return catchUp(audit);
  if (reason.kind === 'schema-differs' && isExplained(audit)) return undefined;
  return STEPS[reason.kind];
}

function stampIt({ baseline }: Audited): string {
  const named = baseline === undefined ? '' : ` ${displayText(baseline)}`;
  return `Stamp production at its baseline${named}, once, with \`lockkeeper db stamp\`, which shows its plan first. That changes no table.`;
}

function seeIt({ role }: AuditReason, audit: Audited): string | undefined {
  const audited = role === 'production' ? audit.production : audit.development;
  if (audited.seen) return undefined;
  const variable = displayText(audited.variable);
  switch (audited.state) {
    case 'unset':
      return `Set ${variable} to the address of the ${audited.role} database, such as postgresql://user:password@host:5432/name, and audit again.`;
    case 'unusable-address':
      return `Correct ${variable}; what is special in a password is written as %40 for @ and %2F for /.`;
    case 'refused':
      return `Check user, password and rights in ${variable}, and audit again.`;
    case 'unreachable':
    case 'slow':
    case 'lost':
    case 'failed':
      return `Check that the server of ${variable} runs and can be reached from here, and audit again.`;
  }
}

function catchUp({ pending, reasons }: Audited): string {
  const isBehind = pending !== null && pending.length > 0;
  // Where production is not what its migrations make, running more of them may fail half way.
  return isBehind && !reasons.some(({ kind, role }) => kind === 'drift' && role === 'production')
    ? `Production is behind by ${pending.map(displayText).join(', ')}: run \`alembic upgrade\` there, reviewed and with a backup, and audit again.`
    : 'Find out why the revisions differ before anything is stamped or upgraded: `alembic history`, and `alembic current` with each database.';
}

/** By the revisions that production lacks: each database is what its own migrations make. */
function isExplained({ pending, development, production }: Audited): boolean {
  return (
    pending !== null &&
    pending.length > 0 &&
    [development, production].every((one) => one.seen && one.drift?.length === 0)
  );
}

const STEPS: Readonly<Partial<Record<AuditReasonKind, string>>> = {
  'same-database':
    'Let the two variables lead to two databases: a copy of production is enough for development.',
  'version-unreadable':
    'Give the user who audits the right to read alembic_version, and USAGE of its schema.',
  'development-untracked':
    'Bring development under Alembic first: `alembic upgrade head` on an empty database.',
  'version-elsewhere':
    'Set the search path to the schema that holds alembic_version, or name the schemas in databases.schemas.',
  'version-empty':
    'Do not upgrade a database that has tables and no revision: stamp it at the revision that it is at.',
  'several-versions':
    'Merge the heads with `alembic merge`, or take away the row that does not belong there; leave force-stamping alone.',
  'version-unknown':
    'Do not force-stamp. Look for the revision in other branches and in the history of the repository.',
  'schema-missing':
    'Correct databases.schemas in the policy; in PostgreSQL, a name written without quotes is in lower case.',
  'no-tables':
    'Check that the variables lead to the databases you mean, and databases.schemas to their schemas.',
  'schema-differs':
    'Write what differs as a migration, or undo it where it was made by hand; leave the schema of production to migrations.',
  drift:
    'Find who changed the schema past the migrations, and bring the change into a migration or undo it there.',
};
