import type { UtilityStatement } from '../operations/utility-statement.ts';
import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import { nodeIn } from './nodes.ts';
import { listedTableName, nameParts } from './table-name.ts';

/** COMMENT ON, which locks the table that the thing belongs to. */
export function commentDeed(node: SqlNode): UtilityStatement {
  const behind = BEHIND_TABLE.get(node['objtype']);
  if (behind === undefined) return { kind: 'comment', table: undefined, isPart: false };
  const parts = nameParts(nodeIn(node, 'object'));
  const table = listedTableName(parts.slice(0, parts.length - behind));
  return { kind: 'comment', table, isPart: behind > 0 && node['objtype'] !== 'OBJECT_COLUMN' };
}

/** How many names stand behind that of the table. */
const BEHIND_TABLE: ReadonlyMap<SqlValue | undefined, number> = new Map([
  ['OBJECT_TABLE', 0],
  ['OBJECT_VIEW', 0],
  ['OBJECT_MATVIEW', 0],
  ['OBJECT_COLUMN', 1],
  ['OBJECT_POLICY', 1],
  ['OBJECT_RULE', 1],
  ['OBJECT_TABCONSTRAINT', 1],
  ['OBJECT_TRIGGER', 1],
]);
