import type {
  AuditDifference,
  AuditedDatabase,
  DatabaseAudit,
  SeenAudited,
} from '../database/database-audit.ts';
import { counted } from '../engine/tally.ts';
import { code, commaList, lines, section, type Document, type Text } from './document/document.ts';

/** What is told of one database, label by label. */
export function databaseFacts(seen: SeenAudited): readonly (readonly [label: string, value: Text])[] {
  return [
    ['Database', seen.database],
    ['User', seen.user],
    ['Host', seen.host],
    ['Server', `PostgreSQL ${seen.server_version}, ${seen.encoding}`],
    ['Search path', seen.search_path],
    ['Schemas', commaList(seen.schemas)],
    ['Tables', String(seen.tables.length)],
    ['Alembic version', versionText(seen)],
    ['Fingerprint', seen.fingerprint],
    ['Migrations', driftText(seen)],
  ];
}

/** `1 table (development 12, production 11)` */
export function distanceText({ distance, development, production }: DatabaseAudit): string {
  if (distance === null || !development.seen || !production.seen)
    return 'not known: both databases have to be seen';
  return `${counted(distance, 'table')} (development ${development.tables.length}, production ${production.tables.length})`;
}

/** More are read by nobody on a terminal; the files and JSON have them all. */
const MOST_SHOWN = 60;

/** Table by table; of more than `most` the others are only counted. */
export function differenceBlocks(differences: readonly AuditDifference[], most = MOST_SHOWN): Document {
  const holders = new Map<string, Text[]>();
  for (const one of differences.slice(0, most)) {
    const holder = holderOf(one);
    const there = holders.get(holder);
    if (there === undefined) holders.set(holder, [differenceText(one)]);
    else there.push(differenceText(one));
  }
  const more = differences.length - most;
  return [
    ...Array.from(holders, ([holder, below]) =>
      section(holder === '' ? 'beside tables' : holder, lines(...below)),
    ).flat(),
    ...(more > 0 ? lines(`And ${more} more.`) : []),
  ];
}

function holderOf({ on, kind, name }: AuditDifference): string {
  return on ?? (['table', 'view', 'materialized view'].includes(kind) ? name : '');
}

/** Within the block of its table. */
function differenceText({ kind, name, only_in: onlyIn, aspects }: AuditDifference): Text {
  const what = `${kind} ${name}`;
  if (onlyIn !== null) return `${what}: only in ${onlyIn}`;
  const shown = aspects.map(({ aspect, first, second }, index) => [
    `${index === 0 ? '' : '; '}${aspect} `,
    valueText(first),
    ' → ',
    valueText(second),
  ]);
  return [`${what}: `, ...shown];
}

function valueText(value: string | null): Text {
  return value === null ? 'not set' : code(value);
}

function versionText({ tracking, tracking_schema: schema, versions }: SeenAudited): Text {
  const where = schema === null || schema === 'public' ? '' : ` (in ${schema})`;
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
      return [commaList(versions ?? []), where];
  }
}

function driftText({ drift, drift_unknown: reason }: SeenAudited): string {
  if (drift === null) return `not compared, because ${reason ?? 'they cannot tell'}`;
  return drift.length === 0 ? 'as they make it' : counted(drift.length, 'difference');
}

/** Why nothing is told, as a sentence. */
export function unseenText({ variable, reason }: Extract<AuditedDatabase, { readonly seen: false }>): string {
  return `Not seen through ${variable}, because ${reason}.`;
}
