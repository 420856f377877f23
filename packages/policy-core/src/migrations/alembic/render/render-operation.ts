import { answerByKind, type ByKind, type OperationOf } from '../../operations/by-kind.ts';
import type { ConstraintDefinition } from '../../operations/column.ts';
import type { TableName } from '../../operations/name.ts';
import type { AlterColumn, Operation } from '../../operations/operation.ts';
import { renderColumn, renderDefault, renderFlag } from './render-column.ts';
import { finalName, inSchema, renderAdding } from './render-constraint.ts';
import { renderObject } from './render-object.ts';
import { keywordArgument, renderCall, renderText, renderTexts } from './render-python.ts';
import { renderCreateTable } from './render-table.ts';
import { renderType } from './render-type.ts';
import type { Flag } from '../../operations/flag.ts';

/**
 * Python that does the operation, with `op` and `sa` as Alembic's template imports them: lines without
 * indentation of their own. `undefined` where the text is not certain, or asks for a newer Alembic than 1.8.
 */
export function renderOperation(operation: Operation): string | undefined {
  return isAddressed(operation) ? answerByKind(WRITERS, operation, undefined) : undefined;
}

function isAddressed(operation: Operation): boolean {
  const table = 'table' in operation ? operation.table : undefined;
  return table?.isKnown !== false;
}

const WRITERS: ByKind<undefined, string | undefined> = {
  'create-table': renderCreateTable,
  'drop-table': (operation) =>
    isPlain(operation)
      ? renderCall('op.drop_table', [...named(operation), ...inSchema(operation.table)])
      : undefined,
  'rename-table': (operation) =>
    operation.to.isKnown
      ? renderCall('op.rename_table', [
          ...named(operation),
          renderText(operation.to.text),
          ...inSchema(operation.table),
        ])
      : undefined,
  'set-table-schema': nothing,
  'add-column': (operation) => {
    const column = operation.ifNotExists !== false ? undefined : renderColumn(operation.column);
    return column && renderCall('op.add_column', [...named(operation), column, ...inSchema(operation.table)]);
  },
  'drop-column': (operation) =>
    isPlain(operation) && operation.column.isKnown
      ? renderCall('op.drop_column', [...columnOf(operation), ...inSchema(operation.table)])
      : undefined,
  'rename-column': (operation) =>
    operation.column.isKnown && operation.to.isKnown
      ? renderCall('op.alter_column', [
          ...columnOf(operation),
          ...keywordArgument('new_column_name', renderText(operation.to.text)),
          ...inSchema(operation.table),
        ])
      : undefined,
  'alter-column': renderAlteration,
  'create-index': renderIndex,
  'drop-index': renderDropIndex,
  'add-constraint': ({ table, constraint }) => renderAdding(table, constraint),
  'drop-constraint': renderDropConstraint,
  'rename-constraint': nothing,
  'validate-constraint': nothing,
  'create-object': renderObject,
  'drop-object': renderObject,
  'rename-object': renderObject,
  truncate: nothing,
  'change-rows': nothing,
  'create-all': nothing,
  'drop-all': nothing,
  other: nothing,
};

function nothing(): undefined {
  return undefined;
}

function isPlain({ ifExists, cascade }: { readonly ifExists: Flag; readonly cascade: boolean }): boolean {
  return ifExists === false && !cascade;
}

function named({ table }: { readonly table: TableName }): readonly string[] {
  return [renderText(table.text)];
}

function columnOf({
  table,
  column,
}: OperationOf<'drop-column' | 'rename-column' | 'alter-column'>): readonly string[] {
  return [renderText(table.text), renderText(column.text)];
}

function renderAlteration(operation: AlterColumn): string | undefined {
  const { table, column, using, type, nullable, default: preset } = operation;
  const parts = [
    ...part('type_', type, renderType),
    ...part('nullable', nullable, (flag) => (flag === 'unknown' ? undefined : renderFlag(flag))),
    ...part('server_default', preset, renderDefault),
    ...part('existing_type', operation.existingType, renderType),
    ...part('existing_nullable', operation.existingNullable, renderFlag),
    ...part('existing_server_default', operation.existingDefault, renderDefault),
  ];
  if (!column.isKnown || using !== undefined || parts.includes(undefined)) return undefined;
  const given = parts.filter((one) => one !== undefined);
  return given.length === 0
    ? undefined
    : renderCall('op.alter_column', [...columnOf(operation), ...given, ...inSchema(table)]);
}

/** Nothing where it is left out, `undefined` where it cannot be written. */
function part<T>(
  name: string,
  value: T | undefined,
  write: (value: T) => string | undefined,
): readonly (string | undefined)[] {
  if (value === undefined) return [];
  const written = write(value);
  return written === undefined ? [undefined] : keywordArgument(name, written);
}

function renderIndex(operation: OperationOf<'create-index'>): string | undefined {
  const { name, table, columns, unique, isPartial, ifNotExists, hasMore } = operation;
  if (name?.isKnown !== true || columns === undefined || unique === undefined) return undefined;
  if (isPartial || ifNotExists !== false || hasMore) return undefined;
  const given = [
    finalName(name.text),
    ...named(operation),
    renderTexts(columns),
    ...keywordArgument('unique', renderFlag(unique)),
    ...inSchema(table),
  ];
  return maybeConcurrently('op.create_index', given, operation);
}

function renderDropIndex(operation: OperationOf<'drop-index'>): string | undefined {
  const { name, table } = operation;
  if (!name.isKnown || !isPlain(operation)) return undefined;
  const given = [
    finalName(name.text),
    ...keywordArgument('table_name', table && renderText(table.text)),
    ...inSchema(table),
  ];
  return maybeConcurrently('op.drop_index', given, operation);
}

/** PostgreSQL does it outside of a transaction only. */
function maybeConcurrently(
  callee: string,
  given: readonly string[],
  { concurrently }: { readonly concurrently: Flag },
): string | undefined {
  if (concurrently === undefined) return undefined;
  if (!concurrently) return renderCall(callee, given);
  const call = renderCall(callee, [...given, 'postgresql_concurrently=True']);
  return `with op.get_context().autocommit_block():\n    ${call}`;
}

function renderDropConstraint(operation: OperationOf<'drop-constraint'>): string | undefined {
  const { name, type, table } = operation;
  if (name?.isKnown !== true || !isPlain(operation) || type === 'exclude') return undefined;
  return renderCall('op.drop_constraint', [
    finalName(name.text),
    ...named(operation),
    ...keywordArgument('type_', type && renderText(ALEMBIC_TYPES[type])),
    ...inSchema(table),
  ]);
}

const ALEMBIC_TYPES: Readonly<Record<Exclude<ConstraintDefinition['kind'], 'exclude'>, string>> = {
  'foreign-key': 'foreignkey',
  unique: 'unique',
  'primary-key': 'primary',
  check: 'check',
};
