import { tableKey, type TableName } from './name.ts';
import type { Step } from './operation.ts';

/**
 * Whether a step changes rows of a table, or may: of SQL that nobody can read, and of rows in a table that is only
 * known when it runs, nobody can tell.
 */
export function mayChangeRows(step: Step, table: TableName): boolean {
  if (step.kind === 'unclear') return true;
  if (step.operation.kind !== 'change-rows') return false;
  const changed = tableKey(step.operation.table);
  return changed === undefined || changed === tableKey(table);
}

interface WrittenColumn {
  readonly table: TableName;
  readonly column: string;
  /** Of the file that the step is in. */
  readonly text: string;
}

/** Whether it may write into a column of these rows. An UPDATE in SQL that never says its name leaves it as it is. */
export function mayWriteColumn(step: Step, { table, column, text }: WrittenColumn): boolean {
  if (isWorkedOutAnew(step, column)) return true;
  if (!mayChangeRows(step, table)) return false;
  if (step.kind !== 'operation' || step.operation.kind !== 'change-rows') return true;
  if (step.operation.verb === 'delete') return false;
  const sql = withoutValues(text.slice(step.start, step.end));
  // What is put in when it runs may be any name.
  if (step.operation.verb !== 'update' || !/^\W*update\b[^{}%+]+$/i.test(sql)) return true;
  const words: readonly string[] = sql.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? [];
  return words.includes(column.toLowerCase());
}

/**
 * Whether a step may give a column other values. An UPDATE in SQL that is written out does so only where the name of the
 * column stands before an equals sign; it may stand there for another reason.
 */
export function mayAssignColumn(step: Step, written: WrittenColumn): boolean {
  if (!mayWriteColumn(step, written)) return false;
  const sql = withoutValues(written.text.slice(step.start, step.end));
  if (!/^\W*update\b[^{}%+]+$/i.test(sql)) return true;
  const before = sql.toLowerCase().split('=').slice(0, -1);
  // `note`, `orders.note`, `note[1]`, `(note, total)`
  return before.some((text) => {
    const [last = ''] =
      /(?:\([^()]*\)|(?:[\p{L}\p{N}_$".]|\[[^\]]*\])*)\s*$/u.exec(text.slice(-MOST_NAMES)) ?? [];
    const words: readonly string[] = last.match(/[\p{L}\p{N}_$]+/gu) ?? [];
    return words.includes(written.column.toLowerCase());
  });
}

/** More characters than these are before no equals sign of an UPDATE that somebody writes. */
const MOST_NAMES = 2000;

function withoutValues(sql: string): string {
  return sql.replaceAll(VALUE_GIVEN, '$1?').replaceAll(ARRAY, "''");
}

/** `'{red,green}'`: between quotes no braces stand for the name of a column. */
const ARRAY = /'\{[^'"{}]*\}'/g;

/** `= %s`, `= %(name)s`, `, %s)`: whatever is put in, the names of columns stand before it. */
const VALUE_GIVEN = /([=(,<>]\s*)%(?:\(\w+\))?s(?!\s*=|\w)/g;

/** `ALTER COLUMN shop TYPE uuid USING CASE ... END`, of whatever table. */
function isWorkedOutAnew(step: Step, column: string): boolean {
  if (step.kind !== 'operation' || step.operation.kind !== 'alter-column') return false;
  return step.operation.using !== undefined && step.operation.column.text === column;
}

/** Whether rows of the table may come by it. */
export function mayAddRows(step: Step, table: TableName): boolean {
  if (!mayChangeRows(step, table)) return false;
  if (step.kind !== 'operation' || step.operation.kind !== 'change-rows') return true;
  return step.operation.verb !== 'update' && step.operation.verb !== 'delete';
}
