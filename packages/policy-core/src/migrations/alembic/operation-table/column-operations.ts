import type { ColumnDefault, ColumnDefinition } from '../../operations/column.ts';
import type { ColumnType } from '../../operations/column-type.ts';
import type { AlterColumn, Operation } from '../../operations/operation.ts';
import { sourceOf } from '../../../parsers/python/nodes.ts';
import type { PythonValue } from '../../../parsers/python/values.ts';
import type { Argument } from './operation-arguments.ts';
import { argumentOf, nameIn, tableOf, type OperationContext } from './operation-context.ts';
import { serialColumn, perhapsSerial } from '../sqlalchemy/serial-column.ts';
import { readColumn, unknownColumn, type ReadColumn } from '../sqlalchemy/sqlalchemy-column.ts';
import { readServerDefault } from '../sqlalchemy/sqlalchemy-default.ts';
import { indexOfColumn } from '../sqlalchemy/sqlalchemy-index.ts';
import { readType } from '../sqlalchemy/sqlalchemy-type.ts';
import { readTableComment } from './table-operations.ts';
import { isNone, isOn, onlyOrigin, readFlag, readName } from '../render/render-values.ts';

export function readAddColumn(directing: OperationContext): readonly Operation[] {
  const { file, given } = directing;
  const table = tableOf(directing);
  const read = addedColumn(directing, argumentOf(directing, 'column'));
  const { definition, index } = read;
  // Alembic leaves the key to a directive of its own, unless it is asked for.
  const primaryKey = both(definition.primaryKey, isOn(file, given, 'inline_primary_key'));
  const column = { ...addedDefinition(read), primaryKey };
  const ifNotExists = isOn(file, given, 'if_not_exists');
  const hasKey = column.constraints.some(({ kind }) => kind === 'foreign-key');
  const keysApart = hasKey && isOn(file, given, 'inline_references') !== true;
  const add: Operation = {
    kind: 'add-column',
    table,
    column,
    ifNotExists,
    ...(keysApart && { keysApart }),
  };
  return index === undefined ? [add] : [add, indexOfColumn(table, definition.name, index.unique)];
}

/** `undefined` where either is not known, and the other is no answer by itself. */
function both(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  if (one === false || other === false) return false;
  return one === true && other === true ? true : undefined;
}

function addedDefinition(read: ReadColumn): ColumnDefinition {
  const { definition } = read;
  if (definition.primaryKey === undefined) return perhapsSerial(read);
  return definition.primaryKey ? serialColumn(read) : definition;
}

function addedColumn({ file, given, call }: OperationContext, argument: Argument): ReadColumn {
  if (argument.kind !== 'given') return unknownColumn(given.source, call);
  const origin = onlyOrigin(file, argument.value);
  const read = origin && readColumn(file, origin);
  return read ?? unknownColumn(sourceOf(file, argument.value.node), argument.value.node);
}

export function readDropColumn(directing: OperationContext): readonly Operation[] {
  const column = nameIn(directing, 'column_name');
  const ifExists = isOn(directing.file, directing.given, 'if_exists');
  return [{ kind: 'drop-column', table: tableOf(directing), column, ifExists, cascade: false }];
}

export function readAlterColumn(directing: OperationContext): readonly Operation[] {
  const at = { table: tableOf(directing), column: nameIn(directing, 'column_name') };
  const changes = changesIn(directing);
  const isChanged = Object.keys(changes).length > 0 || mayChange(directing);
  const to = givenValue(directing, 'new_column_name');
  const isRenamed = to !== undefined && !isNone(directing.file, to);
  return [
    ...(isChanged ? [{ kind: 'alter-column', ...at, ...changes, ...existingIn(directing) } as const] : []),
    ...(isRenamed ? [{ kind: 'rename-column', ...at, to: readName(directing.file, to) } as const] : []),
    ...(isCommented(directing) ? readTableComment() : []),
  ];
}

/** It is worth saying that a column changes even where it is not known how. */
function mayChange({ given }: OperationContext): boolean {
  return given.moreKeywords !== undefined || given.moreValues !== undefined;
}

/** `False` leaves the comment as it is. */
function isCommented(directing: OperationContext): boolean {
  const comment = argumentOf(directing, 'comment');
  return comment.kind === 'given' && readFlag(directing.file, comment) !== false;
}

type Changes = Partial<Pick<AlterColumn, 'type' | 'nullable' | 'default' | 'using'>>;
type Existing = Partial<Pick<AlterColumn, 'existingType' | 'existingNullable' | 'existingDefault'>>;

function changesIn(directing: OperationContext): Changes {
  const { file, given } = directing;
  const type = typeIn(directing, 'type_');
  const nullable = flagChange(directing, 'nullable');
  const preset = defaultIn(directing, 'server_default');
  const using = given.keywords.get('postgresql_using');
  return {
    ...(type && { type }),
    ...(nullable !== undefined && { nullable }),
    ...(preset && { default: preset }),
    ...(using && !isNone(file, using) && { using: sourceOf(file, using.node) }),
  };
}

/** `undefined` where it stays as it is. */
function flagChange(directing: OperationContext, parameter: string): boolean | 'unknown' | undefined {
  const argument = argumentOf(directing, parameter);
  if (argument.kind === 'absent') return undefined;
  if (argument.kind === 'given' && isNone(directing.file, argument.value)) return undefined;
  return readFlag(directing.file, argument) ?? 'unknown';
}

function existingIn(directing: OperationContext): Existing {
  const existingType = typeIn(directing, 'existing_type');
  const existingNullable = readFlag(directing.file, argumentOf(directing, 'existing_nullable'));
  const existingDefault = defaultIn(directing, 'existing_server_default');
  return {
    ...(existingType && { existingType }),
    ...(existingNullable !== undefined && { existingNullable }),
    ...(existingDefault && { existingDefault }),
  };
}

function typeIn(directing: OperationContext, parameter: string): ColumnType | undefined {
  const value = givenValue(directing, parameter);
  return value === undefined || isNone(directing.file, value)
    ? undefined
    : readType(directing.file, value).type;
}

/** `False` is Alembic's word for "leave it as it is", and None for "no default". */
function defaultIn(directing: OperationContext, parameter: string): ColumnDefault | undefined {
  const argument = argumentOf(directing, parameter);
  if (argument.kind !== 'given') return undefined;
  return readFlag(directing.file, argument) === false
    ? undefined
    : readServerDefault(directing.file, argument.value);
}

function givenValue(directing: OperationContext, parameter: string): PythonValue | undefined {
  const argument = argumentOf(directing, parameter);
  return argument.kind === 'given' ? argument.value : undefined;
}
