import type { OperationOf } from '../operations/by-kind.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import type { TableStatement } from '../operations/utility-statement.ts';
import { columnsRead } from './columns-read.ts';
import { changedLine, type Fold, type OnLine } from './fold.ts';
import { nameFor } from './name-for.ts';
import { blurLine, noteRelative, ownName } from './schema-timelines.ts';
import { dropReferencesOf } from './take-along.ts';
import { hasRoom, namelessKey, setPart, unknownColumnState, type TableTimeline } from './table-timeline.ts';
import { latest } from '../../model/versioned.ts';

export function addConstraint({ table, constraint }: OperationOf<'add-constraint'>, fold: Fold): void {
  const line = changedLine(fold, table);
  if (line !== undefined) addConstraintState(constraint, { line, fold });
}

/** With the index that PostgreSQL makes for it, and the NOT NULL of a primary key. */
export function addConstraintState(written: ConstraintDefinition, { line, fold }: OnLine): void {
  const { at, lines, upgrade } = fold;
  const definition = withColumns(written, line);
  const { kind, columns, notValid } = definition;
  const name = nameFor(written, { line, lines });
  const key = name ?? namelessKey(line.constraints);
  if (!hasRoom(line.constraints, key)) {
    blurLine(lines, line, at);
    return;
  }
  const addedIn = upgrade.revision;
  setPart(line.constraints, { key, at }, { definition, name, isValidated: notValid === false, addedIn });
  if (kind === 'foreign-key') noteRelative(lines, 'referrers', { of: definition.target.table, line });
  if (OF_INDEXES.has(kind)) {
    const unique = kind !== 'exclude';
    setPart(line.indexes, { key, at }, { name, columns, unique, isPartial: false, addedIn });
  }
  if (kind === 'primary-key') for (const column of columns ?? []) setNotNull(column, { line, fold });
  if (name !== undefined) ownName(lines, { name, line }, at);
}

/** A check says by its expression which columns it is of. */
function withColumns(definition: ConstraintDefinition, line: TableTimeline): ConstraintDefinition {
  const { kind, columns } = definition;
  if (kind !== 'check' || columns !== undefined || definition.expression === undefined) return definition;
  const read = columnsRead([definition.expression], line);
  return read.length === 0 ? definition : { ...definition, columns: read };
}

const OF_INDEXES: ReadonlySet<ConstraintDefinition['kind']> = new Set(['unique', 'primary-key', 'exclude']);

/**
 * With the index that PostgreSQL made for it; the columns of a primary key stay NOT NULL. CASCADE takes along the
 * foreign keys that need it.
 */
export function applyDropConstraint(
  { table, name, cascade }: OperationOf<'drop-constraint'>,
  fold: Fold,
): void {
  const line = changedLine(fold, table);
  if (line === undefined || name?.isKnown !== true) return;
  const place = { key: name.text, at: fold.at };
  const dropped = latest(line.constraints, name.text);
  if (dropped === undefined) return;
  if (cascade) dropReferencesOf(dropped, { line, fold });
  setPart(line.constraints, place, undefined);
  setPart(line.indexes, place, undefined);
}

export function validateConstraint({ table, name }: OperationOf<'validate-constraint'>, fold: Fold): void {
  const line = changedLine(fold, table);
  const before = line && latest(line.constraints, name.text);
  if (line === undefined || before === undefined || !name.isKnown) return;
  setPart(line.constraints, { key: name.text, at: fold.at }, { ...before, isValidated: true });
}

type ConstraintDeed = Extract<TableStatement, { readonly kind: 'alter-constraint' }>;

/** When it is checked may be other than before: not all of it is known from then on. */
export function alterConstraint({ table, name }: ConstraintDeed, fold: Fold): void {
  const line = changedLine(fold, table);
  if (line === undefined) return;
  const key = name.text;
  const before = latest(line.constraints, key);
  if (before === undefined) return;
  const definition = { ...before.definition, hasMore: true } as const;
  setPart(line.constraints, { key, at: fold.at }, { ...before, definition });
}

function setNotNull(column: string, { line, fold: { at } }: OnLine): void {
  const before = latest(line.columns, column) ?? unknownColumnState(column);
  setPart(line.columns, { key: column, at }, { ...before, nullable: false });
}
