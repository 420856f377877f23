import { tableKey, type Name } from '../operations/name.ts';
import { defaultName, type Nameless } from './default-names.ts';
import { headNow, isOwnedNear, lineNow, schemaOfLine, type SchemaLines } from './schema-timelines.ts';
import type { TableTimeline } from './table-timeline.ts';
import { latest } from '../../model/versioned.ts';

/** What a new index or constraint is called; `undefined` where that cannot be told. */
export function nameFor(
  { name, kind, columns }: Omit<Nameless, 'table'> & { readonly name: Name | undefined },
  { line, lines }: { readonly line: TableTimeline; readonly lines: SchemaLines },
): string | undefined {
  if (name !== undefined) return name.isKnown ? name.text : undefined;
  const table = headNow(lines, line)?.table.text;
  if (table === undefined) return undefined;
  // `CHECK (orders IS NOT NULL)` reads whole rows, unless there is such a column.
  const [only, second] = columns ?? [];
  if (kind === 'check' && only === table && second === undefined && latest(line.columns, table) === undefined)
    return undefined;
  return defaultName({ kind, table, columns }, (wanted) => isTaken(wanted, kind, { line, lines }));
}

/** Indexes share their names with tables; constraints only with constraints, but those that are an index. */
function isTaken(
  name: string,
  kind: Nameless['kind'],
  { line, lines }: { readonly line: TableTimeline; readonly lines: SchemaLines },
): boolean {
  const isIndex = kind !== 'check' && kind !== 'foreign-key';
  const isConstraint = kind !== 'index';
  const key = tableKey({ text: name, isKnown: true, schema: schemaOfLine(lines, line) });
  return (
    (isIndex && key !== undefined && lineNow(lines, key) !== undefined) ||
    (isIndex && isOwnedNear(lines, { line, name }, 'indexes')) ||
    (isConstraint && isOwnedNear(lines, { line, name }, 'constraints'))
  );
}
