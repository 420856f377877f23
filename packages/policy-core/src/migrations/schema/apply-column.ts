import type { OperationOf } from '../operations/by-kind.ts';
import type { ColumnDefinition, ConstraintDefinition } from '../operations/column.ts';
import { addConstraintState } from './apply-constraint.ts';
import { primaryKeyOf } from './constraints-of-table.ts';
import { changedLine, type Fold, type OnLine } from './fold.ts';
import { followColumn } from './follow-names.ts';
import { blurLine } from './schema-timelines.ts';
import { setPart, unknownColumnState, type TableTimeline } from './table-timeline.ts';
import { dropReferencesTo } from './take-along.ts';
import { allNow, latest } from '../../model/versioned.ts';

export function addColumnState(
  column: ColumnDefinition,
  { line, fold: { lines, upgrade, at } }: OnLine,
): void {
  const { name, type, nullable, primaryKey, hasMore } = column;
  if (!name.isKnown) {
    blurLine(lines, line, at);
    return;
  }
  // It may bring a key along.
  if (primaryKey === undefined) blurLine(lines, line, at);
  setPart(
    line.columns,
    { key: name.text, at },
    {
      name: name.text,
      type,
      nullable: primaryKey ? false : nullable,
      default: column.default,
      ...(hasMore === undefined ? {} : { hasMore }),
      addedIn: upgrade.revision,
    },
  );
}

export function addColumn({ table, column, ifNotExists }: OperationOf<'add-column'>, fold: Fold): void {
  const line = changedLine(fold, table);
  if (line === undefined) return;
  if (ifNotExists !== false && latest(line.columns, column.name.text) !== undefined) return;
  addColumnState(column, { line, fold });
  for (const constraint of [...column.constraints, ...primaryKeyOf([column])])
    addConstraintState(constraint, { line, fold });
}

/** What is built on the column goes with it, and the foreign keys that lead to it. */
export function applyDropColumn({ table, column }: OperationOf<'drop-column'>, fold: Fold): void {
  const line = changedLine(fold, table);
  if (line === undefined) return;
  if (!column.isKnown) {
    blurLine(fold.lines, line, fold.at);
    return;
  }
  dropColumnState(column.text, { line, fold });
}

export function dropColumnState(column: string, { line, fold }: OnLine): void {
  const { at } = fold;
  dropReferencesTo(column, { line, fold });
  setPart(line.columns, { key: column, at }, undefined);
  for (const [key, { definition }] of allNow(line.constraints)) {
    if (definition.columns?.includes(column) === true) setPart(line.constraints, { key, at }, undefined);
  }
  for (const [key, { columns = [], reads = [] }] of allNow(line.indexes)) {
    if ([...columns, ...reads].includes(column)) setPart(line.indexes, { key, at }, undefined);
  }
}

export function applyRenameColumn({ table, column, to }: OperationOf<'rename-column'>, fold: Fold): void {
  const line = changedLine(fold, table);
  if (line === undefined) return;
  const { at } = fold;
  if (!column.isKnown || !to.isKnown) blurLine(fold.lines, line, at);
  const before = column.isKnown ? latest(line.columns, column.text) : undefined;
  if (column.isKnown) setPart(line.columns, { key: column.text, at }, undefined);
  if (!to.isKnown) return;
  const renamed = { ...(before ?? unknownColumnState(to.text)), name: to.text };
  setPart(line.columns, { key: to.text, at }, renamed);
  if (!column.isKnown) return;
  const names = { from: column.text, to: to.text };
  renameInParts(line, names, at);
  followColumn(fold.lines, { table, ...names }, at);
}

export function alterColumn(operation: OperationOf<'alter-column'>, fold: Fold): void {
  const line = changedLine(fold, operation.table);
  if (line === undefined) return;
  const { column } = operation;
  if (!column.isKnown) {
    blurLine(fold.lines, line, fold.at);
    return;
  }
  const before = latest(line.columns, column.text) ?? unknownColumnState(column.text);
  setPart(
    line.columns,
    { key: column.text, at: fold.at },
    {
      ...before,
      type: operation.type ?? before.type ?? operation.existingType,
      nullable: nullableAfter(operation, before.nullable),
      default: operation.default ?? before.default ?? operation.existingDefault,
    },
  );
}

function nullableAfter(
  { nullable, existingNullable }: OperationOf<'alter-column'>,
  before: boolean | undefined,
): boolean | undefined {
  return nullable === 'unknown' ? undefined : (nullable ?? before ?? existingNullable);
}

function renameInParts(
  line: TableTimeline,
  { from, to }: { readonly from: string; readonly to: string },
  at: number,
): void {
  const renamed = (columns: readonly string[]) => columns.map((name) => (name === from ? to : name));
  for (const [key, state] of allNow(line.constraints)) {
    const { columns } = state.definition;
    if (columns?.includes(from) !== true) continue;
    // Sound: a spread of one kind of definition with other columns is of that kind.
    const definition = { ...state.definition, columns: renamed(columns) } as ConstraintDefinition;
    setPart(line.constraints, { key, at }, { ...state, definition });
  }
  for (const [key, state] of allNow(line.indexes)) {
    const { columns, reads } = state;
    if (![...(columns ?? []), ...(reads ?? [])].includes(from)) continue;
    const names = { columns: columns && renamed(columns), ...(reads && { reads: renamed(reads) }) };
    setPart(line.indexes, { key, at }, { ...state, ...names });
  }
}
