import type { COLUMN_OPTIONS, UtilityStatement, TABLE_OPTIONS } from '../operations/utility-statement.ts';
import { knownName, type TableName } from '../operations/name.ts';
import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import type { AlterCommand } from './alter-command.ts';
import { flagIn, nodeIn, textIn } from './nodes.ts';
import { tableName } from './table-name.ts';

/** What a command of ALTER TABLE does to how the table is held, as far as it is no operation on the schema. */
export function tableDeed({ table, command }: AlterCommand): UtilityStatement {
  const { subtype } = command;
  const partition = nodeIn(nodeIn(command, 'def'), 'PartitionCmd');
  if (partition !== undefined) return partitionDeed({ table, command }, partition);
  const columnOption = COLUMN_OPTION_OF.get(subtype);
  if (columnOption !== undefined) {
    const column = knownName(textIn(command, 'name') ?? '');
    return { kind: 'set-column-option', table, column, option: columnOption };
  }
  if (subtype === 'AT_AlterConstraint') {
    const name = textIn(nodeIn(nodeIn(command, 'def'), 'ATAlterConstraint'), 'conname');
    const older = textIn(nodeIn(nodeIn(command, 'def'), 'Constraint'), 'conname');
    return { kind: 'alter-constraint', table, name: knownName(name ?? older ?? '') };
  }
  return {
    kind: 'set-table-option',
    table,
    option: TABLE_OPTION_OF.get(subtype) ?? 'other',
    ...optionTarget(command),
  };
}

function optionTarget(command: SqlNode): { readonly to?: TableName } {
  const parent = nodeIn(nodeIn(command, 'def'), 'RangeVar');
  if (parent !== undefined) return { to: tableName(parent) };
  const name = textIn(command, 'name');
  if (!NAMED.has(command['subtype']) || name === undefined) return {};
  return { to: { ...knownName(name), schema: undefined } };
}

/** ALTER POLICY, but for its name. */
export function policyDeed(node: SqlNode): UtilityStatement {
  return { kind: 'set-table-option', table: tableName(nodeIn(node, 'table')), option: 'row-security' };
}

function partitionDeed(
  { table, command }: Pick<AlterCommand, 'table' | 'command'>,
  node: SqlNode,
): UtilityStatement {
  const partition = tableName(nodeIn(node, 'name'));
  switch (command['subtype']) {
    case 'AT_AttachPartition':
      return { kind: 'attach-partition', table, partition };
    case 'AT_DetachPartition':
      return { kind: 'detach-partition', table, partition, concurrently: flagIn(node, 'concurrent') };
    // FINALIZE ends what DETACH CONCURRENTLY began.
    default:
      return { kind: 'detach-partition', table, partition, concurrently: true };
  }
}

const COLUMN_OPTION_OF: ReadonlyMap<SqlValue | undefined, (typeof COLUMN_OPTIONS)[number]> = new Map([
  ['AT_AlterColumnGenericOptions', 'other'],
  ['AT_ResetOptions', 'options'],
  ['AT_SetCompression', 'compression'],
  ['AT_SetIdentity', 'identity'],
  ['AT_SetOptions', 'options'],
  ['AT_SetStatistics', 'statistics'],
  ['AT_SetStorage', 'storage'],
]);

const NAMED: ReadonlySet<SqlValue | undefined> = new Set(['AT_SetTableSpace', 'AT_SetAccessMethod']);

const TABLE_OPTION_OF: ReadonlyMap<SqlValue | undefined, (typeof TABLE_OPTIONS)[number]> = new Map([
  ['AT_AddInherit', 'inherit'],
  ['AT_AddOf', 'of-type'],
  ['AT_ChangeOwner', 'owner'],
  ['AT_ClusterOn', 'cluster-on'],
  ['AT_DisableRowSecurity', 'row-security'],
  ['AT_DisableRule', 'rules'],
  ['AT_DisableTrig', 'triggers'],
  ['AT_DisableTrigAll', 'triggers'],
  ['AT_DisableTrigUser', 'triggers'],
  ['AT_DropCluster', 'cluster-on'],
  ['AT_DropInherit', 'no-inherit'],
  ['AT_DropOf', 'of-type'],
  ['AT_EnableAlwaysRule', 'rules'],
  ['AT_EnableAlwaysTrig', 'triggers'],
  ['AT_EnableReplicaRule', 'rules'],
  ['AT_EnableReplicaTrig', 'triggers'],
  ['AT_EnableRowSecurity', 'row-security'],
  ['AT_EnableRule', 'rules'],
  ['AT_EnableTrig', 'triggers'],
  ['AT_EnableTrigAll', 'triggers'],
  ['AT_EnableTrigUser', 'triggers'],
  ['AT_ForceRowSecurity', 'row-security'],
  ['AT_NoForceRowSecurity', 'row-security'],
  ['AT_ReplicaIdentity', 'replica-identity'],
  ['AT_ResetRelOptions', 'storage-parameters'],
  ['AT_SetAccessMethod', 'access-method'],
  ['AT_SetLogged', 'logged'],
  ['AT_SetRelOptions', 'storage-parameters'],
  ['AT_SetTableSpace', 'tablespace'],
  ['AT_SetUnLogged', 'unlogged'],
]);
