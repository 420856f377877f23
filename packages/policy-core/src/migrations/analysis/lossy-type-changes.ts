import type { Migrations } from './migrations.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { typeChange } from '../schema/type-change.ts';
import { compareColumnTypes } from '../operations/column-type-sameness.ts';
import type { ColumnType } from '../operations/column-type.ts';
import { tableKey } from '../operations/name.ts';
import type { AlterColumn, Step } from '../operations/operation.ts';
import { columnBefore, isNewColumn, migrationSteps, tableBefore } from './migration-step.ts';
import type { JudgedUpgrade, MigrationStep, StepOf } from './judged-upgrade.ts';

/** A column that gets a type which may not hold every value of the one before. */
export interface LossyTypeChange {
  readonly step: StepOf<'alter-column'>;
  readonly from: ColumnType;
  readonly to: ColumnType;
  /** A clause. */
  readonly reason: string;
}

/** In the order of running. Columns that the same migration makes are not among them. */
export const lossyTypeChanges = memoizeByObject((migrations: Migrations): readonly LossyTypeChange[] =>
  migrationSteps(migrations, 'alter-column').flatMap((step): readonly LossyTypeChange[] => {
    const { table, column, type } = step.operation;
    const from = type && typeOfValues(step);
    if (type === undefined || from === undefined || isNewColumn(step, table, column)) return [];
    // The values are others then, and what USING makes of them is not known.
    if (isOfOthers(step.operation)) return [];
    const change = typeChange(from, type);
    if (change.kind !== 'narrowing' || (isUnsized(from) && isWiderThanMade(step, from, type))) return [];
    return [{ step, from, to: type, reason: change.reason }];
  }),
);

/** Whether one of them is this step. */
export function isLossyTypeChange(migrations: Migrations, { upgrade, index }: MigrationStep): boolean {
  return indexesOfLossy(migrations).get(upgrade)?.has(index) === true;
}

const indexesOfLossy = memoizeByObject(
  (migrations: Migrations): ReadonlyMap<JudgedUpgrade, ReadonlySet<number>> => {
    const found = new Map<JudgedUpgrade, Set<number>>();
    for (const { step } of lossyTypeChanges(migrations)) {
      const indexes = found.get(step.upgrade) ?? new Set();
      found.set(step.upgrade, indexes.add(step.index));
    }
    return found;
  },
);

/** A column whose values a USING makes anew, where its type does not ask for that. */
export interface ValuesMadeAnew {
  readonly step: StepOf<'alter-column'>;
  /** The USING is a constant: all rows have the same value afterwards, or none. */
  readonly isConstant: boolean;
}

/** In the order of running. Columns that the same migration makes are not among them. */
export function valuesMadeAnew(migrations: Migrations): readonly ValuesMadeAnew[] {
  return migrationSteps(migrations, 'alter-column').flatMap((step): readonly ValuesMadeAnew[] => {
    const { table, column, type } = step.operation;
    const using = writtenUsing(step);
    if (type === undefined || using === undefined || !column.isKnown || isNewColumn(step, table, column))
      return [];
    if (isConstant(using)) return [{ step, isConstant: true }];
    const from = typeOfValues(step);
    const isAsked = from === undefined || !KEEPS_VALUES.has(typeChange(from, type).kind);
    const isAway = !wordsOf(using).includes(column.text.toLowerCase());
    return isAway || (!isAsked && makesOthers(step.operation)) ? [{ step, isConstant: false }] : [];
  });
}

/** `NULL`, `'x'`, `0`, with a type behind it or not. */
function isConstant(using: string): boolean {
  return /^\s*\(?\s*(?:null|true|false|'(?:[^']|'')*'|[-+]?[\d.]+)\s*\)?\s*(?:::[^'()]*(?:\([\d, ]*\))?[^'()]*)?$/i.test(
    using,
  );
}

function wordsOf(using: string): readonly string[] {
  return (
    using
      .replaceAll(/'[^']*'/g, '')
      .toLowerCase()
      .match(/\w+/g) ?? []
  );
}

const KEEPS_VALUES: ReadonlySet<string> = new Set(['same', 'widening']);

/** In SQL; `undefined` where a directive does not have it as one text. */
function writtenUsing({ upgrade, index, operation: { using } }: StepOf<'alter-column'>): string | undefined {
  const step = upgrade.steps[index];
  const isSql = step?.kind === 'operation' && step.via === 'sql';
  return isSql ? using : /^(["'])([^]*)\1$/.exec(using ?? '')?.[2];
}

function isUnsized(type: ColumnType): boolean {
  return type.isKnown && type.size === undefined;
}

/**
 * `existing_type=sa.Numeric()` may leave out the size: where the whole history of the table is known, and made the
 * column of that type with a size, it is that size which the values had to fit.
 */
function isWiderThanMade(step: StepOf<'alter-column'>, said: ColumnType, to: ColumnType): boolean {
  const { table, column } = step.operation;
  const made = columnBefore(step, table, column)?.type;
  if (made?.isKnown !== true || !said.isKnown || made.name !== said.name) return false;
  if (isUnsized(made) || tableBefore(step, table)?.isWhole !== true) return false;
  const { kind } = typeChange(made, to);
  return kind === 'same' || kind === 'widening';
}

/**
 * The type that the values had to fit. What the same migration makes of it on the way, `varchar` for instance,
 * lets no longer ones in, unless rows change or a USING makes other values.
 */
function typeOfValues(step: StepOf<'alter-column'>): ColumnType | undefined {
  const { upgrade, index, operation } = step;
  const { first, last } = typesGivenBefore(upgrade.steps).get(index) ?? {};
  if (first === undefined || last?.type.isKnown !== true) return typeBefore(step);
  const isOnTheWay = isNamedAs(operation.existingType, last.type);
  const lengthening = lastLengthening(upgrade.steps)[index - 1] ?? -1;
  if (!isOnTheWay || lengthening >= first.at) return typeBefore(step);
  return typeBefore({ ...step, index: first.at, operation: first.operation });
}

interface GivenType {
  readonly at: number;
  readonly type: ColumnType;
  readonly operation: AlterColumn;
}

interface GivenTypes {
  readonly first: GivenType;
  readonly last: GivenType;
}

/** By the step that gives a column a type: which ones it was given before. */
const typesGivenBefore = memoizeByObject((steps: readonly Step[]): ReadonlyMap<number, GivenTypes> => {
  const given = new Map<string, GivenTypes>();
  const before = new Map<number, GivenTypes>();
  for (const [at, step] of steps.entries()) {
    if (step.kind !== 'operation' || step.operation.kind !== 'alter-column') continue;
    const { operation } = step;
    if (operation.type === undefined || tableKey(operation.table) === undefined) continue;
    const there = given.get(columnKey(operation));
    if (there !== undefined) before.set(at, there);
    const last = { at, type: operation.type, operation };
    given.set(columnKey(operation), { first: there?.first ?? last, last });
  }
  return before;
});

/** By step, the last one up to it that may make values longer; -1 where there is none. */
const lastLengthening = memoizeByObject((steps: readonly Step[]): readonly number[] => {
  let last = -1;
  return steps.map((step, at) => {
    if (mayLengthen(step)) last = at;
    return last;
  });
});

function columnKey({ table, column }: AlterColumn): string {
  return `${tableKey(table) ?? ''}\n${column.text}`;
}

/** Whether the migration agrees that the column has that type by then. */
function isNamedAs(existing: ColumnType | undefined, type: ColumnType): boolean {
  return existing?.isKnown !== true || compareColumnTypes(existing, type) === 'same';
}

function mayLengthen(step: Step): boolean {
  if (step.kind === 'unclear' || step.operation.kind === 'change-rows') return true;
  return step.operation.kind === 'alter-column' && makesOthers(step.operation);
}

/** A written USING without the column in it: what it takes from somewhere else may be as short as it likes. */
function isOfOthers({ using = '', column }: AlterColumn): boolean {
  const words: readonly string[] = using.toLowerCase().match(/\w+/g) ?? [];
  return /^["']/.test(using) && column.isKnown && !words.includes(column.text.toLowerCase());
}

/** A USING that is more than the column itself, put into another type. */
function makesOthers({ using, column }: AlterColumn): boolean {
  if (using === undefined) return false;
  // A directive has it as a text of Python.
  const [, called, cast] = COLUMN_ALONE.exec(using.replace(/^(["'])(.*)\1$/s, '$2')) ?? [];
  return (called ?? cast)?.toLowerCase() !== column.text.toLowerCase();
}

/** `status::varchar(20)`, `(status)::text::state`, `CAST(status AS text)` */
const COLUMN_ALONE =
  /^[\s(]*(?:"?(\w+)"?[\s)]*(?:::[\w\s."]+(?:\([\d,\s]*\))?(?:\[\])?[\s)]*)*|cast\s*\(\s*"?(\w+)"?\s+as\s[^']+\)[\s)]*)$/i;

/** What the migration says, which autogenerate took from a database, or else what earlier ones made. */
function typeBefore(step: StepOf<'alter-column'>): ColumnType | undefined {
  const { table, column, existingType } = step.operation;
  return existingType?.isKnown === true ? existingType : columnBefore(step, table, column)?.type;
}
