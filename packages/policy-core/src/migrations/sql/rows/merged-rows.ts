import type { Operation } from '../../operations/operation.ts';
import type { SqlNode } from '../../../parsers/parsers.ts';
import { isAlwaysTrue, isNeverTrue } from '../always-true.ts';
import { listIn, nodeIn } from '../nodes.ts';
import { updatedValues } from './updated-values.ts';

/** What MERGE does to rows that are there: it deletes some and updates some, each as if a statement did it alone. */
export function mergedRows(merge: Operation, node: SqlNode): readonly Operation[] {
  if (merge.kind !== 'change-rows') return [];
  const clauses = listIn(node, 'mergeWhenClauses').map((item) => nodeIn(item, 'MergeWhenClause') ?? item);
  return COMMANDS.flatMap(({ command, verb }) => {
    const meant = clauses.filter((clause) => clause['commandType'] === command);
    if (meant.length === 0) return [];
    const isFiltered = meant.every((clause) => leavesRows(clause, node, merge.isFiltered));
    const values = verb === 'update' ? updatedValues(asUpdate(node, meant)) : undefined;
    return [{ ...merge, verb, isFiltered, ...(values !== undefined && { values }) }];
  });
}

const COMMANDS = [
  { command: 'CMD_DELETE', verb: 'delete' },
  { command: 'CMD_UPDATE', verb: 'update' },
] as const;

function leavesRows(clause: SqlNode, merge: SqlNode, isJoinFiltered: boolean): boolean {
  const condition = nodeIn(clause, 'condition');
  if (condition !== undefined && !isAlwaysTrue(condition)) return true;
  if (clause['matchKind'] !== 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE') return isJoinFiltered;
  const join = nodeIn(merge, 'joinCondition');
  return join !== undefined && !isNeverTrue(join);
}

/** All that its clauses set, with the table that it reads beside. */
function asUpdate(merge: SqlNode, clauses: readonly SqlNode[]): SqlNode {
  return {
    relation: merge['relation'],
    targetList: clauses.flatMap((clause) => listIn(clause, 'targetList')),
    fromClause: [nodeIn(merge, 'sourceRelation') ?? {}],
  };
}
