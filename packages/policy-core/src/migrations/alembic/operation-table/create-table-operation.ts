import type { ColumnDefinition, ConstraintDefinition } from '../../operations/column.ts';
import type { TableName } from '../../operations/name.ts';
import type { IndexOperation, Operation } from '../../operations/operation.ts';
import { itemsOf } from '../../../parsers/python/items.ts';
import { sourceOf } from '../../../parsers/python/nodes.ts';
import type { PythonValue, TracedFile } from '../../../parsers/python/values.ts';
import { tableOf, type OperationContext } from './operation-context.ts';
import { serialColumn, perhapsSerial } from '../sqlalchemy/serial-column.ts';
import { readColumn, unknownColumn, type ReadColumn } from '../sqlalchemy/sqlalchemy-column.ts';
import { readConstraint } from '../sqlalchemy/sqlalchemy-constraint.ts';
import { indexOfColumn, readIndex } from '../sqlalchemy/sqlalchemy-index.ts';
import { constructName } from '../sqlalchemy/sqlalchemy-names.ts';
import { allKnown, isOn, knownText, onlyOrigin } from '../render/render-values.ts';

/** The types that are made along with it, the table, and its indexes. */
export function readCreateTable(directing: OperationContext): readonly Operation[] {
  const { file, given } = directing;
  const table = tableOf(directing);
  const parts = partsOf(directing, table);
  const { constraints, indexes } = parts;
  const ofColumns = parts.columns.flatMap(({ index, definition }) =>
    index === undefined ? [] : [indexOfColumn(table, definition.name, index.unique)],
  );
  return [
    ...typesOf(parts.columns),
    {
      kind: 'create-table',
      table,
      columns: columnsOf(parts),
      constraints,
      ifNotExists: isOn(file, given, 'if_not_exists'),
      isWhole: parts.isWhole && given.moreValues === undefined,
      isTemporary: isTemporary(directing),
      ...(isGoneOnCommit(directing) && { isGoneOnCommit: true }),
      ...(given.keywords.has('postgresql_partition_by') && { isPartitioned: true }),
    },
    ...ofColumns,
    ...indexes,
  ];
}

interface TableParts {
  readonly columns: ReadColumn[];
  readonly constraints: ConstraintDefinition[];
  readonly indexes: IndexOperation[];
  isWhole: boolean;
}

function partsOf({ file, given }: OperationContext, table: TableName): TableParts {
  const parts: TableParts = { columns: [], constraints: [], indexes: [], isWhole: true };
  const isNamed = given.keywords.has('table_name') || given.certain === 0;
  for (const value of isNamed ? given.values : given.values.slice(1)) {
    addPart(file, parts, { value, table });
  }
  return parts;
}

function addPart(
  file: TracedFile,
  parts: TableParts,
  { value, table }: { readonly value: PythonValue; readonly table: TableName },
): void {
  const origin = onlyOrigin(file, value);
  const column = origin && readColumn(file, origin);
  const constraint = origin && readConstraint(file, origin);
  if (column !== undefined) {
    parts.columns.push(column);
  } else if (constraint !== undefined) {
    parts.constraints.push(constraint);
  } else if (origin !== undefined && constructName(file, origin) === 'Index') {
    parts.indexes.push(readIndex(file, origin, table));
  } else if (origin === undefined || !isPassedOver(file, origin)) {
    parts.columns.push(unknownColumn(sourceOf(file, value.node), value.node));
    parts.isWhole = false;
  }
}

/** Alembic takes no notice of None, nor of the metadata that SQLAlchemy's own tables are given. */
function isPassedOver(file: TracedFile, origin: PythonValue): boolean {
  return origin.node.type === 'none' || constructName(file, origin) === 'MetaData';
}

/** An enum that several columns share is made once. */
function typesOf(columns: readonly ReadColumn[]): readonly Operation[] {
  const created = new Map(
    columns.flatMap(({ creates, definition: { type } }) =>
      creates
        ? [[creates.text, { name: creates, values: type.isKnown ? type.values : undefined }] as const]
        : [],
    ),
  );
  return Array.from(created.values(), ({ name, values }) => ({
    kind: 'create-object',
    object: 'type',
    name,
    ...(values && { values }),
  }));
}

/** The columns with what the primary key and the foreign keys of the table make of them. */
function columnsOf({ columns, constraints }: TableParts): readonly ColumnDefinition[] {
  const keyed = new Set([
    ...columns.flatMap(({ definition: { primaryKey, name } }) => (primaryKey ? [name.text] : [])),
    ...columnsUnder(constraints, 'primary-key'),
  ]);
  const foreign = new Set(columnsUnder(constraints, 'foreign-key'));
  const isOpen = columns.some(({ definition }) => definition.primaryKey === undefined);
  return columns.map((read) => {
    const { name, primaryKey } = read.definition;
    if (!keyed.has(name.text)) {
      return primaryKey === undefined && keyed.size === 0 ? perhapsSerial(read) : read.definition;
    }
    const isAlone = keyed.size === 1;
    const number = isAlone && isOpen && read.autoincrement !== 'yes' ? perhapsSerial : serialColumn;
    const isCandidate = isAlone || read.autoincrement === 'yes';
    const column = isCandidate ? number(read, foreign.has(name.text)) : read.definition;
    return { ...column, primaryKey: true, nullable: false };
  });
}

function columnsUnder(
  constraints: readonly ConstraintDefinition[],
  kind: ConstraintDefinition['kind'],
): readonly string[] {
  return constraints.flatMap((constraint) => (constraint.kind === kind ? (constraint.columns ?? []) : []));
}

function isTemporary({ file, given }: OperationContext): boolean {
  const prefixes = given.keywords.get('prefixes');
  const texts = allKnown(
    (prefixes && itemsOf(file, prefixes))?.map((prefix) => knownText(file, prefix)) ?? [],
  );
  return texts?.some((text) => /^(?:(?:local|global)\s+)?temp(?:orary)?$/i.test(text.trim())) === true;
}

function isGoneOnCommit({ file, given }: OperationContext): boolean {
  const value = given.keywords.get('postgresql_on_commit');
  return value !== undefined && !/^(?:preserve|delete)\b/i.test(knownText(file, value) ?? '');
}
