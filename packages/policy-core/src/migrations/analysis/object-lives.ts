import { memoizeByObject } from '../../model/memoize.ts';
import type { MigrationStep } from './judged-upgrade.ts';
import { searchPathChanges } from '../operations/search-path-changes.ts';
import { asTable, tableKey, type Name, type TableName } from '../operations/name.ts';
import type { ObjectOperation, OperationStep, Step } from '../operations/operation.ts';
import { renamedObject, renamedTable } from '../operations/same-names.ts';

type ObjectKind = ObjectOperation['object'];

/** A thing beside tables, such as a view. */
export interface NamedObject {
  readonly object: ObjectKind;
  readonly name: Name;
}

/**
 * Whether an earlier step of the same migration made it, or gave it that name, so that nobody can miss it. What is made
 * where it is missing may have been there before. What is made under a condition only counts for what is done under one.
 */
export function isNewObject(step: MigrationStep, thing: NamedObject): boolean {
  const { upgrade, index, isCertain } = step;
  const last = turnsOf(step, thing).findLast(({ at }) => at < index);
  if (last === undefined || last.isLost || mayBeThere(upgrade.text, last.step)) return false;
  if (searchPathChanges(upgrade.steps).before(asTable(thing.name), index) > last.at) return false;
  const { operation } = last.step;
  const isOwn = operation.kind !== 'rename-object' || isNewObject({ ...step, index: last.at }, operation);
  return isOwn && (last.step.isCertain || !isCertain);
}

/** Whether a later step of the same migration makes something of its kind and name, such as a view with more columns. */
export function comesBack(step: MigrationStep, thing: NamedObject): boolean {
  const { upgrade, index, isCertain } = step;
  return turnsOf(step, thing).some(
    (turn) =>
      turn.at > index &&
      !turn.isLost &&
      (turn.step.isCertain || !isCertain) &&
      // What the step itself does to names lies right behind it.
      searchPathChanges(upgrade.steps).statedBefore(asTable(thing.name), turn.at) < index + 1,
  );
}

/** Something gets a name, or loses it. */
interface Turn {
  readonly at: number;
  readonly step: OperationStep;
  readonly isLost: boolean;
}

function turnsOf({ upgrade }: MigrationStep, thing: NamedObject): readonly Turn[] {
  return turnsIn(upgrade.steps).get(keyOf(thing) ?? '') ?? [];
}

/** By the name. */
const turnsIn = memoizeByObject((steps: readonly Step[]): ReadonlyMap<string, readonly Turn[]> => {
  const turns = new Map<string, Turn[]>();
  const note = (thing: NamedObject | undefined, turn: Turn) => {
    const key = keyOf(thing);
    if (key === undefined) return;
    const others = turns.get(key);
    if (others === undefined) turns.set(key, [turn]);
    else others.push(turn);
  };
  for (const [at, step] of steps.entries()) {
    if (step.kind !== 'operation') continue;
    note(lostBy(step), { at, step, isLost: true });
    note(bornBy(step), { at, step, isLost: false });
  }
  return turns;
});

function lostBy({ operation }: OperationStep): NamedObject | undefined {
  return operation.kind === 'drop-object' || operation.kind === 'rename-object' ? operation : undefined;
}

/** Code reads a table as it reads a view. */
function bornBy({ operation }: OperationStep): NamedObject | undefined {
  switch (operation.kind) {
    case 'create-object':
      return operation;
    case 'rename-object':
      return { object: operation.object, name: renamedObject(operation) };
    case 'create-table':
      return relation(operation.table);
    case 'rename-table':
    case 'set-table-schema':
      return relation(renamedTable(operation));
    default:
      return undefined;
  }
}

function relation(table: TableName): NamedObject {
  return { object: 'view', name: { text: tableKey(table) ?? '', isKnown: table.isKnown } };
}

function keyOf(thing: NamedObject | undefined): string | undefined {
  const key = thing && tableKey(asTable(thing.name));
  return thing === undefined || key === undefined
    ? undefined
    : `${ALIKE.get(thing.object) ?? thing.object} ${key}`;
}

/** Names of these are of one kind in the database. */
const ALIKE: ReadonlyMap<ObjectKind, ObjectKind> = new Map([
  ['materialized-view', 'view'],
  ['domain', 'type'],
]);

/** No operation tells, but the text does; that of another file is not at hand. */
function mayBeThere(text: string, { start, end, from, shift }: OperationStep): boolean {
  // An error that is handled may say that it is there.
  return from !== undefined || shift === 'undone' || UNLESS_THERE.test(text.slice(start, end));
}

const UNLESS_THERE = /\bif[\s_]+not[\s_]+exists\b|\bor\s+replace\b|\bcheckfirst\b/i;
