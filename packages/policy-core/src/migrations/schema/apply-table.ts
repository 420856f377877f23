import type { OperationOf } from '../operations/by-kind.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import { addColumnState } from './apply-column.ts';
import { addConstraintState } from './apply-constraint.ts';
import { renameIndex } from './apply-index.ts';
import { constraintsOfTable } from './constraints-of-table.ts';
import { moveView, foldedView } from './apply-view.ts';
import { addLine, changedLine, meetUnclear, touch, type Fold } from './fold.ts';
import { followRelation } from './follow-names.ts';
import {
  dropLine,
  headNow,
  lineNow,
  noteRelative,
  ownName,
  placeLine,
  unplaceLine,
} from './schema-timelines.ts';
import type { TableTimeline } from './table-timeline.ts';
import { dropRelation } from './take-along.ts';
import { allNow, latest, setFrom } from '../../model/versioned.ts';

export function applyCreateTable(operation: OperationOf<'create-table'>, fold: Fold): void {
  const key = tableKey(operation.table);
  if (key === undefined) {
    meetUnclear(fold);
    return;
  }
  const line = lineNow(fold.lines, key);
  // A table that is there and made for certain fails, unless something unclear dropped it.
  if (line === undefined || (fold.isCertain && !mayStay(operation))) createAnew(operation, key, fold);
  else if (!mayStay(operation)) createOtherwise(operation, { line, fold });
}

/** TEMP tables go with the connection, which is that of one upgrade at the least. */
export function endTemporary({ lines, upgrade, at }: Pick<Fold, 'lines' | 'upgrade' | 'at'>): void {
  for (const key of upgrade.temporary) dropLine(lines, key, at);
}

export function applyDropTable({ table, cascade }: OperationOf<'drop-table'>, fold: Fold): void {
  if (table.isKnown) dropRelation(table, fold, { cascade });
  else meetUnclear(fold);
}

export function applyRenameTable({ table, to }: OperationOf<'rename-table'>, fold: Fold): void {
  const key = tableKey(table);
  // PostgreSQL lets ALTER TABLE rename an index as well.
  const mayBeIndex = key !== undefined && lineNow(fold.lines, key) === undefined;
  if (mayBeIndex && to.isKnown && renameIndex(table.text, to.text, fold)) return;
  moveTable(fold, table, { ...table, text: to.text, isKnown: to.isKnown });
}

export function applySetTableSchema({ table, schema }: OperationOf<'set-table-schema'>, fold: Fold): void {
  moveTable(fold, table, { ...table, schema: schema.text, isKnown: schema.isKnown });
}

function mayStay({ isTemporary, ifNotExists }: OperationOf<'create-table'>): boolean {
  return isTemporary || ifNotExists !== false;
}

function createAnew(operation: OperationOf<'create-table'>, key: string, fold: Fold): void {
  const { table, columns, ifNotExists, isTemporary, isPartitioned } = operation;
  const isWhole = operation.isWhole && ifNotExists === false && columns.every(({ name }) => name.isKnown);
  const line = addLine(fold, table, {
    createdIn: fold.upgrade.revision,
    ...(isPartitioned && { isPartitioned }),
    isWhole,
    isClear: isWhole,
  });
  touch(fold, line);
  setParents(operation, line, fold);
  if (isTemporary) fold.upgrade.temporary.add(key);
  for (const column of columns) addColumnState(column, { line, fold });
  for (const constraint of constraintsOfTable(operation)) addConstraintState(constraint, { line, fold });
}

function setParents({ sources = [] }: OperationOf<'create-table'>, line: TableTimeline, fold: Fold): void {
  const parents = sources.flatMap(({ as, table }) =>
    as === 'partition-of' || as === 'inherits' ? [{ as, table }] : [],
  );
  for (const { table } of parents) noteRelative(fold.lines, 'children', { of: table, line });
  if (parents.length > 0) setFrom(fold.lines.parents, { key: line, at: fold.at }, parents);
}

/** Another branch of a condition makes the table as well: it has the columns of both, as far as they are known. */
function createOtherwise(
  { columns }: OperationOf<'create-table'>,
  { line, fold }: { readonly line: TableTimeline; readonly fold: Fold },
): void {
  touch(fold, line);
  for (const column of columns) {
    if (latest(line.columns, column.name.text) === undefined) addColumnState(column, { line, fold });
  }
}

/** Also of a view, which ALTER TABLE moves as well. */
export function moveTable(fold: Fold, table: TableName, to: TableName): void {
  if (foldedView(fold, table) !== undefined) {
    moveView(fold, { from: table, to });
    return;
  }
  const line = changedLine(fold, table);
  const key = tableKey(table);
  if (line === undefined || key === undefined) return;
  const { lines, at } = fold;
  followRelation(lines, { from: table, to }, at);
  if (!to.isKnown) {
    dropLine(lines, key, at);
    return;
  }
  const { isWhole = false, isClear = false } = headNow(lines, line) ?? {};
  unplaceLine(lines, key, at);
  placeLine(lines, { line, table: to, isWhole, isClear }, at);
  if (table.schema === to.schema) return;
  for (const [name] of [...allNow(line.constraints), ...allNow(line.indexes)]) {
    ownName(lines, { name, line }, at);
  }
}
