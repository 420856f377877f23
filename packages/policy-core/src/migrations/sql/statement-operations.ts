import type { UtilityStatement } from '../operations/utility-statement.ts';
import { utilitySearchPathChange } from '../operations/utility-search-path-change.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { alterTable } from './alter-table.ts';
import { commandTag } from './command-tag.ts';
import { commentDeed } from './comment-statement.ts';
import { createTable } from './create-table.ts';
import {
  readDropDatabase,
  readDropOwned,
  dropRole,
  dropStatement,
  dropSubscription,
  dropTablespace,
} from './drop-statements.ts';
import { createIndex } from './index-statements.ts';
import { searchPathChange, shiftBesideCalls } from './search-path-statement.ts';
import { clusterDeed, lockDeed, refreshDeed, reindexDeed, vacuumDeed } from './maintenance-statements.ts';
import { listIn, namedNode, nodeIn, textIn } from './nodes.ts';
import { createSchema, OBJECT_READERS } from './object-statements.ts';
import { placed, type PlacedOperation, type StatementReader } from './placed-operation.ts';
import { renameStatement, setSchema } from './rename-statements.ts';
import { queryUtilityStatement, readDeed } from './query-utility-statement.ts';
import { copy, createAs, explain, readsQuery, truncate } from './rows/row-statements.ts';
import type { StatementText } from './script-parts.ts';
import {
  discardDeed,
  settingDeed,
  storedSettingDeed,
  systemSettingDeed,
  transactionDeed,
} from './session-statements.ts';
import { policyDeed } from './table-options.ts';
import { domainDeed, enumDeed } from './type-statements.ts';

/** What one statement does, at least one thing. `node` has one key, the name of what it holds. */
export function statementOperations(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const { name, body } = namedNode(node);
  const operations = READERS.get(name)?.(statement, body) ?? [];
  const found = operations.length > 0 ? operations : [otherStatement(statement, node)];
  const shift = searchPathChange(statement, name, body);
  return found.map((one) => {
    const own =
      shift ?? (one.operation.kind === 'other' ? utilitySearchPathChange(one.operation.deed) : undefined);
    if (own === undefined) return one;
    const beside = own === 'every-name' ? shiftBesideCalls(name, body) : undefined;
    return { ...one, shift: own, ...(beside !== undefined && { shiftBesideCalls: beside }) };
  });
}

function otherStatement(statement: StatementText, node: SqlNode): PlacedOperation {
  const { name, body } = namedNode(node);
  const deed = DEEDS.get(name)?.(body);
  const what = commandTag(statement, name, body);
  return placed(statement, deed === undefined ? { kind: 'other', what } : { kind: 'other', what, deed });
}

/** What changes no table, and yet keeps others waiting or gives later statements another meaning. */
const DEEDS: ReadonlyMap<string, (node: SqlNode) => UtilityStatement | undefined> = new Map([
  ['AlterDatabaseSetStmt', storedSettingDeed],
  ['AlterDomainStmt', domainDeed],
  ['AlterEnumStmt', enumDeed],
  ['AlterPolicyStmt', policyDeed],
  ['AlterRoleSetStmt', storedSettingDeed],
  ['AlterSystemStmt', systemSettingDeed],
  ['ClusterStmt', clusterDeed],
  ['CommentStmt', commentDeed],
  ['CopyStmt', readDeed],
  ['DeclareCursorStmt', readDeed],
  ['DiscardStmt', discardDeed],
  ['ExplainStmt', readDeed],
  ['LockStmt', lockDeed],
  ['RefreshMatViewStmt', refreshDeed],
  ['ReindexStmt', reindexDeed],
  ['SelectStmt', queryUtilityStatement],
  ['TransactionStmt', transactionDeed],
  ['VacuumStmt', vacuumDeed],
  ['VariableSetStmt', settingDeed],
]);

const READERS: ReadonlyMap<string, StatementReader> = new Map([
  ...OBJECT_READERS,
  ['AlterObjectSchemaStmt', setSchema],
  ['AlterTableStmt', alterTable],
  ['CopyStmt', copy],
  ['CreateSchemaStmt', schemaWithElements],
  ['CreateStmt', createTable],
  ['CreateTableAsStmt', createAs],
  ['DeleteStmt', readsQuery('DeleteStmt')],
  ['DropOwnedStmt', readDropOwned],
  ['DropRoleStmt', dropRole],
  ['DropStmt', dropStatement],
  ['DropSubscriptionStmt', dropSubscription],
  ['DropTableSpaceStmt', dropTablespace],
  ['DropdbStmt', readDropDatabase],
  ['ExplainStmt', explain],
  ['IndexStmt', createIndex],
  ['InsertStmt', readsQuery('InsertStmt')],
  ['MergeStmt', readsQuery('MergeStmt')],
  ['RenameStmt', renameStatement],
  ['SelectStmt', readsQuery('SelectStmt')],
  ['TruncateStmt', truncate],
  ['UpdateStmt', readsQuery('UpdateStmt')],
]);

/** CREATE SCHEMA with the tables and views that it makes at once. */
function schemaWithElements(statement: StatementText, node: SqlNode): readonly PlacedOperation[] {
  const schema = createSchema(statement, node);
  const elements = listIn(node, 'schemaElts').flatMap((element) =>
    statementOperations(statement, inSchema(element, textIn(node, 'schemaname'))),
  );
  return [schema, ...elements];
}

/** Names without a schema are those of the new one. */
function inSchema(element: SqlNode, schemaname: string | undefined): SqlNode {
  if (schemaname === undefined) return element;
  const { name, body } = namedNode(element);
  const placedIn = ['relation', 'view', 'sequence'].flatMap((field) => {
    const relation = nodeIn(body, field);
    return relation === undefined ? [] : [[field, { schemaname, ...relation }] as const];
  });
  return { [name]: { ...body, ...Object.fromEntries(placedIn) } };
}
