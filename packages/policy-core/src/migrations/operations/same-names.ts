import { tableKey, type Name, type TableName } from './name.ts';
import type { Operation } from './operation.ts';

/** Compares names across operations that rename: before and after, a table or a column is the same one. */
export interface SameNames {
  /** The same text for all names of one table, and of the partitions that are made of it. */
  readonly tableRoot: (table: TableName) => string;
  /** Whether a table is made as a partition of another one, or of one of its partitions. */
  readonly isPartition: (table: TableName, of: TableName) => boolean;
  /** Names that are not known are the same where the same source gives them. */
  readonly isSameTable: (a: TableName, b: TableName) => boolean;
  /** Of one table. */
  readonly isSameColumn: (a: Name, b: Name) => boolean;
}

/** The order does not count: what is renamed once is the same under both names all along. */
export function namesAcross(operations: readonly Operation[]): SameNames {
  const tables = new Map<string, string>();
  const columns = new Map<string, string>();
  const parents = parentsIn(operations);
  for (const operation of operations) {
    if (operation.kind === 'rename-table' || operation.kind === 'set-table-schema') {
      join(tables, tableText(operation.table), tableText(renamedTable(operation)));
    }
    if (operation.kind === 'rename-column') join(columns, nameText(operation.column), nameText(operation.to));
  }
  const families = new Map(tables);
  for (const [partition, parent] of parents) join(families, partition, parent);
  const isPartition = (name: string, of: string): boolean => {
    // A table cannot be a partition of its own partitions, but a text can say so.
    const seen = new Set<string>();
    for (let at = parentOf(name); at !== undefined && !seen.has(at); at = parentOf(at)) {
      if (isSame(tables, at, of)) return true;
      seen.add(at);
    }
    return false;
  };
  const parentOf = (name: string) => parents.find(([partition]) => isSame(tables, partition, name))?.[1];
  return {
    tableRoot: (table) => rootOf(families, tableText(table)),
    isPartition: (table, of) => parents.length > 0 && isPartition(tableText(table), tableText(of)),
    isSameTable: (a, b) => a === b || isSame(tables, tableText(a), tableText(b)),
    isSameColumn: (a, b) => isSame(columns, nameText(a), nameText(b)),
  };
}

/** Partitions with the tables that they are made of. */
function parentsIn(operations: readonly Operation[]): readonly (readonly [string, string])[] {
  return operations.flatMap((operation) => {
    if (operation.kind !== 'create-table') return [];
    const { table, sources = [] } = operation;
    return sources.flatMap((source) =>
      source.as === 'partition-of' ? [[tableText(table), tableText(source.table)] as const] : [],
    );
  });
}

/** What the table is called afterwards. */
export function renamedTable(
  operation: Extract<Operation, { readonly kind: 'rename-table' | 'set-table-schema' }>,
): TableName {
  const { table } = operation;
  if (operation.kind === 'rename-table') {
    return { ...table, text: operation.to.text, isKnown: table.isKnown && operation.to.isKnown };
  }
  const { schema } = operation;
  return { ...table, schema: schema.text, isKnown: table.isKnown && schema.isKnown };
}

/** What the object is called afterwards: a new name stands alone, and the schema stays what it was. */
export function renamedObject({ name, to }: Extract<Operation, { readonly kind: 'rename-object' }>): Name {
  const schema = /^.*\./s.exec(name.text)?.[0] ?? '';
  return { text: `${schema}${to.text}`, isKnown: name.isKnown && to.isKnown };
}

export function isSameName(a: Name, b: Name): boolean {
  return nameText(a) === nameText(b);
}

/** Names in the search path may be written with `public`. */
export function nameText({ text, isKnown }: Name): string {
  if (!isKnown) return `source of ${text}`;
  return text.startsWith(PUBLIC) ? text.slice(PUBLIC.length) : text;
}

const PUBLIC = 'public.';

function tableText(table: TableName): string {
  return tableKey(table) ?? `source of ${table.schema ?? ''}.${table.text}`;
}

function join(groups: Map<string, string>, a: string, b: string): void {
  const [first, second] = [rootOf(groups, a), rootOf(groups, b)];
  if (first !== second) groups.set(second, first);
}

function isSame(groups: ReadonlyMap<string, string>, a: string, b: string): boolean {
  return a === b || (groups.size > 0 && rootOf(groups, a) === rootOf(groups, b));
}

function rootOf(groups: ReadonlyMap<string, string>, name: string): string {
  if (groups.size === 0) return name;
  let root = name;
  for (let above = groups.get(root); above !== undefined; above = groups.get(root)) root = above;
  return root;
}
