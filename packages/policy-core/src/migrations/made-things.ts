import { tableKey, type Name, type TableName } from './name.ts';
import type { Operation } from './operation.ts';
import { renamedTable } from './same-names.ts';

/** Tables, columns and schemas that some steps made, under the names that they have by then. */
export type MadeThings = ReadonlySet<string>;

/** Notes what one more step made. What was only made unless it was there counts where `evenIfThere` says so. */
export function noteMade(operation: Operation, made: Set<string>, evenIfThere = false): void {
  if ('ifNotExists' in operation && operation.ifNotExists !== false && !evenIfThere) return;
  switch (operation.kind) {
    case 'create-table':
      note(made, tableText(operation.table));
      break;
    case 'add-column':
      note(made, columnText(operation.table, operation.column.name));
      break;
    case 'create-object':
      if (operation.object === 'schema') note(made, schemaText(operation.name));
      break;
    default:
      noteRenamed(operation, made);
  }
}

function noteRenamed(operation: Operation, made: Set<string>): void {
  if (operation.kind === 'rename-column') {
    const { table, column, to } = operation;
    if (isMadeColumn(made, table, column)) note(made, columnText(table, to));
  } else if (operation.kind === 'rename-table' || operation.kind === 'set-table-schema') {
    const isMade = isMadeTable(made, operation.table);
    noteColumnsAgain(made, operation.table, renamedTable(operation));
    if (isMade) note(made, tableText(renamedTable(operation)));
    // The schema holds something now that was there before.
    else if (operation.kind === 'set-table-schema') made.delete(schemaText(operation.schema) ?? '');
  }
}

/** Columns go with their table. */
function noteColumnsAgain(made: Set<string>, from: TableName, to: TableName): void {
  const [before, after] = [tableKey(from), tableKey(to)];
  if (before === undefined || after === undefined) return;
  const prefix = `column\n${before}\n`;
  for (const text of made) {
    if (text.startsWith(prefix)) made.add(`column\n${after}\n${text.slice(prefix.length)}`);
  }
}

/** `false` where the name is not known. */
export function isMadeTable(made: MadeThings, table: TableName): boolean {
  return made.has(tableText(table) ?? '');
}

/** With its table, or by itself. */
export function isMadeColumn(made: MadeThings, table: TableName, column: Name): boolean {
  return isMadeTable(made, table) || made.has(columnText(table, column) ?? '');
}

/** And nothing lies in it that was there before. */
export function isMadeSchema(made: MadeThings, schema: Name): boolean {
  return made.has(schemaText(schema) ?? '');
}

function note(made: Set<string>, text: string | undefined): void {
  if (text !== undefined) made.add(text);
}

function tableText(table: TableName): string | undefined {
  const key = tableKey(table);
  return key === undefined ? undefined : `table\n${key}`;
}

function columnText(table: TableName, column: Name): string | undefined {
  const key = tableKey(table);
  return key === undefined || !column.isKnown ? undefined : `column\n${key}\n${column.text}`;
}

function schemaText({ text, isKnown }: Name): string | undefined {
  return isKnown ? `schema\n${text}` : undefined;
}
