import { memoizeByObject } from '../../../model/memoize.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import { tableKey } from '../../operations/name.ts';
import type { JudgedUpgrade, StepOf } from '../judged-upgrade.ts';
import type { Operation } from '../../operations/operation.ts';

/**
 * Whether the values of a column may outlive its drop: they are read before, and written into one that takes its place
 * under its name. That every row gets its own again cannot be seen.
 */
export function mayRestoreColumnValues({ upgrade, operation, index }: StepOf<'drop-column'>): boolean {
  const { table, column } = operation;
  const key = tableKey(table);
  if (key === undefined || !column.isKnown) return false;
  const { additions, updates, selects } = whatMovesValues(upgrade);
  const added = additions.get(columnKey(key, column.text))?.find((at) => at > index);
  if (added === undefined) return false;
  const { steps, text } = upgrade;
  const names = (at: number, ...words: readonly string[]) => {
    const step = steps[at];
    const written = wordsOf(step === undefined ? '' : text.slice(step.start, step.end));
    return words.every((word) => written.has(word.toLowerCase()));
  };
  return (
    selects.some((at) => at < index && names(at, column.text, table.text)) &&
    (updates.get(key) ?? []).some((at) => at >= added && names(at, 'set', column.text))
  );
}

/** Numbers of steps, in their order. */
interface MovedValues {
  /** By table and column. */
  readonly additions: Numbers;
  /** By table. */
  readonly updates: Numbers;
  readonly selects: readonly number[];
}

type Numbers = ReadonlyMap<string, readonly number[]>;

/** Looked for once an upgrade: one may drop thousands of columns. */
const whatMovesValues = memoizeByObject(({ steps }: JudgedUpgrade): MovedValues => {
  const additions = new Map<string, number[]>();
  const updates = new Map<string, number[]>();
  const selects: number[] = [];
  for (const [at, step] of steps.entries()) {
    if (step.kind !== 'operation') continue;
    const { operation } = step;
    if (isSelect(operation)) selects.push(at);
    else if (operation.kind === 'add-column') note(additions, addedKey(operation), at);
    else if (isUpdate(operation)) note(updates, tableKey(operation.table), at);
  }
  return { additions, updates, selects };
});

function note(numbers: Map<string, number[]>, key: string | undefined, at: number): void {
  if (key === undefined) return;
  const there = numbers.get(key);
  if (there === undefined) numbers.set(key, [at]);
  else there.push(at);
}

function addedKey({ table, column: { name } }: OperationOf<'add-column'>): string | undefined {
  const key = tableKey(table);
  return key === undefined || !name.isKnown ? undefined : columnKey(key, name.text);
}

function columnKey(table: string, column: string): string {
  return `${table}\0${column}`;
}

function isUpdate(by: Operation): by is OperationOf<'change-rows'> {
  return by.kind === 'change-rows' && by.verb === 'update';
}

function isSelect(by: Operation): boolean {
  return by.kind === 'other' && by.what === 'SELECT';
}

function wordsOf(sql: string): ReadonlySet<string> {
  return new Set(sql.toLowerCase().match(/\w+/g));
}
