import { operationTable } from './operation-table.ts';
import type { TableName } from './name.ts';
import type { Operation, Step } from './operation.ts';

/** Steps, with the text of their file. */
interface Read {
  readonly text: string;
  readonly steps: readonly Step[];
}

/**
 * Whether a query hands the name of a table to a function: `SELECT copy_table('orders', 'old_orders')`. What that
 * makes of a name is not known.
 */
export function isHandedOver({ text: name }: TableName, { text, steps }: Read): boolean {
  return steps.some((step) => isQuery(step) && holds(text.slice(step.start, step.end), name));
}

/**
 * Whether an operation is about a table that is handed to a function which these steps make for themselves: it may
 * make that table, with all that is on it.
 */
export function isOfTableHandedToOwn(operation: Operation, { text, steps }: Read): boolean {
  const table = operationTable(operation);
  if (table?.isKnown !== true) return false;
  const own = steps.flatMap(functionMade);
  const calls = steps.filter(
    (step) => isQuery(step) && wordsOf(text.slice(step.start, step.end)).some((word) => own.includes(word)),
  );
  return isHandedOver(table, { text, steps: calls });
}

function isQuery(step: Step): boolean {
  return step.kind === 'operation' && step.operation.kind === 'other';
}

function holds(call: string, name: string): boolean {
  const literals = Array.from(call.matchAll(/'([^']*)'/g), ([, literal = '']) => literal);
  return literals.some((literal) => literal.split('.').at(-1) === name);
}

function functionMade(step: Step): readonly string[] {
  if (step.kind !== 'operation' || step.operation.kind !== 'create-object') return [];
  const { object, name } = step.operation;
  return object === 'function' ? [name.text.split('.').at(-1) ?? ''] : [];
}

function wordsOf(sql: string): readonly string[] {
  return sql.match(/\w+/g) ?? [];
}
