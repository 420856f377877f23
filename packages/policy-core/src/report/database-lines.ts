import type {
  AuditDifference,
  AuditedDatabase,
  DatabaseAudit,
  SeenAudited,
} from '../database/database-audit.ts';
import { displayText } from '../model/display-text.ts';
import { shortenedText } from '../model/shortened-text.ts';
import { counted } from '../engine/tally.ts';

/** What is told of one database, label by label. No entry is longer than a line. */
export function databaseFacts(seen: SeenAudited): readonly (readonly [label: string, value: string])[] {
  return [
    ['Database', displayText(seen.database)],
    ['User', displayText(seen.user)],
    ['Host', displayText(seen.host)],
    ['Server', `PostgreSQL ${displayText(seen.server_version)}, ${displayText(seen.encoding)}`],
    ['Search path', displayText(seen.search_path)],
    ['Schemas', seen.schemas.map(displayText).join(', ')],
    ['Tables', String(seen.tables.length)],
    ['Alembic version', versionText(seen)],
    ['Fingerprint', seen.fingerprint],
    ['Migrations', driftText(seen)],
  ];
}

/** `Schema distance: 1 table (development 12, production 11)` */
export function distanceText({ distance, development, production }: DatabaseAudit): string {
  if (distance === null || !development.seen || !production.seen)
    return 'not known: both databases have to be seen';
  return `${counted(distance, 'table')} (development ${development.tables.length}, production ${production.tables.length})`;
}

/** Table by table, each line with two spaces before it; of more than `most` the others are only counted. */
export function differenceLines(differences: readonly AuditDifference[], most = Infinity): readonly string[] {
  const lines: string[] = [];
  let holder: string | undefined;
  for (const one of differences.slice(0, most)) {
    const table = holderOf(one);
    if (table !== holder) lines.push(`  ${table === '' ? 'beside tables' : displayText(table)}`);
    holder = table;
    lines.push(`    ${differenceText(one)}`);
  }
  const more = differences.length - most;
  return more > 0 ? [...lines, `  And ${more} more.`] : lines;
}

function holderOf({ on, kind, name }: AuditDifference): string {
  return on ?? (['table', 'view', 'materialized view'].includes(kind) ? name : '');
}

/** Within the block of its table. */
function differenceText({ kind, name, only_in: onlyIn, aspects }: AuditDifference): string {
  const what = `${kind} ${displayText(name)}`;
  if (onlyIn !== null) return `${what}: only in ${onlyIn}`;
  const shown = aspects.map(
    ({ aspect, first, second }) => `${aspect} ${valueText(first)} → ${valueText(second)}`,
  );
  return `${what}: ${shown.join('; ')}`;
}

function valueText(value: string | null): string {
  return value === null ? 'not set' : shortenedText(displayText(value));
}

function versionText({ tracking, tracking_schema: schema, versions }: SeenAudited): string {
  const where = schema === null || schema === 'public' ? '' : ` (in ${displayText(schema)})`;
  switch (tracking) {
    case 'missing':
      return 'no table alembic_version';
    case 'elsewhere':
      return 'alembic_version is not on the search path';
    case 'unreadable':
      return `may not be read${where}`;
    case 'empty':
      return `alembic_version is empty${where}`;
    case 'tracked':
    case 'several':
      return `${(versions ?? []).map(displayText).join(', ')}${where}`;
  }
}

function driftText({ drift, drift_unknown: reason }: SeenAudited): string {
  if (drift === null) return `not compared, because ${displayText(reason ?? 'they cannot tell')}`;
  return drift.length === 0 ? 'as they make it' : counted(drift.length, 'difference');
}

/** Why nothing is told, as a sentence. */
export function unseenText({ variable, reason }: Extract<AuditedDatabase, { readonly seen: false }>): string {
  return `Not seen through ${displayText(variable)}, because ${displayText(reason)}.`;
}
