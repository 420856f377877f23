import { answerByKind, type ByKind } from './by-kind.ts';
import type { Name, TableName } from './name.ts';
import type { Operation } from './operation.ts';
import { formatName, formatTable } from './format-name.ts';

/** What an operation makes or changes, in few words for a sentence: `the table orders`, `the index ix_orders_no`. */
export function changedThing(operation: Operation): string {
  return answerByKind(THINGS, operation, undefined);
}

const THINGS: ByKind<undefined, string> = {
  'create-table': theTable,
  'drop-table': theTable,
  'rename-table': theTable,
  'set-table-schema': theTable,
  'add-column': ({ table, column }) => theColumn(table, column.name),
  'drop-column': ({ table, column }) => theColumn(table, column),
  'rename-column': ({ table, column }) => theColumn(table, column),
  'alter-column': ({ table, column }) => theColumn(table, column),
  'create-index': ({ name }) => named('index', name),
  'drop-index': ({ name }) => named('index', name),
  'add-constraint': ({ table, constraint }) => theConstraint(table, constraint.name),
  'drop-constraint': ({ table, name }) => theConstraint(table, name),
  'rename-constraint': ({ table, name }) => theConstraint(table, name),
  'validate-constraint': ({ table, name }) => theConstraint(table, name),
  'create-object': theObject,
  'drop-object': theObject,
  'rename-object': theObject,
  truncate: ({ tables }) => `the rows of ${tables.map(formatTable).join(', ')}`,
  'change-rows': ({ table }) => `rows of ${formatTable(table)}`,
  'create-all': () => 'the tables of the metadata',
  'drop-all': () => 'the tables of the metadata',
  other: ({ what }) => what,
};

function theTable({ table }: { readonly table: TableName }): string {
  return `the table ${formatTable(table)}`;
}

function theColumn(table: TableName, column: Name): string {
  return `the column ${formatTable(table)}.${formatName(column)}`;
}

function theConstraint(table: TableName, name: Name | undefined): string {
  return `${named('constraint', name)} of ${formatTable(table)}`;
}

function theObject({ object, name }: { readonly object: string; readonly name: Name }): string {
  // A role, a publication, what ALTER INDEX renames.
  return named(object === 'other' ? 'object' : object.replaceAll('-', ' '), name);
}

function named(what: string, name: Name | undefined): string {
  return name === undefined ? `a nameless ${what}` : `the ${what} ${formatName(name)}`;
}
