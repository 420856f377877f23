import { memoizeByObject } from '../../model/memoize.ts';
import type { MigrationStep } from './judged-upgrade.ts';
import { searchPathChanges } from '../operations/search-path-changes.ts';
import { spelling, tableKey, type TableName } from '../operations/name.ts';
import type { Operation, OperationStep, Step } from '../operations/operation.ts';

/**
 * Whether one name means one table from the beginning of the migration to its end, so that what the schema tells of
 * that name is about the table that the step changes. An unclear step leaves it standing, as it does in the schema.
 */
export function isStableName({ upgrade, index, isCertain }: MigrationStep, table: TableName): boolean {
  const { steps } = upgrade;
  const key = tableKey(table);
  if (key === undefined) return true;
  const shifts = searchPathChanges(steps);
  if (shifts.statedBefore(table, steps.length) >= 0) return false;
  const turns = turnsIn(steps).get(key) ?? NO_TURNS;
  const given = turns.find(({ isLost }) => !isLost);
  if (given !== undefined && shifts.before(table, index) > given.at) return false;
  // A name that something lost is that of another table where it is used again.
  const isLost = turns.findLast(({ at }) => at < index)?.isLost === true;
  const isOne = (turn: Turn) =>
    (turn.isSure || (turn.isPerhaps && !isCertain)) && turn.name === spelling(table);
  return !isLost && turns.every(isOne);
}

const NO_TURNS: readonly Turn[] = [];

/** Something gets a name, or loses it. */
interface Turn {
  readonly at: number;
  readonly name: string;
  readonly isLost: boolean;
  /** No other table can be meant by the name in the same migration. */
  readonly isSure: boolean;
  /** The same under a condition. */
  readonly isPerhaps: boolean;
}

/** By the key of the name. Each step asks. */
const turnsIn = memoizeByObject((steps: readonly Step[]): ReadonlyMap<string, readonly Turn[]> => {
  const turns = new Map<string, Turn[]>();
  for (const [at, step] of steps.entries()) {
    if (step.kind === 'unclear') continue;
    const { gets, loses } = namesOf(step.operation);
    for (const table of [loses, gets]) {
      if (table === undefined) continue;
      const turn = {
        at,
        name: spelling(table),
        isLost: table === loses,
        isSure: isSure(step),
        isPerhaps: failsWhereTaken(step),
      };
      const key = tableKey(table) ?? '';
      const there = turns.get(key);
      if (there === undefined) turns.set(key, [turn]);
      else there.push(turn);
    }
  }
  return turns;
});

function namesOf(operation: Operation): { readonly gets?: TableName; readonly loses?: TableName } {
  switch (operation.kind) {
    case 'create-table':
      return { gets: operation.table };
    case 'drop-table':
      return { loses: operation.table };
    case 'rename-table':
      return { loses: operation.table, gets: { ...operation.table, ...operation.to } };
    case 'set-table-schema': {
      const { table, schema } = operation;
      const isKnown = table.isKnown && schema.isKnown;
      return { loses: table, gets: { ...table, schema: schema.text, isKnown } };
    }
    default:
      return {};
  }
}

function isSure(step: OperationStep): boolean {
  return step.operation.kind === 'drop-table' || (step.isCertain && failsWhereTaken(step));
}

function failsWhereTaken({ operation, shift }: OperationStep): boolean {
  if (operation.kind !== 'create-table') return shift !== 'undone';
  return shift !== 'undone' && operation.ifNotExists === false && !operation.isTemporary;
}
