import { tableText, type Name } from './name.ts';
import type { Operation } from './operation.ts';

/** What an operation makes or changes, in few words for a sentence: `the table orders`, `the index ix_orders_no`. */
export function changedThing(operation: Operation): string {
  switch (operation.kind) {
    case 'create-table':
    case 'drop-table':
    case 'rename-table':
    case 'set-table-schema':
      return `the table ${tableText(operation.table)}`;
    case 'add-column':
      return `the column ${tableText(operation.table)}.${operation.column.name.text}`;
    case 'drop-column':
    case 'rename-column':
    case 'alter-column':
      return `the column ${tableText(operation.table)}.${operation.column.text}`;
    case 'create-index':
    case 'drop-index':
      return named('index', operation.name);
    case 'add-constraint':
      return `${named('constraint', operation.constraint.name)} of ${tableText(operation.table)}`;
    default:
      return otherThing(operation);
  }
}

function otherThing(operation: Operation): string {
  switch (operation.kind) {
    case 'drop-constraint':
    case 'validate-constraint':
      return `${named('constraint', operation.name)} of ${tableText(operation.table)}`;
    case 'create-object':
    case 'drop-object':
    case 'rename-object':
      return named(operation.object.replaceAll('-', ' '), operation.name);
    case 'truncate':
      return `the rows of ${operation.tables.map(tableText).join(', ')}`;
    case 'change-rows':
      return `rows of ${tableText(operation.table)}`;
    case 'create-all':
    case 'drop-all':
      return 'the tables of the metadata';
    default:
      return 'something else';
  }
}

function named(what: string, name: Name | undefined): string {
  return name === undefined ? `a nameless ${what}` : `the ${what} ${name.text}`;
}
