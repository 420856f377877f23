import { tableKey, type Name, type TableName } from './name.ts';
import type { Operation, OperationStep, Step } from './operation.ts';
import { nameText, renamedObject, renamedTable } from './same-names.ts';

/**
 * Whether a step is one of three: something is renamed, something else takes its old name, and the first is dropped.
 * So an enumeration gets other values, and so tables are altered on SQLite. No code ever knew what is dropped by the
 * name that it has then. What holds no rows may as well be dropped first, and the new one be given its name.
 */
export function isRenameSwap(steps: readonly Step[], step: OperationStep): boolean {
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
  for (const step of done.flatMap((one, index) => succession(one, done.slice(index + 1), takers)))
    found.add(step);
  return found;
}

/** Something without rows is dropped, and what the migration made under another name gets its name. */
function succession(
  drop: OperationStep,
  later: readonly OperationStep[],
  makers: ReadonlyMap<string | undefined, OperationStep>,
): readonly OperationStep[] {
  const { kind } = drop.operation;
  if (kind !== 'drop-object' && kind !== 'drop-index') return [];
  const name = droppedName(drop.operation);
  const rename = later.find(({ operation }) => renaming(operation)?.to === name);
  const maker = rename && makers.get(renaming(rename.operation)?.from);
  return rename === undefined || maker === undefined ? [] : [drop, rename, maker];
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
  if (operation.kind === 'create-index') return operation.name && indexWord(operation.name);
  return renaming(operation)?.to;
}

function droppedName(operation: Operation): string | undefined {
  if (operation.kind === 'drop-table') return tableWord(operation.table);
  if (operation.kind === 'drop-column') return columnWord(operation.table, nameText(operation.column));
  if (operation.kind === 'drop-index') return indexWord(operation.name);
  return operation.kind === 'drop-object' ? `${operation.object} ${nameText(operation.name)}` : undefined;
}

function tableWord(table: TableName): string {
  return `table ${tableKey(table) ?? `source of ${table.text}`}`;
}

/** ALTER INDEX is read as a change of an object of no kind of its own. */
function indexWord(name: Name): string {
  return `other ${nameText(name)}`;
}

function columnWord(table: TableName, column: string): string {
  return `column ${column} of ${tableWord(table)}`;
}
