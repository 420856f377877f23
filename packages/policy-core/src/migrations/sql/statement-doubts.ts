import type { SqlNode } from '../../parsers/parsers.ts';
import type { UnclearReach } from '../operations/operation.ts';
import { commandTag } from './command-tag.ts';
import { flagIn, listIn, namedNode, nodeIn, textIn } from './nodes.ts';
import { isRun } from './row-statements.ts';
import type { StatementText } from './script-parts.ts';
import { callsSetval, unknownCalls } from './unknown-calls.ts';

/** What a statement may do beside what its operations tell. */
export interface StatementDoubt {
  /** A clause that reads well after "because". */
  readonly problem: string;
  readonly reach?: UnclearReach;
  readonly keepsTables?: true;
  readonly isRead: true;
}

/**
 * Whatever is not known to be harmless is told here. `node` has one key, the name of what it holds.
 *
 * @param hasOperation whether an operation says more of it than its name
 */
export function statementDoubts(
  statement: StatementText,
  node: SqlNode,
  hasOperation: boolean,
): readonly StatementDoubt[] {
  const { name, body } = namedNode(node);
  if (name === 'ExplainStmt' && !isRun(body)) return [];
  const calls = unknownCalls(node).map(callDoubt);
  const own = OWN.get(name)?.(body);
  const isUnknown = !hasOperation && own === undefined && calls.length === 0 && !HARMLESS.has(name);
  return [
    ...calls,
    ...(own === undefined ? [] : [own]),
    ...(callsSetval(node) ? [SETVAL] : []),
    ...(isUnknown
      ? [{ problem: `what ${commandTag(statement, name, body)} changes is not known`, isRead: true as const }]
      : []),
  ];
}

/** Of a function that nothing is known of. */
export function callDoubt(called: string): StatementDoubt {
  return { problem: `it calls ${called}, and what that function does is not known`, isRead: true };
}

const ROWS = { reach: { kind: 'rows' }, keepsTables: true, isRead: true } as const;
const SETVAL: StatementDoubt = { problem: 'setval gives a sequence another value', ...ROWS };

const OWN: ReadonlyMap<string, (node: SqlNode) => StatementDoubt | undefined> = new Map([
  ['AlterSeqStmt', restart],
  ['CopyStmt', program],
  ['DeleteStmt', catalogue],
  ['InsertStmt', catalogue],
  ['MergeStmt', catalogue],
  ['RuleStmt', rule],
  ['UpdateStmt', catalogue],
]);

function restart(node: SqlNode): StatementDoubt | undefined {
  const isRestarted = listIn(node, 'options').some(
    (item) => nodeIn(item, 'DefElem')?.['defname'] === 'restart',
  );
  return isRestarted ? { problem: 'RESTART gives a sequence another value', ...ROWS } : undefined;
}

function program(node: SqlNode): StatementDoubt | undefined {
  return flagIn(node, 'is_program')
    ? { problem: 'it runs a program on the server of the database', isRead: true }
    : undefined;
}

/** What PostgreSQL keeps there decides what every table, column and function is. */
function catalogue(node: SqlNode): StatementDoubt | undefined {
  const relation = nodeIn(node, 'relation');
  const schema = textIn(relation, 'schemaname');
  const isCatalogue =
    schema === 'pg_catalog' ||
    (schema === undefined && textIn(relation, 'relname')?.startsWith('pg_') === true);
  return isCatalogue ? { problem: 'it writes into the catalogue of PostgreSQL', isRead: true } : undefined;
}

/** The rule of a view that answers a query is what the view says. */
function rule(node: SqlNode): StatementDoubt | undefined {
  if (node['event'] === 'CMD_SELECT') return undefined;
  const actions = listIn(node, 'actions').map((action) => namedNode(action).name);
  const isHarmless = actions.every((action) => action === 'NotifyStmt');
  if (isHarmless && !flagIn(node, 'instead')) return undefined;
  return { problem: 'the rule makes later statements do something else than they say', ...ROWS };
}

/** Statements that have no operation of their own and change no row, no sequence and no object that holds rows. */
const HARMLESS: ReadonlySet<string> = new Set([
  'AlterCollationStmt',
  'AlterDatabaseRefreshCollStmt',
  'AlterDatabaseSetStmt',
  'AlterDatabaseStmt',
  'AlterDefaultPrivilegesStmt',
  'AlterDomainStmt',
  'AlterEnumStmt',
  'AlterEventTrigStmt',
  'AlterExtensionContentsStmt',
  'AlterFdwStmt',
  'AlterForeignServerStmt',
  'AlterFunctionStmt',
  'AlterObjectDependsStmt',
  'AlterObjectSchemaStmt',
  'AlterOpFamilyStmt',
  'AlterOperatorStmt',
  'AlterOwnerStmt',
  'AlterPolicyStmt',
  'AlterPublicationStmt',
  'AlterRoleSetStmt',
  'AlterRoleStmt',
  'AlterSeqStmt',
  'AlterStatsStmt',
  'AlterSubscriptionStmt',
  'AlterSystemStmt',
  'AlterTSConfigurationStmt',
  'AlterTSDictionaryStmt',
  'AlterTableMoveAllStmt',
  'AlterTableSpaceOptionsStmt',
  'AlterTableStmt',
  'AlterTypeStmt',
  'AlterUserMappingStmt',
  'CheckPointStmt',
  'ClosePortalStmt',
  'ClusterStmt',
  'CommentStmt',
  'ConstraintsSetStmt',
  'CopyStmt',
  'CreateCastStmt',
  'CreateOpClassStmt',
  'CreateOpFamilyStmt',
  'CreatePLangStmt',
  'CreateTransformStmt',
  'CreateUserMappingStmt',
  'DeallocateStmt',
  'DeclareCursorStmt',
  'DiscardStmt',
  'DoStmt',
  'DropUserMappingStmt',
  'ExplainStmt',
  'FetchStmt',
  'GrantRoleStmt',
  'GrantStmt',
  'ListenStmt',
  'LockStmt',
  'NotifyStmt',
  'PrepareStmt',
  'ReassignOwnedStmt',
  'RefreshMatViewStmt',
  'ReindexStmt',
  'RenameStmt',
  'SecLabelStmt',
  'SelectStmt',
  'TransactionStmt',
  'UnlistenStmt',
  'VacuumStmt',
  'VariableSetStmt',
  'VariableShowStmt',
]);
