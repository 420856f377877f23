import { tableKey, type TableName } from '../operations/name.ts';
import type { Routine } from '../operations/routine.ts';
import type { DomainState, Parent, ViewState } from './schema-history.ts';
import type { TableTimeline } from './table-timeline.ts';
import {
  heldAt,
  latest,
  newVersioned,
  setFrom,
  type Changes,
  type Versioned,
} from '../../model/versioned.ts';

/** Every table there ever was, by the names it went by. */
export interface SchemaLines {
  /** Of all that follows, and of the tables. */
  readonly changes: Changes;
  /** By the key of its name. */
  readonly tables: Versioned<string, TableTimeline | undefined>;
  /** `undefined` once it is dropped. */
  readonly heads: Versioned<TableTimeline, TableHead | undefined>;
  /** Names of schemas, with the keys of the tables that are in them. */
  readonly schemas: Map<string, Versioned<string, string | undefined>>;
  /** Keys by the name without its schema, also of tables that are gone. */
  readonly bareNames: Versioned<string, readonly string[]>;
  /** By the name of an index or a constraint: whose it was last, in each schema. It may have been dropped since. */
  readonly owners: Versioned<string, readonly Owner[]>;
  /** What a table is a partition of, or inherits from. */
  readonly parents: Versioned<TableTimeline, readonly Parent[]>;
  /** By the key of a table: those that are or were its children, and those that have or had a foreign key to it. */
  readonly relatives: Record<'children' | 'referrers', Map<string, Set<TableTimeline>>>;
  /** By the key of a table or a view: the keys of views that read it, or did. */
  readonly readers: Map<string, Set<string>>;
  /** By the key of its name, which is among those of tables. */
  readonly views: Versioned<string, ViewState | undefined>;
  /** By their names, `schema.name` outside of `public`. */
  readonly domains: Versioned<string, DomainState | undefined>;
  /** Values by the name of an enum, `schema.name` outside of `public`; `undefined` where they are not known. */
  readonly enums: Versioned<string, readonly string[] | undefined>;
  /** Functions and procedures by their names, as they were made last. */
  readonly routines: Versioned<string, Routine | undefined>;
  /** Where last no table was whole any more. */
  readonly blurs: Versioned<'all', number>;
}

interface TableHead {
  readonly table: TableName;
  readonly isWhole: boolean;
  /** Also of a table that was there before, of which not every column is known. */
  readonly isClear: boolean;
}

interface Owner {
  readonly schema: string;
  readonly line: TableTimeline;
}

export function newSchemaLines(): SchemaLines {
  const changes: Changes = [];
  return {
    changes,
    tables: newVersioned(changes),
    heads: newVersioned(changes),
    schemas: new Map(),
    bareNames: newVersioned(changes),
    owners: newVersioned(changes),
    parents: newVersioned(changes),
    relatives: { children: new Map(), referrers: new Map() },
    readers: new Map(),
    views: newVersioned(changes),
    domains: newVersioned(changes),
    enums: newVersioned(changes),
    routines: newVersioned(changes),
    blurs: newVersioned(changes),
  };
}

/** The table that has this name now. */
export function lineNow({ tables }: SchemaLines, key: string): TableTimeline | undefined {
  return latest(tables, key);
}

export function headNow({ heads }: SchemaLines, line: TableTimeline): TableHead | undefined {
  return latest(heads, line);
}

export function headAt({ heads }: SchemaLines, line: TableTimeline, position: number): TableHead | undefined {
  return heldAt(heads, line, position);
}

/** Gives a table a name, and the schema that is in it; what had the name before is dropped. */
export function placeLine(
  lines: SchemaLines,
  { line, table, isWhole, isClear }: TableHead & { readonly line: TableTimeline },
  at: number,
): void {
  const key = tableKey(table);
  if (key === undefined) return;
  if (lineNow(lines, key) !== undefined) dropLine(lines, key, at);
  setFrom(lines.tables, { key, at }, line);
  setFrom(lines.heads, { key: line, at }, { table, isWhole, isClear });
  setFrom(keysOf(lines, schemaOf(table)), { key, at }, key);
  const known = latest(lines.bareNames, table.text) ?? [];
  if (!known.includes(key)) setFrom(lines.bareNames, { key: table.text, at }, [...known, key]);
}

/** From `at` on not every column is known, nor whether those that are known are still there. */
export function blurLine({ heads }: SchemaLines, line: TableTimeline, at: number): void {
  const head = latest(heads, line);
  if (head?.isClear === true) setFrom(heads, { key: line, at }, { ...head, isWhole: false, isClear: false });
}

/** The tables there are now whose name is a word of a text, in whatever schema. */
export function linesNamedIn(lines: SchemaLines, text: string): readonly TableTimeline[] {
  const words = new Set(text.match(/[\p{L}\p{N}_$]+/gu));
  return [...words].flatMap((word) =>
    (latest(lines.bareNames, word) ?? []).flatMap((key) => lineNow(lines, key) ?? []),
  );
}

/** Takes the name from a table, which lives on under another or is dropped. */
export function unplaceLine(lines: SchemaLines, key: string, at: number): TableTimeline | undefined {
  const line = lineNow(lines, key);
  if (line === undefined) return undefined;
  setFrom(lines.tables, { key, at }, undefined);
  setFrom(keysOf(lines, schemaOfLine(lines, line)), { key, at }, undefined);
  return line;
}

export function dropLine(lines: SchemaLines, key: string, at: number): void {
  const line = unplaceLine(lines, key, at);
  if (line !== undefined) setFrom(lines.heads, { key: line, at }, undefined);
}

/** From `at` on no table that is there is whole. */
export function blurAll({ blurs }: SchemaLines, at: number): void {
  setFrom(blurs, { key: 'all', at }, at);
}

/** From now on it is looked at as well when somebody asks for the relatives of that table. */
export function noteRelative(
  { relatives }: SchemaLines,
  as: keyof SchemaLines['relatives'],
  { of, line }: { readonly of: TableName; readonly line: TableTimeline },
): void {
  note(relatives[as], of, line);
}

/** The same for the views that read a table or a view. */
export function noteReader(
  { readers }: SchemaLines,
  { of, view }: { readonly of: TableName; readonly view: string },
): void {
  note(readers, of, view);
}

function note<Noted>(all: Map<string, Set<Noted>>, of: TableName, noted: Noted): void {
  const key = tableKey(of);
  if (key === undefined) return;
  const known = all.get(key) ?? new Set();
  known.add(noted);
  all.set(key, known);
}

/** Keys of the tables that are in a schema now. */
export function tableKeysIn({ schemas }: SchemaLines, schema: string): readonly string[] {
  const keys = schemas.get(schema);
  return keys === undefined ? [] : [...keys.newest.values()].flatMap(({ value }) => value ?? []);
}

function keysOf({ schemas, changes }: SchemaLines, schema: string): Versioned<string, string | undefined> {
  const keys = schemas.get(schema) ?? newVersioned(changes);
  schemas.set(schema, keys);
  return keys;
}

/** From `at` on the name of an index or a constraint belongs to this table. */
export function ownName(
  lines: SchemaLines,
  { name, line }: { readonly name: string; readonly line: TableTimeline },
  at: number,
): void {
  const schema = schemaOfLine(lines, line);
  const others = latest(lines.owners, name)?.filter((owner) => owner.schema !== schema) ?? [];
  setFrom(lines.owners, { key: name, at }, [...others, { schema, line }]);
}

/**
 * The table that an index or a constraint of this name belongs to at a position: in `public`, or else in the
 * only other schema that has one.
 */
export function ownerAt(lines: SchemaLines, name: string, position: number): TableTimeline | undefined {
  const all = heldAt(lines.owners, name, position) ?? [];
  const found = all.filter(({ line }) => owns(lines, { line, name }, position));
  const best = found.find(({ schema }) => schema === PUBLIC) ?? (found.length === 1 ? found[0] : undefined);
  return best?.line;
}

/** Whether the schema of this table has an index or a constraint of that name now. */
export function isOwnedNear(
  lines: SchemaLines,
  { line, name }: { readonly line: TableTimeline; readonly name: string },
  as: 'constraints' | 'indexes',
): boolean {
  const schema = schemaOfLine(lines, line);
  const owner = latest(lines.owners, name)?.find((one) => one.schema === schema)?.line;
  if (owner === undefined || headNow(lines, owner) === undefined) return false;
  return latest<string, unknown>(owner[as], name) !== undefined;
}

/** That of a table which is dropped is taken for `public`. */
export function schemaOfLine(lines: SchemaLines, line: TableTimeline): string {
  const head = headNow(lines, line);
  return head === undefined ? PUBLIC : schemaOf(head.table);
}

const PUBLIC = 'public';

export function schemaOf({ schema }: TableName): string {
  return schema ?? PUBLIC;
}

function owns(
  lines: SchemaLines,
  { line, name }: { readonly line: TableTimeline; readonly name: string },
  position: number,
): boolean {
  return (
    headAt(lines, line, position) !== undefined &&
    (heldAt(line.constraints, name, position) !== undefined ||
      heldAt(line.indexes, name, position) !== undefined)
  );
}
