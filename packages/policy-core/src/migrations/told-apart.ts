import type { OperationOf } from './by-kind.ts';
import { tableBefore, type StepOf } from './judged-steps.ts';
import { tableKey, type TableName } from './name.ts';
import type { Step } from './operation.ts';
import { mayChangeRows } from './rows-changed.ts';

type UniqueStep = StepOf<'add-constraint' | 'create-index'>;

/**
 * Whether an UPDATE before it takes all rows but one of each key out of the way: it numbers the rows of a key, and those
 * above one get NULL in it, or no longer fall under the WHERE of the index, or move to another partition.
 */
export function isToldApart(step: UniqueStep, columns: readonly string[] | 'unknown'): boolean {
  const { upgrade, index, operation, isCertain } = step;
  const { steps, text } = upgrade;
  const own = wordsOf(textOf(steps[index], text));
  // NULL is the same as NULL there, or not taken at all.
  const takesNulls = !isPrimaryKey(operation) && !/\bnulls[\s_]+not[\s_]+distinct\b/i.test(own);
  return steps.slice(0, index).some((earlier, at) => {
    if (!isUpdate(earlier) || (isCertain && !earlier.isCertain)) return false;
    if (steps.slice(at + 1, index).some((later) => mayChangeRows(later, operation.table))) return false;
    const sql = wordsOf(textOf(earlier, text));
    const key = numberedKey(sql);
    if (key === undefined || !isWithinKey(key, columns, own)) return false;
    const set = setIn(sql);
    if (tableKey(earlier.operation.table) !== tableKey(operation.table))
      return isParent(step, earlier.operation.table);
    const isLeft = (column: string) => isPartial(operation) && whereOf(own).includes(column);
    return set.some(({ column, isNull }) => isLeft(column) || (isNull && takesNulls && key.includes(column)));
  });
}

type UpdateStep = Extract<Step, { kind: 'operation' }> & { readonly operation: OperationOf<'change-rows'> };

function isUpdate(step: Step): step is UpdateStep {
  return (
    step.kind === 'operation' && step.operation.kind === 'change-rows' && step.operation.verb === 'update'
  );
}

function textOf(step: Step | undefined, text: string): string {
  return step === undefined ? '' : text.slice(step.start, step.end);
}

/** In small letters and one line, without the quotes around names and between the parts of a text. */
function wordsOf(text: string): string {
  return text.replaceAll('"', ' ').replaceAll(/\s+/g, ' ').toLowerCase();
}

const NUMBERED = /\brow_number ?\( ?\) ?over ?\( ?partition by ((?:[^()]|\([^()]*\))+?) ?(?:\border by\b|\))/;

/** `PARTITION BY shop, number`, where rows above the first of each are chosen. */
function numberedKey(sql: string): readonly string[] | undefined {
  const key = NUMBERED.exec(sql)?.[1];
  const chosen = Array.from(sql.matchAll(/\b(\w+) ?> ?1\b/g), ([, name = '']) => name);
  const isChosen = chosen.some((name) => new RegExp(String.raw`\) ?(?:as )?${name}\b`).test(sql));
  return key !== undefined && isChosen ? key.split(',').map(bare) : undefined;
}

/** Without the name of a table before it. */
function bare(name: string): string {
  return name.trim().replace(/^\w+ ?\. ?(?=\w+$)/, '');
}

/** What is told apart by some of the columns is told apart by all. An expression is there as it is written. */
function isWithinKey(key: readonly string[], columns: readonly string[] | 'unknown', own: string): boolean {
  if (columns !== 'unknown') return key.every((part) => columns.some((name) => name.toLowerCase() === part));
  const written = own.replaceAll(' ', '');
  return key.every((part) => written.includes(`(${part.replaceAll(' ', '')})`));
}

interface Assignment {
  readonly column: string;
  readonly isNull: boolean;
}

function setIn(sql: string): readonly Assignment[] {
  const set = /\bset (.+?)(?: from | where |$)/.exec(sql)?.[1] ?? '';
  return Array.from(set.matchAll(/(?:^|,) ?(\w+) ?= ?(null\b)?/g), ([, column = '', isNull]) => ({
    column,
    isNull: isNull !== undefined,
  }));
}

/** The words of the WHERE of an index. */
function whereOf(own: string): readonly string[] {
  return own.slice(own.search(/where\b/)).match(/\w+/g) ?? [];
}

function isPartial(operation: UniqueStep['operation']): boolean {
  return operation.kind === 'create-index' && operation.isPartial;
}

function isPrimaryKey(operation: UniqueStep['operation']): boolean {
  return operation.kind === 'add-constraint' && operation.constraint.kind === 'primary-key';
}

/** Rows of a partition move when the table that it is one of says so. */
function isParent(step: UniqueStep, table: TableName): boolean {
  const parents = tableBefore(step, step.operation.table)?.parents ?? [];
  return parents.some((parent) => parent.as === 'partition-of' && tableKey(parent.table) === tableKey(table));
}
