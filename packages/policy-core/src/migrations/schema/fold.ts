import { tableKey, type TableName } from '../operations/name.ts';
import { blurLine, lineNow, linesNamedIn, placeLine, type SchemaLines } from './schema-timelines.ts';
import { newTimeline, type TableTimeline } from './table-timeline.ts';

/** A step that is being applied. */
export interface Fold {
  readonly lines: SchemaLines;
  readonly upgrade: FoldedUpgrade;
  /** From this position on its effect shows. */
  readonly at: number;
  readonly isCertain: boolean;
}

/** A step and the table that it changes. */
export interface OnLine {
  readonly line: TableTimeline;
  readonly fold: Fold;
}

/** One upgrade while its steps are applied. */
export interface FoldedUpgrade {
  readonly revision: string;
  /** Of its file; empty where it is not known. */
  readonly text: string;
  /** Tables changed since the last unclear step, if any, that it would have to blur. */
  readonly touched: Set<TableTimeline>;
  /** Keys of its TEMP tables. */
  readonly temporary: Set<string>;
  /** Position of the last unclear step. */
  unclearAt: number | undefined;
}

export function newUpgrade(revision: string, text: string): FoldedUpgrade {
  return { revision, text, touched: new Set(), temporary: new Set(), unclearAt: undefined };
}

/**
 * The table that a step changes, which was there before where nothing tells of it. `undefined` where its name
 * is not known: then it may be any, as in an unclear step.
 */
export function changedLine(fold: Fold, table: TableName): TableTimeline | undefined {
  const key = tableKey(table);
  if (key === undefined) {
    meetUnclear(fold);
    return undefined;
  }
  const line = lineNow(fold.lines, key) ?? addLine(fold, table, WAS_THERE);
  touch(fold, line);
  return line;
}

interface NewLine {
  readonly createdIn: string | undefined;
  readonly isPartitioned?: true;
  readonly isWhole: boolean;
  readonly isClear: boolean;
}

/** No migration made it. */
const WAS_THERE: NewLine = { createdIn: undefined, isWhole: false, isClear: true };

export function addLine(
  { lines, at }: Fold,
  table: TableName,
  { isWhole, isClear, ...made }: NewLine,
): TableTimeline {
  const line = newTimeline({ born: at, ...made }, lines.changes);
  placeLine(lines, { line, table, isWhole, isClear }, at);
  return line;
}

export function touch({ lines, upgrade, at, isCertain }: Fold, line: TableTimeline): void {
  const wasThere = upgrade.unclearAt !== undefined && line.born <= upgrade.unclearAt;
  if (wasThere || !isCertain) blurLine(lines, line, at);
  else upgrade.touched.add(line);
}

/** Something of this upgrade is only known when it runs. */
export function meetUnclear({ lines, upgrade, at }: Pick<Fold, 'lines' | 'upgrade' | 'at'>): void {
  if (upgrade.unclearAt === undefined) {
    for (const line of linesNamedIn(lines, upgrade.text)) blurLine(lines, line, at);
  }
  for (const line of upgrade.touched) blurLine(lines, line, at);
  upgrade.touched.clear();
  upgrade.unclearAt = at;
}
