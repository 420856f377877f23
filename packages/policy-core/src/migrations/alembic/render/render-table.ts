import type { OperationOf } from '../../operations/by-kind.ts';
import type { ColumnDefinition } from '../../operations/column.ts';
import { renderColumn, type Counting } from './render-column.ts';
import { inSchema, renderInTable } from './render-constraint.ts';
import { renderText } from './render-python.ts';

/** `op.create_table(...)`, a line for each column and constraint; `undefined` where its text is not certain. */
export function renderCreateTable(operation: OperationOf<'create-table'>): string | undefined {
  const { table, columns, constraints, ifNotExists, isWhole, isTemporary, isPartitioned } = operation;
  if (ifNotExists !== false || !isWhole || isTemporary || isPartitioned === true) return undefined;
  const parts = [
    ...columns.map((column) => renderColumn(column, countingOf(column, operation))),
    ...constraints.map(renderInTable),
  ];
  if (parts.includes(undefined)) return undefined;
  const lines = [renderText(table.text), ...parts, ...inSchema(table)].map((part) => `    ${part},\n`);
  return `op.create_table(\n${lines.join('')})`;
}

/** SQLAlchemy lets the only column of a primary key count when it is an integer that points nowhere. */
function countingOf(
  { name, type }: ColumnDefinition,
  { constraints }: OperationOf<'create-table'>,
): Counting {
  const isInteger = type.isKnown && INTEGERS.has(type.name) && type.dimensions === 0;
  const isOnlyKey = constraints.some(
    ({ kind, columns }) => kind === 'primary-key' && columns?.length === 1 && columns[0] === name.text,
  );
  const pointsSomewhere = constraints.some(
    ({ kind, columns }) => kind === 'foreign-key' && columns?.includes(name.text) !== false,
  );
  return isInteger && isOnlyKey && !pointsSomewhere ? 'by-itself' : 'never';
}

const INTEGERS: ReadonlySet<string> = new Set(['int2', 'int4', 'int8']);
