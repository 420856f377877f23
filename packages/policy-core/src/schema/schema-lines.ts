import { tableKey, type TableName } from '../migrations/name.ts';
import type { TableLine } from './table-line.ts';
import { latest, newTimeline, setFrom, timelineOf, valueAt, type Timeline } from './timeline.ts';

/** Every table there ever was, by the names it went by. */
export interface SchemaLines {
  /** By the key of its name. */
  readonly tables: Map<string, Timeline<TableLine | undefined>>;
  /** Names of schemas, with the keys of the tables that are in them now. */
  readonly schemas: Map<string, Set<string>>;
  /** Keys by the name without its schema, also of tables that are gone. */
  readonly bareNames: Map<string, Set<string>>;
  /** By the name of an index or a constraint, then by schema: whose it was last. It may have been dropped since. */
  readonly owners: Map<string, Map<string, Timeline<TableLine>>>;
  /** Where no table is whole any more. */
  readonly blurs: Timeline<number>;
}

export function newSchemaLines(): SchemaLines {
  return {
    tables: new Map(),
    schemas: new Map(),
    bareNames: new Map(),
    owners: new Map(),
    blurs: newTimeline(),
  };
}

/** The table that has this name now. */
export function lineNow({ tables }: SchemaLines, key: string): TableLine | undefined {
  const timeline = tables.get(key);
  return timeline && latest(timeline);
}

/** Gives a table a name, and the schema that is in it; what had the name before is dropped. */
export function placeLine(
  lines: SchemaLines,
  { line, table }: { readonly line: TableLine; readonly table: TableName },
  at: number,
): void {
  const key = tableKey(table);
  if (key === undefined) return;
  if (lineNow(lines, key) !== undefined) dropLine(lines, key, at);
  setFrom(timelineOf(lines.tables, key), at, line);
  setFrom(line.heads, at, { table, isWhole: latest(line.heads)?.isWhole === true });
  keysIn(lines, schemaOf(table)).add(key);
  lines.bareNames.set(table.text, (lines.bareNames.get(table.text) ?? new Set()).add(key));
}

/** The tables there are now whose name is a word of a text, in whatever schema. */
export function linesNamedIn(lines: SchemaLines, text: string): readonly TableLine[] {
  const words = new Set(text.match(/[\p{L}\p{N}_$]+/gu));
  return [...words].flatMap((word) =>
    [...(lines.bareNames.get(word) ?? [])].flatMap((key) => lineNow(lines, key) ?? []),
  );
}

/** Takes the name from a table, which lives on under another or is dropped. */
export function unplaceLine(lines: SchemaLines, key: string, at: number): TableLine | undefined {
  const line = lineNow(lines, key);
  if (line === undefined) return undefined;
  setFrom(timelineOf(lines.tables, key), at, undefined);
  keysIn(lines, schemaOfLine(line)).delete(key);
  return line;
}

export function dropLine(lines: SchemaLines, key: string, at: number): void {
  const line = unplaceLine(lines, key, at);
  if (line !== undefined) setFrom(line.heads, at, undefined);
}

/** From `at` on no table that is there is whole. */
export function blurAll({ blurs }: SchemaLines, at: number): void {
  setFrom(blurs, at, at);
}

/** Keys of the tables that are in a schema now. */
export function keysIn({ schemas }: SchemaLines, schema: string): Set<string> {
  const keys = schemas.get(schema) ?? new Set();
  schemas.set(schema, keys);
  return keys;
}

/** From `at` on the name of an index or a constraint belongs to this table. */
export function ownName(
  { owners }: SchemaLines,
  { name, line }: { readonly name: string; readonly line: TableLine },
  at: number,
): void {
  const bySchema = owners.get(name) ?? new Map<string, Timeline<TableLine>>();
  owners.set(name, bySchema);
  setFrom(timelineOf(bySchema, schemaOfLine(line)), at, line);
}

/**
 * The table that an index or a constraint of this name belongs to at a position: in `public`, or else in the
 * only other schema that has one.
 */
export function ownerAt({ owners }: SchemaLines, name: string, position: number): TableLine | undefined {
  const found = [...(owners.get(name) ?? [])].flatMap(([schema, timeline]) => {
    const line = valueAt(timeline, position);
    return line !== undefined && owns(line, name, position) ? [{ schema, line }] : [];
  });
  const best = found.find(({ schema }) => schema === PUBLIC) ?? (found.length === 1 ? found[0] : undefined);
  return best?.line;
}

/** Whether the schema of this table has an index or a constraint of that name now. */
export function isOwnedNear(
  { owners }: SchemaLines,
  { line, name }: { readonly line: TableLine; readonly name: string },
  as: 'constraints' | 'indexes',
): boolean {
  const timeline = owners.get(name)?.get(schemaOfLine(line));
  const owner = timeline && latest(timeline);
  if (owner === undefined || latest(owner.heads) === undefined) return false;
  const parts: ReadonlyMap<string, Timeline<unknown>> = owner[as];
  const part = parts.get(name);
  return part !== undefined && latest(part) !== undefined;
}

export function schemaOfLine({ heads }: TableLine): string {
  const head = latest(heads);
  return head === undefined ? PUBLIC : schemaOf(head.table);
}

const PUBLIC = 'public';

function schemaOf({ schema }: TableName): string {
  return schema ?? PUBLIC;
}

function owns({ heads, constraints, indexes }: TableLine, name: string, position: number): boolean {
  return (
    valueAt(heads, position) !== undefined &&
    [constraints, indexes].some((parts) => {
      const timeline = parts.get(name);
      return timeline !== undefined && valueAt<unknown>(timeline, position) !== undefined;
    })
  );
}
