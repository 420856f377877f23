import type { UtilityStatement, MaintenanceStatement } from '../operations/utility-statement.ts';
import { LOCK_MODES } from '../operations/lock-mode.ts';
import type { TableName } from '../operations/name.ts';
import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import { flagIn, isOff, listIn, nodeIn, textIn } from './nodes.ts';
import { tableName } from './table-name.ts';

/** VACUUM and ANALYZE. */
export function vacuumDeed(node: SqlNode): UtilityStatement {
  const tables = listIn(node, 'rels').map((item) =>
    tableName(nodeIn(nodeIn(item, 'VacuumRelation'), 'relation')),
  );
  if (!flagIn(node, 'is_vacuumcmd')) return { kind: 'analyze', tables };
  return { kind: 'vacuum', tables, full: isOn(listIn(node, 'options'), 'full') };
}

/** CLUSTER. */
export function clusterDeed(node: SqlNode): UtilityStatement {
  const relation = nodeIn(node, 'relation');
  return { kind: 'cluster', table: relation && tableName(relation) };
}

type Reindexed = Extract<MaintenanceStatement, { readonly kind: 'reindex' }>['what'];

const REINDEXED: ReadonlyMap<SqlValue | undefined, Reindexed> = new Map([
  ['REINDEX_OBJECT_DATABASE', 'database'],
  ['REINDEX_OBJECT_INDEX', 'index'],
  ['REINDEX_OBJECT_SCHEMA', 'schema'],
  ['REINDEX_OBJECT_SYSTEM', 'system'],
  ['REINDEX_OBJECT_TABLE', 'table'],
]);

/** REINDEX. */
export function reindexDeed(node: SqlNode): UtilityStatement {
  return {
    kind: 'reindex',
    what: REINDEXED.get(node['kind']) ?? 'database',
    name: reindexed(node),
    concurrently: isOn(listIn(node, 'params'), 'concurrently'),
  };
}

function reindexed(node: SqlNode): TableName | undefined {
  const relation = nodeIn(node, 'relation');
  if (relation !== undefined) return tableName(relation);
  const name = textIn(node, 'name');
  return name === undefined ? undefined : { text: name, isKnown: true, schema: undefined };
}

/** REFRESH MATERIALIZED VIEW. */
export function refreshDeed(node: SqlNode): UtilityStatement {
  return {
    kind: 'refresh-view',
    view: tableName(nodeIn(node, 'relation')),
    concurrently: flagIn(node, 'concurrent'),
    withData: !flagIn(node, 'skipData'),
  };
}

/** LOCK TABLE, whose modes the tree counts from 1. */
export function lockDeed(node: SqlNode): UtilityStatement {
  const { mode } = node;
  return {
    kind: 'lock-table',
    tables: listIn(node, 'relations').map((item) => tableName(nodeIn(item, 'RangeVar'))),
    mode: LOCK_MODES[(typeof mode === 'number' ? mode : LOCK_MODES.length) - 1] ?? 'access-exclusive',
  };
}

/** The last one counts, as PostgreSQL takes it. */
function isOn(options: readonly SqlNode[], name: string): boolean {
  const option = options.map((item) => nodeIn(item, 'DefElem')).findLast((one) => one?.['defname'] === name);
  return option !== undefined && !isOff(nodeIn(option, 'arg'));
}
