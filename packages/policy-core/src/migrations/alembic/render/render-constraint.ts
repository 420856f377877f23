import type { ConstraintDefinition } from '../../operations/column.ts';
import type { TableName } from '../../operations/name.ts';
import { keywordArgument, renderCall, renderSql, renderText, renderTexts } from './render-python.ts';

/** Within `op.create_table`; `undefined` where its text is not certain. */
export function renderInTable(constraint: ConstraintDefinition): string | undefined {
  if (!isWritable(constraint)) return undefined;
  const name = keywordArgument('name', constraint.name && finalName(constraint.name.text));
  switch (constraint.kind) {
    case 'foreign-key':
      return renderForeignKeyInTable(constraint, name);
    case 'unique':
      return renderKeyInTable('sa.UniqueConstraint', constraint, name);
    case 'primary-key':
      return renderKeyInTable('sa.PrimaryKeyConstraint', constraint, name);
    case 'check':
      return renderCheck('sa.CheckConstraint', constraint.expression, (sql) => [sql, ...name]);
    case 'exclude':
      return undefined;
  }
}

type ForeignKey = Extract<ConstraintDefinition, { readonly kind: 'foreign-key' }>;

function renderForeignKeyInTable(key: ForeignKey, name: readonly string[]): string | undefined {
  const { columns, target } = key;
  const paths = targetPaths(target);
  if (columns === undefined || paths === undefined) return undefined;
  return renderCall('sa.ForeignKeyConstraint', [
    renderTexts(columns),
    renderTexts(paths),
    ...name,
    ...renderActions(key),
  ]);
}

function renderKeyInTable(
  callee: string,
  { columns }: ConstraintDefinition,
  name: readonly string[],
): string | undefined {
  return columns && renderCall(callee, [...columns.map(renderText), ...name]);
}

/** `op.create_foreign_key(...)` and its like; `undefined` where its text is not certain. */
export function renderAdding(table: TableName, constraint: ConstraintDefinition): string | undefined {
  const { name } = constraint;
  if (!isWritable(constraint) || name === undefined) return undefined;
  const first = [finalName(name.text), renderText(table.text)];
  switch (constraint.kind) {
    case 'foreign-key':
      return renderForeignKey(table, constraint, first);
    case 'unique':
      return renderKey('op.create_unique_constraint', constraint, { first, table });
    case 'primary-key':
      return renderKey('op.create_primary_key', constraint, { first, table });
    case 'check':
      return renderCheck('op.create_check_constraint', constraint.expression, (sql) => [
        ...first,
        sql,
        ...inSchema(table),
      ]);
    case 'exclude':
      return undefined;
  }
}

/** A name that no naming convention may change any more. */
export function finalName(name: string): string {
  return renderCall('op.f', [renderText(name)]);
}

/** `schema=`, where the search path does not decide. */
export function inSchema(table: TableName | undefined): readonly string[] {
  return keywordArgument('schema', table?.schema && renderText(table.schema));
}

function isWritable(constraint: ConstraintDefinition): boolean {
  const takesOver = 'usingIndex' in constraint && constraint.usingIndex;
  return (
    constraint.notValid === false && !constraint.hasMore && !takesOver && constraint.name?.isKnown !== false
  );
}

function renderForeignKey(table: TableName, key: ForeignKey, first: readonly string[]): string | undefined {
  const { columns, target } = key;
  if (columns === undefined || target.columns === undefined || !target.table.isKnown) return undefined;
  return renderCall('op.create_foreign_key', [
    ...first,
    renderText(target.table.text),
    renderTexts(columns),
    renderTexts(target.columns),
    ...renderActions(key),
    ...keywordArgument('source_schema', table.schema && renderText(table.schema)),
    ...keywordArgument('referent_schema', target.table.schema && renderText(target.table.schema)),
  ]);
}

function renderActions({ onUpdate, onDelete, deferrable }: ForeignKey): readonly string[] {
  const word = (text: string | undefined) => text && renderText(text.toUpperCase());
  return [
    ...keywordArgument('onupdate', word(onUpdate)),
    ...keywordArgument('ondelete', word(onDelete)),
    ...keywordArgument('deferrable', deferrable && 'True'),
    ...keywordArgument('initially', deferrable === 'deferred' ? word(deferrable) : undefined),
  ];
}

function renderKey(
  callee: string,
  { columns }: ConstraintDefinition,
  { first, table }: { readonly first: readonly string[]; readonly table: TableName },
): string | undefined {
  return columns && renderCall(callee, [...first, renderTexts(columns), ...inSchema(table)]);
}

/** `schema.table.column`, where no name has a dot of its own. */
function targetPaths({ table, columns }: ForeignKey['target']): readonly string[] | undefined {
  if (columns === undefined || !table.isKnown) return undefined;
  const place = [...(table.schema === undefined ? [] : [table.schema]), table.text];
  if ([...place, ...columns].some((name) => name.includes('.'))) return undefined;
  return columns.map((column) => [...place, column].join('.'));
}

function renderCheck(
  callee: string,
  expression: string | undefined,
  given: (sql: string) => readonly string[],
): string | undefined {
  const sql = expression === undefined ? undefined : renderSql(expression);
  return sql && renderCall(callee, given(sql));
}
