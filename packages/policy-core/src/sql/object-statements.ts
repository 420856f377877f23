import { knownName, unknownName, type Name } from '../migrations/name.ts';
import type { ObjectOperation } from '../migrations/operation.ts';
import type { SqlNode } from '../parsers/parsers.ts';
import { nodeIn, textIn } from './nodes.ts';
import { objectOfTree } from './object-of-tree.ts';
import { placed, type PlacedOperation, type StatementReader } from './placed-operation.ts';
import type { StatementText } from './script-parts.ts';
import { objectName, relationName, stringsIn } from './table-name.ts';

type ObjectKind = ObjectOperation['object'];

/** CREATE of things that are no tables, by the node that holds it. OR REPLACE makes no difference here. */
export const OBJECT_READERS: ReadonlyMap<string, StatementReader> = new Map([
  ['CompositeTypeStmt', fromRelation('type', 'typevar')],
  ['CreateAmStmt', fromText('other', 'amname')],
  ['CreateConversionStmt', fromList('other', 'conversion_name')],
  ['CreateDomainStmt', fromList('domain', 'domainname')],
  ['CreateEnumStmt', fromList('type', 'typeName')],
  ['CreateEventTrigStmt', fromText('other', 'trigname')],
  ['CreateExtensionStmt', fromText('extension', 'extname')],
  ['CreateFdwStmt', fromText('other', 'fdwname')],
  ['CreateForeignServerStmt', fromText('other', 'servername')],
  ['CreateForeignTableStmt', createForeignTable],
  ['CreateFunctionStmt', fromList('function', 'funcname')],
  ['CreatePolicyStmt', fromText('policy', 'policy_name')],
  ['CreatePublicationStmt', fromText('other', 'pubname')],
  ['CreateRangeStmt', fromList('type', 'typeName')],
  ['CreateRoleStmt', fromText('other', 'role')],
  ['CreateSeqStmt', fromRelation('sequence', 'sequence')],
  ['CreateStatsStmt', fromList('other', 'defnames')],
  ['CreateSubscriptionStmt', fromText('other', 'subname')],
  ['CreateTableSpaceStmt', fromText('other', 'tablespacename')],
  ['CreateTrigStmt', fromText('trigger', 'trigname')],
  ['CreatedbStmt', fromText('database', 'dbname')],
  ['DefineStmt', createDefined],
  ['RuleStmt', fromText('other', 'rulename')],
  ['ViewStmt', fromRelation('view', 'view')],
]);

/** CREATE SCHEMA without what else it makes. */
export function createSchema(statement: StatementText, node: SqlNode): PlacedOperation {
  const name = textIn(node, 'schemaname') ?? textIn(nodeIn(node, 'authrole'), 'rolename');
  // AUTHORIZATION CURRENT_USER names the schema after whoever runs it.
  return created(statement, 'schema', name === undefined ? unknownName('CURRENT_USER') : knownName(name));
}

/** CREATE MATERIALIZED VIEW. */
export function createMaterializedView(statement: StatementText, into: SqlNode | undefined): PlacedOperation {
  return created(statement, 'materialized-view', relationName(nodeIn(into, 'rel')));
}

function createDefined(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  return [created(statement, objectOfTree(node['kind']), objectName(stringsIn(node, 'defnames')))];
}

/** Its rows are elsewhere. */
function createForeignTable(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  return [created(statement, 'other', relationName(nodeIn(nodeIn(node, 'base'), 'relation')))];
}

function fromText(object: ObjectKind, field: string): StatementReader {
  return (statement, node) => [created(statement, object, knownName(textIn(node, field) ?? ''))];
}

function fromList(object: ObjectKind, field: string): StatementReader {
  return (statement, node) => [created(statement, object, objectName(stringsIn(node, field)))];
}

function fromRelation(object: ObjectKind, field: string): StatementReader {
  return (statement, node) => [created(statement, object, relationName(nodeIn(node, field)))];
}

function created(statement: StatementText, object: ObjectKind, name: Name): PlacedOperation {
  return placed(statement, { kind: 'create-object', object, name });
}
