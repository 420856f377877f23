import { tableKey, type TableName } from './name.ts';
import type { Operation, OperationStep, Step } from './operation.ts';
import { nameText, renamedObject, renamedTable } from './same-names.ts';

/**
 * Whether a step is one of three: something is renamed, something else takes its old name, and the first is dropped.
 * So an enumeration gets other values, and so tables are altered on SQLite. No code ever knew what is dropped by the
 * name that it has then.
 */
export function isSwap(steps: readonly Step[], step: OperationStep): boolean {
  const known = swapped.get(steps) ?? swappedIn(steps);
  swapped.set(steps, known);
  return known.has(step);
}

const swapped = new WeakMap<readonly Step[], ReadonlySet<OperationStep>>();

function swappedIn(steps: readonly Step[]): ReadonlySet<OperationStep> {
  const done = steps.filter((step) => step.kind === 'operation');
  // Most migrations rename nothing.
  if (!done.some(({ operation }) => RENAMES.has(operation.kind))) return NONE;
  const takers = new Map(done.map((step) => [madeName(step.operation), step]));
  const away = new Map<string, readonly OperationStep[]>();
  const found = new Set<OperationStep>();
  for (const step of done) {
    const rename = renaming(step.operation);
    const taker = rename && takers.get(rename.from);
    if (rename !== undefined && taker !== undefined) away.set(rename.to, [step, taker]);
    const others = away.get(droppedName(step.operation) ?? '');
    for (const other of others === undefined ? [] : [step, ...others]) found.add(other);
  }
  return found;
}

const NONE: ReadonlySet<OperationStep> = new Set();
const RENAMES: ReadonlySet<Operation['kind']> = new Set(['rename-table', 'rename-column', 'rename-object']);

interface Renaming {
  readonly from: string;
  readonly to: string;
}

function renaming(operation: Operation): Renaming | undefined {
  switch (operation.kind) {
    case 'rename-table':
      return { from: tableWord(operation.table), to: tableWord(renamedTable(operation)) };
    case 'rename-column': {
      const { table, column, to } = operation;
      return { from: columnWord(table, nameText(column)), to: columnWord(table, nameText(to)) };
    }
    case 'rename-object': {
      const { object, name } = operation;
      return { from: `${object} ${nameText(name)}`, to: `${object} ${nameText(renamedObject(operation))}` };
    }
    default:
      return undefined;
  }
}

function madeName(operation: Operation): string | undefined {
  if (operation.kind === 'create-table') return tableWord(operation.table);
  if (operation.kind === 'add-column') return columnWord(operation.table, nameText(operation.column.name));
  if (operation.kind === 'create-object') return `${operation.object} ${nameText(operation.name)}`;
  return renaming(operation)?.to;
}

function droppedName(operation: Operation): string | undefined {
  if (operation.kind === 'drop-table') return tableWord(operation.table);
  if (operation.kind === 'drop-column') return columnWord(operation.table, nameText(operation.column));
  return operation.kind === 'drop-object' ? `${operation.object} ${nameText(operation.name)}` : undefined;
}

function tableWord(table: TableName): string {
  return `table ${tableKey(table) ?? `source of ${table.text}`}`;
}

function columnWord(table: TableName, column: string): string {
  return `column ${column} of ${tableWord(table)}`;
}
