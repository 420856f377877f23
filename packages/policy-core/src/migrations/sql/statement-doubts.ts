import type { SqlNode } from '../../parsers/parsers.ts';
import { calledText, type CalledRoutine } from '../operations/called-routine.ts';
import type { UnclearReach } from '../operations/operation.ts';
import { commandTag } from './command-tag.ts';
import { flagIn, listIn, namedNode, nodeIn, textIn } from './nodes.ts';
import { isRun } from './rows/row-statements.ts';
import type { StatementText } from './script-parts.ts';
import { hiddenCalls, isNotice } from './kept-calls.ts';
import { EXTENSIONS_KNOWN } from '../functions/function-table.ts';
import { callsOf, runByStatement, unknownCalls, unknownOperators } from './unknown-calls.ts';

/** What a statement may do beside what its operations tell. */
export interface StatementDoubt {
  /** A clause that reads well after "because". */
  readonly problem: string;
  readonly reach?: UnclearReach;
  readonly keepsTables?: true;
  readonly isRead: true;
  /** As in a step. */
  readonly calls?: CalledRoutine;
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
  const run = runByStatement(node);
  const calls = [...unknownCalls(run).map(callDoubt), ...unknownOperators(run).map(operatorDoubt)];
  // To plan a query, PostgreSQL works out what is the same for each row.
  if (name === 'ExplainStmt' && !isRun(body)) return calls;
  const own = OWN.get(name)?.(body);
  const isUnknown = !hasOperation && own === undefined && calls.length === 0 && !HARMLESS.has(name);
  return [
    ...calls,
    ...hiddenCalls(node).map(hiddenDoubt),
    ...(own === undefined ? [] : [own]),
    ...(callsOf('setval', run).length > 0 ? [SETVAL] : []),
    ...callsOf('set_config', run).flatMap(settingByCall),
    ...(isUnknown
      ? [{ problem: `what ${commandTag(statement, name, body)} changes is not known`, isRead: true as const }]
      : []),
  ];
}

/** Of a function that nothing is known of. */
export function callDoubt(calls: CalledRoutine): StatementDoubt {
  const problem = `it calls ${calledText(calls)}, and what that function does is not known`;
  return { problem, isRead: true, calls };
}

function hiddenDoubt(calls: CalledRoutine): StatementDoubt {
  const problem = `later statements run ${calledText(calls)} by what it makes, and what that function does is not known`;
  return { problem, isRead: true, calls };
}

/** Of an operator that nothing is known of. */
export function operatorDoubt(operator: string): StatementDoubt {
  return { problem: `it uses the operator ${operator}, and what that runs is not known`, isRead: true };
}

const ROWS = { reach: { kind: 'rows' }, keepsTables: true, isRead: true } as const;
const SETVAL: StatementDoubt = { problem: 'setval gives a sequence another value', ...ROWS };

const OWN: ReadonlyMap<string, (node: SqlNode) => StatementDoubt | undefined> = new Map([
  ['AlterDatabaseSetStmt', storedSetting],
  ['AlterFunctionStmt', settingOfFunction('actions')],
  ['AlterRoleSetStmt', storedSetting],
  ['AlterSeqStmt', restart],
  ['AlterSystemStmt', storedSetting],
  ['AlterTableStmt', altered],
  ['CopyStmt', program],
  ['CreateExtensionStmt', extension],
  ['CreateFunctionStmt', settingOfFunction('options')],
  ['CreateTableAsStmt', executed],
  ['DeleteStmt', catalogue],
  ['ExplainStmt', executed],
  ['InsertStmt', catalogue],
  ['MergeStmt', catalogue],
  ['RuleStmt', rule],
  ['UpdateStmt', catalogue],
  ['VariableSetStmt', setting],
]);

function restart(node: SqlNode): StatementDoubt | undefined {
  return isRestarted(listIn(node, 'options')) ? RESTART : undefined;
}

const RESTART: StatementDoubt = { problem: 'RESTART gives a sequence another value', ...ROWS };

function isRestarted(options: readonly SqlNode[]): boolean {
  return options.some((item) => nodeIn(item, 'DefElem')?.['defname'] === 'restart');
}

/** The sequence of an identity column, and the parts of a composite type, whose values lie in tables. */
function altered(node: SqlNode): StatementDoubt | undefined {
  const commands = listIn(node, 'cmds').map((item) => nodeIn(item, 'AlterTableCmd') ?? {});
  const isOfType = node['objtype'] === 'OBJECT_TYPE';
  if (isOfType && commands.some(({ subtype }) => subtype !== 'AT_AddColumn')) return ATTRIBUTE;
  const isSet = commands.some(
    (command) => command['subtype'] === 'AT_SetIdentity' && isRestarted(definedOptions(command)),
  );
  return isSet ? RESTART : undefined;
}

const ATTRIBUTE: StatementDoubt = {
  problem: 'the values of an attribute go from all columns and tables of the type',
  isRead: true,
};

function definedOptions(command: SqlNode): readonly SqlNode[] {
  return listIn(nodeIn(nodeIn(command, 'def'), 'List'), 'items');
}

/** A prepared statement that another one runs. */
function executed(node: SqlNode): StatementDoubt | undefined {
  const isPrepared = nodeIn(nodeIn(node, 'query'), 'ExecuteStmt') !== undefined;
  return isPrepared
    ? { problem: 'EXECUTE runs a statement that was prepared before', isRead: true }
    : undefined;
}

function extension(node: SqlNode): StatementDoubt | undefined {
  const name = textIn(node, 'extname') ?? '';
  if (KNOWN_EXTENSIONS.has(name)) return undefined;
  return { problem: `what the script of the extension ${name} does is not known`, isRead: true };
}

const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set(EXTENSIONS_KNOWN.trim().split(/\s+/));

/** Settings with which PostgreSQL reads texts in another way, or keeps less of what it promises. */
function setting(node: SqlNode): StatementDoubt | undefined {
  if (node['kind'] === 'VAR_RESET' || node['kind'] === 'VAR_SET_DEFAULT') return undefined;
  return settingDoubt(textIn(node, 'name'), listIn(node, 'args').map(constantText));
}

/** For sessions to come. */
function storedSetting(node: SqlNode): StatementDoubt | undefined {
  const set = nodeIn(node, 'setstmt');
  return set && setting(set);
}

/** For as long as a function runs. */
function settingOfFunction(field: string): (node: SqlNode) => StatementDoubt | undefined {
  return (node) =>
    listIn(node, field)
      .map((item) => nodeIn(nodeIn(nodeIn(item, 'DefElem'), 'arg'), 'VariableSetStmt'))
      .map((set) => set && setting(set))
      .find((doubt) => doubt !== undefined);
}

/** The same by `set_config`. */
function settingByCall(call: SqlNode): readonly StatementDoubt[] {
  const [name, value] = listIn(call, 'args').map(constantText);
  const doubt = settingDoubt(name, [value]);
  return doubt === undefined ? [] : [doubt];
}

function settingDoubt(
  written: string | undefined,
  [value, ...others]: readonly (string | undefined)[],
): StatementDoubt | undefined {
  const name = written?.toLowerCase() ?? '';
  if (name === 'search_path') return leadsAway([value, ...others]) ? LED_AWAY : undefined;
  const usual = USUAL_VALUES.get(name);
  if (usual === undefined || (others.length === 0 && usual.test(value?.toLowerCase() ?? '')))
    return undefined;
  return { problem: `with ${name} statements do not mean what they say here`, isRead: true };
}

const LED_AWAY: StatementDoubt = {
  problem: 'with this search_path the names of functions and operators of PostgreSQL may mean others',
  isRead: true,
};

/** Whether a schema stands before that of PostgreSQL; without a place of its own that is the first. */
function leadsAway(values: readonly (string | undefined)[]): boolean {
  const schemas = values
    .flatMap((value) => (value ?? '').split(','))
    .map((one) => one.trim().replaceAll('"', ''));
  return schemas
    .slice(0, Math.max(0, schemas.indexOf('pg_catalog')))
    .some((schema) => !OWN_SCHEMAS.has(schema));
}

/** What is made there is read with the history. */
const OWN_SCHEMAS: ReadonlySet<string> = new Set(['', 'public']);

function constantText(node: SqlNode): string | undefined {
  return textIn(nodeIn(nodeIn(node, 'A_Const'), 'sval'), 'sval');
}

const USUAL_VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['allow_system_table_mods', /^off$/],
  ['backslash_quote', /^safe_encoding$/],
  ['client_encoding', /^utf-?8$/],
  ['ignore_checksum_failure', /^off$/],
  ['session_replication_role', /^(?:origin|default)$/],
  ['standard_conforming_strings', /^on$/],
  ['zero_damaged_pages', /^off$/],
]);

function program(node: SqlNode): StatementDoubt | undefined {
  if (flagIn(node, 'is_program'))
    return { problem: 'it runs a program on the server of the database', isRead: true };
  const isWritten = !flagIn(node, 'is_from') && textIn(node, 'filename') !== undefined;
  return isWritten
    ? { problem: 'it writes over a file on the server of the database', isRead: true }
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
  if (node['event'] === 'CMD_SELECT' || isNotice(node)) return undefined;
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
