import type { Name, TableName } from '../../migrations/operations/name.ts';
import type { Operation, Step } from '../../migrations/operations/operation.ts';
import type { UtilityStatement } from '../../migrations/operations/utility-statement.ts';

/** How many rows a table has, and what is in them. Partitions count as their table. */
export interface TableRows {
  readonly schema: string;
  readonly table: string;
  readonly count: number;
  /** `null` where the database is too large to read all of it. */
  readonly checksum: string | null;
  /** Tables whose deleted rows take rows of this one along, as `schema.table`. */
  readonly cascadesFrom: readonly string[];
  /** Tables whose changed or deleted rows change values of this one. */
  readonly changesWith: readonly string[];
}

/** What running migrations did to rows. `reason` is a clause. */
export type RowsProof =
  | {
      readonly kind: 'compared';
      readonly tables: number;
      readonly rows: number;
      readonly losses: readonly RowLoss[];
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-compared'; readonly reason: string };

export interface RowLoss {
  /** `schema.table` */
  readonly table: string;
  readonly before: number;
  /** `null`: the table is gone. As many as before: they hold something else. */
  readonly after: number | null;
}

/** Holds the rows before against those after, and both against the steps that were read. */
export function compareRows(
  before: readonly TableRows[],
  after: readonly TableRows[],
  steps: readonly Step[],
): RowsProof {
  const rows = before.reduce((sum, { count }) => sum + count, 0);
  if (rows === 0) return { kind: 'empty' };
  const later = new Map(after.map((one) => [nameOf(one), one]));
  const said = accountOf(steps);
  const deleted = alongWith(before, said.deletes, ({ cascadesFrom }) => cascadesFrom);
  const touched = alongWith(before, said.touches, ({ changesWith }) => changesWith);
  const losses = before.flatMap((one) => {
    const name = nameOf(one);
    if (said.deletesAnything || deleted.has(name) || one.count === 0) return [];
    const now = later.get(nameAfter(one, steps));
    const isKept = now !== undefined && now.count >= one.count && (touched.has(name) || isSame(one, now));
    return isKept ? [] : [{ table: name, before: one.count, after: now?.count ?? null }];
  });
  return { kind: 'compared', tables: before.length, rows, losses };
}

/** What the table is called once the steps have run. */
function nameAfter({ schema, table }: TableRows, steps: readonly Step[]): string {
  let [inSchema, name] = [schema, table];
  for (const step of steps) {
    if (step.kind !== 'operation' || !isMove(step.operation)) continue;
    const { operation } = step;
    const isMeant = operation.table.text === name && (operation.table.schema ?? inSchema) === inSchema;
    if (!isMeant) continue;
    if (operation.kind === 'rename-table') name = operation.to.text;
    else inSchema = operation.schema.text;
  }
  return `${inSchema}.${name}`;
}

function newNameOf(move: Extract<Operation, { readonly kind: 'rename-table' | 'set-table-schema' }>): Name {
  return move.kind === 'rename-table' ? move.to : move.schema;
}

function isMove(
  operation: Operation,
): operation is Extract<Operation, { readonly kind: 'rename-table' | 'set-table-schema' }> {
  return operation.kind === 'rename-table' || operation.kind === 'set-table-schema';
}

/** Without checksums, and with more rows, nobody can tell whether each is what it was. */
function isSame(one: TableRows, now: TableRows): boolean {
  return (
    one.checksum === null || now.checksum === null || now.count > one.count || one.checksum === now.checksum
  );
}

/** What steps say that they do: names of tables, `schema.table` or without a schema. */
interface Account {
  readonly deletes: ReadonlySet<string>;
  /** Whose rows or columns change in any way. */
  readonly touches: ReadonlySet<string>;
  readonly deletesAnything: boolean;
}

function accountOf(steps: readonly Step[]): Account {
  const operations = steps.flatMap((step) => (step.kind === 'operation' ? [step.operation] : []));
  return {
    deletes: new Set(operations.flatMap(tablesDeleted).map(textOf)),
    touches: new Set(operations.flatMap(tablesTouched).map(textOf)),
    deletesAnything: operations.some(mayDeleteAnything),
  };
}

/** Tables in whose rows a step changes values, or takes rows away. */
function tablesTouched(operation: Operation): readonly TableName[] {
  const isTouched = 'table' in operation && operation.table !== undefined && TOUCHES.has(operation.kind);
  return isTouched ? [operation.table] : tablesDeleted(operation);
}

const TOUCHES: ReadonlySet<Operation['kind']> = new Set([
  'add-column',
  'alter-column',
  'change-rows',
  'drop-column',
]);

/** Tables that a step empties, drops, takes rows from, or calls something that is not known. */
function tablesDeleted(operation: Operation): readonly TableName[] {
  if (operation.kind === 'truncate') return operation.tables;
  if (operation.kind === 'other') return tablesMoved(operation.deed);
  return 'table' in operation && operation.table !== undefined && isDeletion(operation)
    ? [operation.table]
    : [];
}

function isDeletion(operation: Operation): boolean {
  if (operation.kind === 'change-rows') return operation.verb === 'delete' || operation.verb === 'merge';
  if (isMove(operation)) return !operation.table.isKnown || !newNameOf(operation).isKnown;
  return operation.kind === 'drop-table';
}

/** Rows of a partition are those of its table while it is one. */
function tablesMoved(deed: UtilityStatement | undefined): readonly TableName[] {
  const isMoved = deed?.kind === 'detach-partition' || deed?.kind === 'attach-partition';
  return isMoved ? [deed.table, deed.partition] : [];
}

function mayDeleteAnything(operation: Operation): boolean {
  if (operation.kind === 'drop-all') return true;
  if (operation.kind === 'truncate') return operation.cascade;
  return operation.kind === 'drop-object' && ['database', 'owned', 'schema'].includes(operation.object);
}

/** The tables that are named, and those that go along with them, and those that go along with those. */
function alongWith(
  tables: readonly TableRows[],
  named: ReadonlySet<string>,
  parentsOf: (table: TableRows) => readonly string[],
): ReadonlySet<string> {
  const children = new Map<string, string[]>();
  for (const one of tables) {
    for (const parent of parentsOf(one)) {
      const known = children.get(parent);
      if (known === undefined) children.set(parent, [nameOf(one)]);
      else known.push(nameOf(one));
    }
  }
  const found = new Set(tables.filter((one) => names(named, one)).map(nameOf));
  for (const parent of found) for (const child of children.get(parent) ?? []) found.add(child);
  return found;
}

function names(said: ReadonlySet<string>, { schema, table }: TableRows): boolean {
  return said.has(table) || said.has(`${schema}.${table}`);
}

function nameOf({ schema, table }: TableRows): string {
  return `${schema}.${table}`;
}

function textOf({ schema, text }: TableName): string {
  return schema === undefined ? text : `${schema}.${text}`;
}
