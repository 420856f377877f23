import type { Operation } from '../../operations/operation.ts';
import type { SqlNode } from '../../../parsers/parsers.ts';
import { isAlwaysTrue } from '../always-true.ts';
import { nodeIn } from '../nodes.ts';
import { plainCopy } from './plain-copy.ts';
import { tableKey } from '../../operations/name.ts';
import { updatedValues } from './updated-values.ts';

/**
 * The rows that ON CONFLICT DO UPDATE writes over: those that the new ones meet, and all of them where the table is
 * inserted into itself.
 */
export function overwrittenRows(insert: Operation, node: SqlNode): readonly Operation[] {
  const conflict = nodeIn(node, 'onConflictClause');
  if (insert.kind !== 'change-rows' || conflict?.['action'] !== 'ONCONFLICT_UPDATE') return [];
  const condition = nodeIn(conflict, 'whereClause');
  const isEach = condition === undefined || isAlwaysTrue(condition);
  const { onConflictClause: _, ...plain } = node;
  const source = plainCopy(plain)?.from;
  const isOfItself = source !== undefined && tableKey(source) === tableKey(insert.table);
  const values = updatedValues({ relation: node['relation'], targetList: conflict['targetList'] });
  return [
    {
      ...insert,
      verb: 'update',
      isFiltered: !(isEach && isOfItself),
      ...(values !== undefined && { values }),
    },
  ];
}
