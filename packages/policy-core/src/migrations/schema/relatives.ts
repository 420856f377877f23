import { tableKey, type TableName } from '../operations/name.ts';
import type { Child, Reference } from './schema-history.ts';
import { headAt, type SchemaLines } from './schema-timelines.ts';
import type { ReadSchema } from './schema-reader.ts';
import type { TableTimeline } from './table-timeline.ts';
import { allAt, heldAt } from '../../model/versioned.ts';

/** Of those that ever were, the ones that are its partitions, or inherit from it, at that moment. */
export function childrenAt({ lines, position }: ReadSchema, table: TableName): readonly Child[] {
  const key = tableKey(table);
  return relatives(lines, 'children', key).flatMap((line) => {
    const parent = (heldAt(lines.parents, line, position) ?? []).find((one) => tableKey(one.table) === key);
    const head = headAt(lines, line, position);
    return parent === undefined || head === undefined ? [] : [{ as: parent.as, table: head.table }];
  });
}

/** Of other tables: one that refers to itself is no other. */
export function referencesAt({ lines, position }: ReadSchema, table: TableName): readonly Reference[] {
  const key = tableKey(table);
  return relatives(lines, 'referrers', key).flatMap((line) => {
    const from = headAt(lines, line, position)?.table;
    if (from === undefined || tableKey(from) === key) return [];
    return allAt(line.constraints, position).flatMap(({ definition }) =>
      definition.kind === 'foreign-key' && tableKey(definition.target.table) === key
        ? [{ from, definition }]
        : [],
    );
  });
}

function relatives(
  lines: SchemaLines,
  as: keyof SchemaLines['relatives'],
  key: string | undefined,
): readonly TableTimeline[] {
  return key === undefined ? [] : [...(lines.relatives[as].get(key) ?? [])];
}
