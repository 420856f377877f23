import { knownName, tableKey, type Name, type TableName } from './name.ts';
import type { Operation } from './operation.ts';
import { renamedTable } from './same-names.ts';

/**
 * Tables, columns and schemas that some steps made, under the names that they have by then: nothing of before can be lost
 * with them, also where another direction or migration drops them. Whether somebody may be using them is another
 * question, which asks for more certainty: `newThingsIn`.
 */
export type CreatedObjects = ReadonlySet<string>;

/** Notes what one more step made. What was only made unless it was there counts where `evenIfThere` says so. */
export function noteCreated(operation: Operation, made: Set<string>, evenIfThere = false): void {
  if (mayBeThere(operation) && !evenIfThere) return;
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
      noteGone(operation, made);
      noteRenamed(operation, made);
  }
}

/** A temporary table that is there already holds nothing that outlives its session, either. */
function mayBeThere(operation: Operation): boolean {
  if (operation.kind === 'create-table' && operation.isTemporary) return false;
  return 'ifNotExists' in operation && operation.ifNotExists !== false;
}

function noteGone(operation: Operation, made: Set<string>): void {
  if (operation.kind === 'drop-table') forgetTable(made, operation.table);
  if (operation.kind === 'drop-column') made.delete(columnText(operation.table, operation.column) ?? '');
}

function noteRenamed(operation: Operation, made: Set<string>): void {
  if (operation.kind === 'rename-column') {
    const { table, column, to } = operation;
    const isMade = made.delete(columnText(table, column) ?? '');
    if (isMade) note(made, columnText(table, to));
  } else if (operation.kind === 'rename-table' || operation.kind === 'set-table-schema') {
    const isMade = moveTable(made, operation.table, renamedTable(operation));
    // The schema holds something now that was there before.
    if (!isMade && operation.kind === 'set-table-schema') made.delete(schemaText(operation.schema) ?? '');
  }
}

/** With its columns; whether it was made. */
function moveTable(made: Set<string>, from: TableName, to: TableName): boolean {
  const isMade = isCreatedTable(made, from);
  const columns = columnsOf(made, from);
  forgetTable(made, from);
  forgetTable(made, to);
  if (isMade) note(made, tableText(to));
  for (const column of columns) note(made, columnText(to, column));
  return isMade;
}

function forgetTable(made: Set<string>, table: TableName): void {
  for (const column of columnsOf(made, table)) made.delete(columnText(table, column) ?? '');
  made.delete(tableText(table) ?? '');
}

/** Those that were made by themselves. */
function columnsOf(made: CreatedObjects, table: TableName): readonly Name[] {
  const prefix = columnText(table, knownName(''));
  if (prefix === undefined) return [];
  return [...made].flatMap((text) => (text.startsWith(prefix) ? [knownName(text.slice(prefix.length))] : []));
}

/** `false` where the name is not known. */
export function isCreatedTable(made: CreatedObjects, table: TableName): boolean {
  return made.has(tableText(table) ?? '');
}

/** With its table, or by itself. */
export function isCreatedColumn(made: CreatedObjects, table: TableName, column: Name): boolean {
  return isCreatedTable(made, table) || made.has(columnText(table, column) ?? '');
}

/** And nothing lies in it that was there before. */
export function isCreatedSchema(made: CreatedObjects, schema: Name): boolean {
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
