import type { Fix } from '../../model/fix.ts';
import type { ColumnDefinition } from '../operations/column.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { columnCall } from './column-call.ts';
import { inQuotesOf } from './quote-habit.ts';

/** A default by the type of the column, for a person to look at. None where zero or nothing would be no value for it. */
export function addServerDefault(upgrade: JudgedUpgrade, column: ColumnDefinition): readonly Fix[] {
  const call = columnCall(upgrade, column);
  const value = call && emptyValue(column, call.prefix);
  if (call === undefined || value === undefined) return [];
  const written = inQuotesOf(upgrade, `server_default=${value}`);
  const before = call.text.slice(0, -1).trimEnd();
  const place = upgrade.span({ start: column.start + before.length, end: column.start + before.length });
  const text = before.endsWith(',') ? ` ${written},` : `, ${written}`;
  return [
    {
      title: `Add ${written}`,
      safety: 'needs-review',
      edits: [{ path: upgrade.path, start: place.start, end: place.end, text }],
    },
  ];
}

function emptyValue({ type, constraints }: ColumnDefinition, prefix: string): string | undefined {
  // A made-up value points at nothing, or at one row only.
  if (!type.isKnown || constraints.length > 0) return undefined;
  if (type.dimensions > 0) return '"{}"';
  if (MOMENTS.has(type.name)) return prefix === '' ? undefined : `${prefix}text("now()")`;
  return EMPTY.get(type.name);
}

const MOMENTS: ReadonlySet<string> = new Set(['date', 'time', 'timetz', 'timestamp', 'timestamptz']);

const EMPTY: ReadonlyMap<string, string> = new Map([
  ...['text', 'varchar', 'bpchar', 'citext'].map((name) => [name, '""'] as const),
  ...['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'].map((name) => [name, '"0"'] as const),
  ...['json', 'jsonb'].map((name) => [name, '"{}"'] as const),
  ['bool', '"false"'],
]);
