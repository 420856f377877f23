import type { ReadRevision } from '../alembic/revision-reading.ts';
import type { Fix, TextEdit } from '../../model/fix.ts';
import type { JudgedRevision } from '../analysis/judged-revisions.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { Operation, OperationStep } from '../operations/operation.ts';
import type { RenamedColumn } from '../analysis/renamed-pair.ts';
import type { TextRange } from '../../model/text-range.ts';
import { inQuotesOf } from './quote-habit.ts';

/**
 * One `op.alter_column(..., new_column_name=...)` in place of a drop and an add, in both directions.
 * None where either is SQL, part of a batch, or shares its line with something else.
 */
export function renameInstead({ drop, add }: RenamedColumn, judged: JudgedRevision): readonly Fix[] {
  const from = drop.operation.column.text;
  const to = add.operation.column.name.text;
  const { table } = drop.operation;
  const forth = pairOfLines(judged, { add: stepOf(add), drop: stepOf(drop) });
  const back = pairOfLines(judged, reverted(judged.revision, { table, from, to }));
  if (forth === undefined || back === undefined) return [];
  const edits = [
    ...replaced(judged, forth, rename(table, { from, to })),
    ...replaced(judged, back, rename(table, { from: to, to: from })),
  ];
  return [
    {
      title: `Rename ${from} to ${to} instead, which the running release does not know`,
      safety: 'needs-review',
      edits,
    },
  ];
}

interface Names {
  readonly from: string;
  readonly to: string;
}

function rename(table: TableName, { from, to }: Names): string {
  const schema = table.schema === undefined ? '' : `, schema=${JSON.stringify(table.schema)}`;
  const named = [table.text, from].map((text) => JSON.stringify(text)).join(', ');
  return `op.alter_column(${named}, new_column_name=${JSON.stringify(to)}${schema})`;
}

interface StepPair {
  readonly add: OperationStep | undefined;
  readonly drop: OperationStep | undefined;
}

function stepOf({ upgrade, index }: MigrationStep): OperationStep | undefined {
  const step = upgrade.steps[index];
  return step?.kind === 'operation' ? step : undefined;
}

/** What the downgrade does the other way round. */
function reverted(
  { downgrade }: ReadRevision,
  { table, from, to }: Names & { readonly table: TableName },
): StepPair {
  const find = (isWanted: (operation: Operation) => boolean) =>
    downgrade.steps.find(
      (step): step is OperationStep => step.kind === 'operation' && isWanted(step.operation),
    );
  const key = tableKey(table);
  return {
    add: find((it) => it.kind === 'add-column' && it.column.name.text === from && tableKey(it.table) === key),
    drop: find((it) => it.kind === 'drop-column' && it.column.text === to && tableKey(it.table) === key),
  };
}

/** The lines of both, whole; the first is where the rename goes. */
interface PairOfLines {
  readonly first: TextRange;
  readonly second: TextRange;
}

function pairOfLines({ text }: JudgedRevision, { add, drop }: StepPair): PairOfLines | undefined {
  const [added, dropped] = [add, drop].map((step) => (step === undefined ? undefined : ownLines(text, step)));
  if (added === undefined || dropped === undefined) return undefined;
  return added.start < dropped.start ? { first: added, second: dropped } : { first: dropped, second: added };
}

/** A directive that stands alone on its lines: from its first character to the end of its last line. */
function ownLines(text: string, { start, end, via, isCertain }: OperationStep): TextRange | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const stop = lineEnd < 0 ? text.length : lineEnd;
  const isAlone = text.slice(lineStart, start).trim() === '' && text.slice(end, stop).trim() === '';
  return via === 'directive' && isCertain && isAlone ? { start, end: stop } : undefined;
}

function replaced(judged: JudgedRevision, lines: PairOfLines, written: string): readonly TextEdit[] {
  const { text, path, span } = judged;
  const { first, second } = lines;
  const lineStart = text.lastIndexOf('\n', second.start - 1) + 1;
  const gone = span({ start: lineStart, end: Math.min(second.end + 1, text.length) });
  const { start, end } = span(first);
  return [
    { path, start, end, text: inQuotesOf(judged, written) },
    { path, start: gone.start, end: gone.end, text: '' },
  ];
}
