import { knownName, unknownName, type Name, type TableName } from '../operations/name.ts';
import type { ObjectOperation } from '../operations/operation.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { typeSource } from './column-definition.ts';
import { columnType } from './column-type.ts';
import { flagIn, listIn, nodeIn, textIn } from './nodes.ts';
import { objectOfTree } from './object-of-tree.ts';
import { placed, type PlacedOperation, type StatementReader } from './placed-operation.ts';
import { relationsRead } from './read-relations.ts';
import { routineDefinition } from './routine-definition.ts';
import type { StatementText } from './script-parts.ts';
import { objectName, relationName, stringsIn, tableName } from './table-name.ts';

type ObjectKind = ObjectOperation['object'];

/** CREATE of things that are no tables, by the node that holds it. OR REPLACE makes no difference here. */
export const OBJECT_READERS: ReadonlyMap<string, StatementReader> = new Map([
  ['CompositeTypeStmt', fromRelation('type', 'typevar')],
  ['CreateAmStmt', fromText('other', 'amname')],
  ['CreateConversionStmt', fromList('other', 'conversion_name')],
  ['CreateDomainStmt', createDomain],
  ['CreateEnumStmt', createEnum],
  ['CreateEventTrigStmt', fromText('other', 'trigname')],
  ['CreateExtensionStmt', fromText('extension', 'extname')],
  ['CreateFdwStmt', fromText('other', 'fdwname')],
  ['CreateForeignServerStmt', fromText('other', 'servername')],
  ['CreateForeignTableStmt', createForeignTable],
  ['CreateFunctionStmt', createRoutine],
  ['CreatePolicyStmt', onTable('policy', 'policy_name', 'table')],
  ['CreatePublicationStmt', fromText('other', 'pubname')],
  ['CreateRangeStmt', fromList('type', 'typeName')],
  ['CreateRoleStmt', fromText('other', 'role')],
  ['CreateSeqStmt', fromRelation('sequence', 'sequence')],
  ['CreateStatsStmt', createStatistics],
  ['CreateSubscriptionStmt', fromText('other', 'subname')],
  ['CreateTableSpaceStmt', fromText('tablespace', 'tablespacename')],
  ['CreateTrigStmt', onTable('trigger', 'trigname', 'relation')],
  ['CreatedbStmt', fromText('database', 'dbname')],
  ['DefineStmt', createDefined],
  ['RuleStmt', onTable('rule', 'rulename', 'relation')],
  ['ViewStmt', createView],
]);

/** CREATE SCHEMA without what else it makes. */
export function createSchema(statement: StatementText, node: SqlNode): PlacedOperation {
  const name = textIn(node, 'schemaname') ?? textIn(nodeIn(node, 'authrole'), 'rolename');
  // AUTHORIZATION CURRENT_USER names the schema after whoever runs it.
  const known = name === undefined ? unknownName('CURRENT_USER') : knownName(name);
  return created(statement, node, { object: 'schema', name: known });
}

/** CREATE MATERIALIZED VIEW. */
export function createMaterializedView(
  statement: StatementText,
  node: SqlNode,
  reads: readonly TableName[],
): PlacedOperation {
  const name = relationName(nodeIn(nodeIn(node, 'into'), 'rel'));
  return created(statement, node, { object: 'materialized-view', name, reads });
}

function createView(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const name = relationName(nodeIn(node, 'view'));
  const reads = relationsRead(nodeIn(node, 'query'));
  return [placed(statement, { kind: 'create-object', object: 'view', name, reads })];
}

function createDomain(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const { type } = columnType(nodeIn(node, 'typeName'), typeSource(statement, node, statement));
  const checks = listIn(node, 'constraints').map((item) => nodeIn(item, 'Constraint')?.['contype']);
  const isChecked = checks.some((kind) => kind === 'CONSTR_CHECK' || kind === 'CONSTR_NOTNULL');
  const name = objectName(stringsIn(node, 'domainname'));
  return [placed(statement, { kind: 'create-object', object: 'domain', name, domain: { type, isChecked } })];
}

function createRoutine(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const name = objectName(stringsIn(node, 'funcname'));
  const routine = routineDefinition(statement, node);
  return [placed(statement, { kind: 'create-object', object: 'function', name, routine })];
}

function createEnum(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const name = objectName(stringsIn(node, 'typeName'));
  return [
    placed(statement, { kind: 'create-object', object: 'type', name, values: stringsIn(node, 'vals') }),
  ];
}

/** Those of a query have no single table. */
function createStatistics(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const name = objectName(stringsIn(node, 'defnames'));
  const [relation] = listIn(node, 'relations').map((item) => nodeIn(item, 'RangeVar'));
  const on = relation === undefined ? {} : { on: tableName(relation) };
  return [placed(statement, { kind: 'create-object', object: 'statistics', name, ...on })];
}

function createDefined(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  return [
    created(statement, node, {
      object: objectOfTree(node['kind']),
      name: objectName(stringsIn(node, 'defnames')),
    }),
  ];
}

/** Its rows are elsewhere. */
function createForeignTable(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const name = relationName(nodeIn(nodeIn(node, 'base'), 'relation'));
  return [created(statement, nodeIn(node, 'base'), { object: 'other', name })];
}

function onTable(object: ObjectKind, field: string, table: string): StatementReader {
  return (statement, node) => [
    placed(statement, {
      kind: 'create-object',
      object,
      name: knownName(textIn(node, field) ?? ''),
      on: tableName(nodeIn(node, table)),
    }),
  ];
}

function fromText(object: ObjectKind, field: string): StatementReader {
  return (statement, node) => [
    created(statement, node, { object, name: knownName(textIn(node, field) ?? '') }),
  ];
}

function fromList(object: ObjectKind, field: string): StatementReader {
  return (statement, node) => [
    created(statement, node, { object, name: objectName(stringsIn(node, field)) }),
  ];
}

function fromRelation(object: ObjectKind, field: string): StatementReader {
  return (statement, node) => [created(statement, node, { object, name: relationName(nodeIn(node, field)) })];
}

function created(
  statement: StatementText,
  node: SqlNode | undefined,
  thing: { readonly object: ObjectKind; readonly name: Name; readonly reads?: readonly TableName[] },
): PlacedOperation {
  const isAsked = flagIn(node, 'if_not_exists');
  return placed(statement, { kind: 'create-object', ...thing, ...(isAsked && { unlessThere: true }) });
}
