import type { ColumnState, TableState } from '../schema/schema-history.ts';
import type { OperationOf } from '../operations/by-kind.ts';
import type { MigrationStep } from './judged-upgrade.ts';
import { tableKey, type Name, type TableName } from '../operations/name.ts';
import type { Operation, Step } from '../operations/operation.ts';
import { schemaAround } from './schema-around.ts';

/** Every name that a table has while the steps run, its own first. */
export function namesWithin(steps: readonly Step[], table: TableName): readonly TableName[] {
  const names = new Map([[tableKey(table), table]]);
  const { tables: renames } = renamesIn(steps);
  for (const { from, to } of renames.toReversed())
    if (names.has(tableKey(to))) names.set(tableKey(from), from);
  for (const { from, to } of renames) if (names.has(tableKey(from))) names.set(tableKey(to), to);
  return [...names.values()];
}

/** What columns of a table are called after the steps from one to another. */
export function columnsAfter(
  steps: readonly Step[],
  { columns, tables, from = 0, to = steps.length }: ColumnsWithin,
): readonly string[] {
  const keys = new Set(tables.map(tableKey));
  let names = columns;
  for (const { index, operation } of renamesIn(steps).columns) {
    if (index < from || index >= to || !keys.has(tableKey(operation.table))) continue;
    names = names.map((name) => (name === operation.column.text ? operation.to.text : name));
  }
  return names;
}

interface ColumnsWithin {
  readonly columns: readonly string[];
  /** The names of their table. */
  readonly tables: readonly TableName[];
  readonly from?: number;
  readonly to?: number;
}

/** A table at the end of the migration, under whatever name; `undefined` where it is gone. */
export function tableAtEnd({ upgrade }: MigrationStep, table: TableName): TableState | undefined {
  const { schema, revision } = schemaAround(upgrade);
  const moment = { revision, step: upgrade.steps.length };
  for (const name of namesWithin(upgrade.steps, table).toReversed()) {
    const state = schema.tableAt(name, moment);
    if (state !== undefined) return state;
  }
  return undefined;
}

/** A column of it then, under whatever name; `undefined` where it is gone. */
export function columnAtEnd(step: MigrationStep, table: TableName, column: Name): ColumnState | undefined {
  const { index, upgrade } = step;
  const [name = column.text] = columnsAfter(upgrade.steps, {
    columns: [column.text],
    tables: namesWithin(upgrade.steps, table),
    from: index,
  });
  return tableAtEnd(step, table)?.columns.get(name);
}

interface TableRename {
  readonly from: TableName;
  readonly to: TableName;
}

interface Renames {
  readonly tables: readonly TableRename[];
  readonly columns: readonly { readonly index: number; readonly operation: OperationOf<'rename-column'> }[];
}

const known = new WeakMap<readonly Step[], Renames>();

/** Most migrations have none, and many steps ask. */
function renamesIn(steps: readonly Step[]): Renames {
  const before = known.get(steps);
  if (before !== undefined) return before;
  const renames: Renames = {
    tables: steps.flatMap(tableRename),
    columns: steps.flatMap((step, index) =>
      step.kind === 'operation' && step.operation.kind === 'rename-column'
        ? [{ index, operation: step.operation }]
        : [],
    ),
  };
  known.set(steps, renames);
  return renames;
}

/** `op.rename_table("a", "b", schema=schema())`: what else names the table leaves its schema out. */
function onSearchPath(table: TableName): TableName {
  const bare = table.text.slice(table.text.lastIndexOf('.') + 1);
  return table.isKnown || bare === table.text ? table : { text: bare, isKnown: true, schema: undefined };
}

function tableRename(step: Step): readonly TableRename[] {
  const operation: Operation | undefined = step.kind === 'operation' ? step.operation : undefined;
  if (operation?.kind === 'rename-table') {
    const from = onSearchPath(operation.table);
    return [{ from, to: { ...from, ...operation.to } }];
  }
  if (operation?.kind !== 'set-table-schema') return [];
  const { table, schema } = operation;
  return [{ from: table, to: { ...table, schema: schema.text, isKnown: table.isKnown && schema.isKnown } }];
}
