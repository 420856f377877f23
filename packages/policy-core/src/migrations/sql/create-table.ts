import type { ColumnDefinition, ConstraintDefinition } from '../operations/column.ts';
import type { TableName } from '../operations/name.ts';
import type { TableOperation, TableSource } from '../operations/operation.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { columnDefinition, elementPlace, qualifiersOf } from './column-definition.ts';
import { constraintDefinition } from './constraint.ts';
import { flagIn, listIn, nodeIn, textIn } from './nodes.ts';
import { placed, type PlacedOperation } from './placed-operation.ts';
import type { StatementText } from './script-parts.ts';
import { stringsIn, tableName } from './table-name.ts';

/** CREATE TABLE with a list of columns. */
export function createTable(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const relation = nodeIn(node, 'relation');
  const elements = [...listIn(node, 'tableElts'), ...listIn(node, 'constraints')];
  const constraints = nodesOf(elements, 'Constraint');
  const columns = nodesOf(elements, 'ColumnDef');
  return [
    placed(statement, {
      kind: 'create-table',
      table: tableName(relation),
      columns: columns.map((column) => constrained(columnDefinition(statement, column), constraints)),
      constraints: [
        ...columns.flatMap((column) => namedPrimaryKey(statement, column)),
        ...constraints.flatMap((one) => tableConstraint(statement, one)),
      ],
      ifNotExists: flagIn(node, 'if_not_exists'),
      isWhole: isWhole(node, elements),
      isTemporary: isTemporary(relation),
      ...(node['oncommit'] === ON_COMMIT_DROP && { isGoneOnCommit: true }),
      ...(nodeIn(node, 'partspec') !== undefined && { isPartitioned: true }),
      ...sourced([...parents(node), ...models(elements)]),
    }),
  ];
}

/** CREATE TABLE AS, and SELECT INTO: the columns are those of the query. */
export function createTableAs(
  into: SqlNode | undefined,
  { ifNotExists, reads }: { readonly ifNotExists: boolean; readonly reads: readonly TableName[] },
): TableOperation {
  const relation = nodeIn(into, 'rel');
  return {
    kind: 'create-table',
    table: tableName(relation),
    columns: [],
    constraints: [],
    ifNotExists,
    isWhole: false,
    isTemporary: isTemporary(relation),
    ...(into?.['onCommit'] === ON_COMMIT_DROP && { isGoneOnCommit: true }),
    ...sourced(reads.map((table) => ({ as: 'query', table }))),
  };
}

const ON_COMMIT_DROP = 'ONCOMMIT_DROP';

/** What a constraint of the table says about one of its columns. */
function constrained(column: ColumnDefinition, constraints: readonly SqlNode[]): ColumnDefinition {
  const names = (contype: string): boolean =>
    constraints.some(
      (one) => one['contype'] === contype && stringsIn(one, 'keys').includes(column.name.text),
    );
  if (names('CONSTR_PRIMARY')) return { ...column, nullable: false, primaryKey: true };
  return names('CONSTR_NOTNULL') ? { ...column, nullable: false } : column;
}

/** A primary key at a column goes without saying, except for its name. */
function namedPrimaryKey(statement: StatementText, column: SqlNode): readonly ConstraintDefinition[] {
  if (!nodesOf(listIn(column, 'constraints'), 'Constraint').some(isNamedPrimaryKey)) return [];
  return qualifiersOf(statement, column).flatMap((one) => {
    if (!isNamedPrimaryKey(one.node)) return [];
    const name = textIn(column, 'colname');
    return constraintDefinition({ ...one, text: statement.text, column: name }) ?? [];
  });
}

function isNamedPrimaryKey(constraint: SqlNode): boolean {
  return constraint['contype'] === 'CONSTR_PRIMARY' && textIn(constraint, 'conname') !== undefined;
}

/** NOT VALID means nothing for a table without rows. */
function tableConstraint(statement: StatementText, node: SqlNode): readonly ConstraintDefinition[] {
  const place = elementPlace(statement, node);
  const definition = constraintDefinition({ text: statement.text, place, node, column: undefined });
  return definition === undefined ? [] : [{ ...definition, notValid: false }];
}

function nodesOf(elements: readonly SqlNode[], name: string): readonly SqlNode[] {
  return elements.map((element) => nodeIn(element, name)).filter((node) => node !== undefined);
}

function isWhole(node: SqlNode, elements: readonly SqlNode[]): boolean {
  return (
    listIn(node, 'inhRelations').length === 0 &&
    nodeIn(node, 'ofTypename') === undefined &&
    elements.every((element) => nodeIn(element, 'TableLikeClause') === undefined)
  );
}

function parents(node: SqlNode): readonly TableSource[] {
  const as = nodeIn(node, 'partbound') === undefined ? 'inherits' : 'partition-of';
  return nodesOf(listIn(node, 'inhRelations'), 'RangeVar').map((parent) => ({
    as,
    table: tableName(parent),
  }));
}

function models(elements: readonly SqlNode[]): readonly TableSource[] {
  return nodesOf(elements, 'TableLikeClause').map((like) => ({
    as: 'model',
    table: tableName(nodeIn(like, 'relation')),
  }));
}

/** For an object literal: the field is left out where there are none. */
function sourced(sources: readonly TableSource[]): { readonly sources?: readonly TableSource[] } {
  return sources.length === 0 ? {} : { sources };
}

function isTemporary(relation: SqlNode | undefined): boolean {
  // `CREATE TABLE pg_temp.a` comes to the same.
  return textIn(relation, 'relpersistence') === 't' || textIn(relation, 'schemaname') === 'pg_temp';
}
