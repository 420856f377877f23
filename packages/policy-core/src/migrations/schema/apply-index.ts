import type { OperationOf } from '../operations/by-kind.ts';
import { columnsRead } from './columns-read.ts';
import { changedLine, touch, type Fold, type OnLine } from './fold.ts';
import { nameFor } from './name-for.ts';
import type { ConstraintState, IndexState } from './schema-history.ts';
import { blurLine, ownerAt, ownName } from './schema-timelines.ts';
import { hasRoom, namelessKey, setPart, type Parts } from './table-timeline.ts';
import { latest } from '../../model/versioned.ts';

export function applyCreateIndex(operation: OperationOf<'create-index'>, fold: Fold): void {
  const { columns, ifNotExists } = operation;
  const line = changedLine(fold, operation.table);
  if (line === undefined) return;
  const { at, lines } = fold;
  const name = nameFor({ kind: 'index', name: operation.name, columns }, { line, lines });
  const key = name ?? namelessKey(line.indexes);
  if (ifNotExists !== false && latest(line.indexes, key) !== undefined) return;
  if (!hasRoom(line.indexes, key)) {
    blurLine(lines, line, at);
    return;
  }
  setPart(line.indexes, { key, at }, indexState(name, operation, { line, fold }));
  if (name !== undefined) ownName(lines, { name, line }, at);
}

function indexState(
  name: string | undefined,
  { columns, keys, unique, isPartial, where, hasMore }: OperationOf<'create-index'>,
  { line, fold }: OnLine,
): IndexState {
  const reads = columnsRead([...(keys ?? []), ...(where === undefined ? [] : [where])], line);
  return {
    name,
    columns,
    unique,
    isPartial,
    ...(keys && { keys }),
    ...(where !== undefined && { where }),
    ...(reads.length > 0 && { reads }),
    ...(hasMore && { hasMore }),
    addedIn: fold.upgrade.revision,
  };
}

export function dropIndex({ name, table }: OperationOf<'drop-index'>, fold: Fold): void {
  if (!name.isKnown) return;
  const line = table === undefined ? ownerAt(fold.lines, name.text, fold.at) : changedLine(fold, table);
  if (line === undefined) return;
  touch(fold, line);
  setPart(line.indexes, { key: name.text, at: fold.at }, undefined);
}

/** With the constraint that it is the index of; `false` where no table has an index of that name. */
export function renameIndex(written: string, to: string, fold: Fold): boolean {
  const name = written.slice(written.lastIndexOf('.') + 1);
  const line = ownerAt(fold.lines, name, fold.at);
  if (line === undefined || latest(line.indexes, name) === undefined) return false;
  touch(fold, line);
  renamePart(line.indexes, { name, to }, fold);
  if (hasIndex(latest(line.constraints, name))) renamePart(line.constraints, { name, to }, fold);
  ownName(fold.lines, { name: to, line }, fold.at);
  return true;
}

/** With the index that it has. */
export function renameConstraint({ table, name, to }: OperationOf<'rename-constraint'>, fold: Fold): void {
  const line = changedLine(fold, table);
  if (line === undefined || !name.isKnown || !to.isKnown) return;
  const constraint = latest(line.constraints, name.text);
  if (constraint === undefined) return;
  const names = { name: name.text, to: to.text };
  renamePart(line.constraints, names, fold);
  if (hasIndex(constraint)) renamePart(line.indexes, names, fold);
  ownName(fold.lines, { name: to.text, line }, fold.at);
}

/** A check may have the name of an index, and is none. */
function hasIndex(constraint: ConstraintState | undefined): boolean {
  const kind = constraint?.definition.kind;
  return kind === 'unique' || kind === 'primary-key' || kind === 'exclude';
}

function renamePart<State extends ConstraintState | IndexState>(
  parts: Parts<State>,
  { name, to }: { readonly name: string; readonly to: string },
  { at }: Fold,
): void {
  const state = latest(parts, name);
  if (state === undefined) return;
  setPart(parts, { key: name, at }, undefined);
  setPart(parts, { key: to, at }, { ...state, name: to });
}
