import { memoizeByObject } from '../../../model/memoize.ts';
import { tableBefore } from '../migration-step.ts';
import { tableKey, type TableName } from '../../operations/name.ts';
import type { OperationStep, Step } from '../../operations/operation.ts';
import { lastRowChange } from '../../operations/row-steps.ts';
import type { StepOf } from '../judged-upgrade.ts';

type UniqueStep = StepOf<'add-constraint' | 'create-index'>;

/**
 * Whether an UPDATE before it takes all rows but one of each key out of the way: it numbers the rows of a key, and those
 * above one get NULL in it, or no longer fall under the WHERE of the index, or move to another partition.
 */
export function areRowsDeduplicatedBefore(step: UniqueStep, columns: readonly string[] | 'unknown'): boolean {
  const { upgrade, index, operation, isCertain } = step;
  const { steps, text } = upgrade;
  const own = wordsOf(textOf(steps[index], text));
  // NULL is the same as NULL there, or not taken at all.
  const takesNulls = !isPrimaryKey(operation) && !/\bnulls[\s_]+not[\s_]+distinct\b/i.test(own);
  // What was told apart stays so until rows are changed again.
  const last = lastRowChange(steps, operation.table, index);
  const updates = [operation.table, ...parentsOf(step)].flatMap(
    (table) => updatesIn(steps).get(tableKey(table)) ?? [],
  );
  return updates.some(({ at, step: earlier, table }) => {
    if (at < last || at >= index || (isCertain && !earlier.isCertain)) return false;
    const sql = wordsOf(textOf(earlier, text));
    const key = numberedKey(sql);
    if (key === undefined || !isWithinKey(key, columns, own)) return false;
    if (tableKey(table) !== tableKey(operation.table)) return true;
    const isLeft = (column: string) => isPartial(operation) && whereOf(own).includes(column);
    return setIn(sql).some(
      ({ column, isNull }) => isLeft(column) || (isNull && takesNulls && key.includes(column)),
    );
  });
}

interface Update {
  readonly step: OperationStep;
  readonly table: TableName;
  readonly at: number;
}

/** By the `tableKey` of their tables. Looked for once: each step that makes something unique asks. */
const updatesIn = memoizeByObject(
  (steps: readonly Step[]): ReadonlyMap<string | undefined, readonly Update[]> => {
    const updates = new Map<string | undefined, Update[]>();
    for (const [at, step] of steps.entries()) {
      if (step.kind !== 'operation' || step.operation.kind !== 'change-rows') continue;
      const { verb, table } = step.operation;
      if (verb !== 'update') continue;
      const there = updates.get(tableKey(table));
      if (there === undefined) updates.set(tableKey(table), [{ step, table, at }]);
      else there.push({ step, table, at });
    }
    return updates;
  },
);

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
function parentsOf(step: UniqueStep): readonly TableName[] {
  const parents = tableBefore(step, step.operation.table)?.parents ?? [];
  return parents.flatMap((parent) => (parent.as === 'partition-of' ? [parent.table] : []));
}
