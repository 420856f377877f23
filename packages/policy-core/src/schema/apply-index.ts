import type { OperationOf } from '../migrations/by-kind.ts';
import { changedLine, touch, type Fold } from './fold.ts';
import { nameFor } from './name-for.ts';
import { blurLine, ownerAt, ownName } from './schema-lines.ts';
import { hasRoom, namelessKey, setPart } from './table-line.ts';
import { latest } from './versioned.ts';

export function createIndex(operation: OperationOf<'create-index'>, fold: Fold): void {
  const { columns, unique, isPartial, hasMore, ifNotExists } = operation;
  const line = changedLine(fold, operation.table);
  if (line === undefined) return;
  const { at, lines, upgrade } = fold;
  const name = nameFor({ kind: 'index', name: operation.name, columns }, { line, lines });
  const key = name ?? namelessKey(line.indexes);
  if (ifNotExists !== false && latest(line.indexes, key) !== undefined) return;
  if (!hasRoom(line.indexes, key)) {
    blurLine(lines, line, at);
    return;
  }
  const more = hasMore === undefined ? {} : { hasMore };
  setPart(
    line.indexes,
    { key, at },
    { name, columns, unique, isPartial, ...more, addedIn: upgrade.revision },
  );
  if (name !== undefined) ownName(lines, { name, line }, at);
}

export function dropIndex({ name, table }: OperationOf<'drop-index'>, fold: Fold): void {
  if (!name.isKnown) return;
  const line = table === undefined ? ownerAt(fold.lines, name.text, fold.at) : changedLine(fold, table);
  if (line === undefined) return;
  touch(fold, line);
  setPart(line.indexes, { key: name.text, at: fold.at }, undefined);
}

/** With the constraint that it is the index of; nothing where no table has an index of that name. */
export function renameIndex(written: string, to: string, fold: Fold): void {
  const name = written.slice(written.lastIndexOf('.') + 1);
  const { lines, at } = fold;
  const line = ownerAt(lines, name, at);
  const index = line && latest(line.indexes, name);
  if (line === undefined || index === undefined) return;
  touch(fold, line);
  setPart(line.indexes, { key: name, at }, undefined);
  setPart(line.indexes, { key: to, at }, { ...index, name: to });
  const constraint = latest(line.constraints, name);
  if (constraint !== undefined) {
    setPart(line.constraints, { key: name, at }, undefined);
    setPart(line.constraints, { key: to, at }, { ...constraint, name: to });
  }
  ownName(lines, { name: to, line }, at);
}
