import { operationTable } from './operation-table.ts';
import { tableKey, type TableName } from './name.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { Operation, Step, UnclearStep } from './operation.ts';

/** One direction, with the text of its file. */
interface Read {
  readonly text: string;
  readonly steps: readonly Step[];
}

/**
 * Whether a statement that nobody can read makes a table of that name, in whatever schema: PostgreSQL refuses what is
 * written for another database, and there it may be what a table gives way to, or the table that only passes.
 */
export function isCreatedByUnparsedSql(table: TableName, { text, steps }: Read): boolean {
  return unclearSteps(steps).some(({ step }) => makes(step, table, text));
}

/**
 * Whether rows of a table that is dropped may be kept, though nobody can read how: it is made by such a statement
 * before it is dropped; or made again by one, after something took rows out of it.
 */
export function mayBeKeptByUnparsedSql(table: TableName, dropped: number, { text, steps }: Read): boolean {
  const made = unclearSteps(steps).find(({ step }) => makes(step, table, text))?.at;
  if (made === undefined) return false;
  return made < dropped || steps.slice(0, dropped).some((step) => takesRowsOut(step, table, text));
}

const unclearSteps = memoizeByObject((steps: readonly Step[]) =>
  [...steps.entries()].flatMap(([at, step]) => (step.kind === 'unclear' ? [{ at, step }] : [])),
);

function makes(step: UnclearStep, table: TableName, text: string): boolean {
  if (!table.isKnown) return false;
  const made = text.slice(step.start, step.end).matchAll(MAKES);
  return Array.from(made, ([, name = '']) => bare(name)).includes(bare(table.text));
}

/** CREATE TABLE `orders`, CREATE TABLE IF NOT EXISTS shop.orders, RENAME TO [orders], RENAME TABLE a TO b */
const MAKES = new RegExp(
  String.raw`\b(?:create\s+(?:temporary\s+|temp\s+)?table(?:\s+if\s+not\s+exists)?|rename\s+(?:table\s+\S+\s+)?(?:to|as))\s+([^\s(;,]+)`,
  'gi',
);

/** Without its schema, its quotes and its case. */
function bare(name: string): string {
  const last = name.split('.').at(-1) ?? name;
  return last.replaceAll(/["'`[\]\\]/g, '').toLowerCase();
}

function takesRowsOut(step: Step, table: TableName, text: string): boolean {
  if (step.kind === 'unclear') return wordsOf(text.slice(step.start, step.end)).includes(bare(table.text));
  return sourcesOf(step.operation).some((source) => tableKey(source) === tableKey(table));
}

function wordsOf(sql: string): readonly string[] {
  return sql.toLowerCase().match(/\w+/g) ?? [];
}

/** Tables whose rows it puts somewhere else. */
function sourcesOf(operation: Operation): readonly TableName[] {
  if (operation.kind === 'create-table') {
    return (operation.sources ?? []).flatMap(({ as, table }) => (as === 'query' ? [table] : []));
  }
  if (operation.kind !== 'change-rows' || operation.verb !== 'insert') return [];
  return [...(operation.copied ? [operation.copied.from] : []), ...(operation.reads ?? [])];
}

/** Whether an operation is about a table that such a statement makes. */
export function isOfTableCreatedByUnparsedSql(operation: Operation, read: Read): boolean {
  const table = operationTable(operation);
  return table !== undefined && isCreatedByUnparsedSql(table, read);
}
