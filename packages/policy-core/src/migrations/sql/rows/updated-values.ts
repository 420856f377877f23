import type { SqlNode } from '../../../parsers/parsers.ts';
import { listIn, namedNode, nodeIn, nodesNamed, stringIn, textIn } from '../nodes.ts';

/**
 * What an UPDATE makes of the values that are there. `kept`: each column stays what it is wherever it holds anything, or
 * in the rows that a CASE leaves alone: `SET code = coalesce(code, '')`. `derived`: each new value comes from the old
 * one. `undefined`: others take their place. `node` is what stands under `UpdateStmt`.
 */
export function updatedValues(node: SqlNode): 'kept' | 'derived' | undefined {
  const targets = listIn(node, 'targetList').map((item) => nodeIn(item, 'ResTarget') ?? item);
  const column = ownColumn(node);
  if (targets.length === 0) return undefined;
  if (targets.every((target) => isKept(nodeIn(target, 'val'), column(target)))) return 'kept';
  return targets.every((target) => reads(nodeIn(target, 'val'), column(target))) ? 'derived' : undefined;
}

/** Whether a node names the column itself. */
type IsColumn = (fields: readonly (string | undefined)[]) => boolean;

/** With other tables beside it a name without a table may be a column of theirs. */
function ownColumn(update: SqlNode): (target: SqlNode) => IsColumn {
  const relation = nodeIn(update, 'relation');
  const table = textIn(nodeIn(relation, 'alias'), 'aliasname') ?? textIn(relation, 'relname');
  const isAlone = listIn(update, 'fromClause').length === 0;
  return (target) => {
    const column = textIn(target, 'name');
    // A part of a value: `SET shop.name = shop`.
    const isWhole = column !== undefined && listIn(target, 'indirection').length === 0;
    return ([first, second, ...more]) => {
      if (!isWhole || more.length > 0) return false;
      return second === undefined ? isAlone && first === column : first === table && second === column;
    };
  };
}

function isKept(value: SqlNode | undefined, isColumn: IsColumn): boolean {
  if (value === undefined) return false;
  const { name, body } = namedNode(value);
  switch (name) {
    case 'ColumnRef':
      return isColumn(fieldsOf(body));
    case 'CoalesceExpr':
      return isKept(listIn(body, 'args')[0], isColumn);
    case 'CaseExpr':
      return isKept(nodeIn(body, 'defresult'), isColumn);
    default:
      return false;
  }
}

function reads(value: SqlNode | undefined, isColumn: IsColumn): boolean {
  // What a query of its own names may be a column of other rows.
  if (value === undefined || nodesNamed(value, 'SubLink').length > 0) return false;
  return nodesNamed(value, 'ColumnRef').some((ref) => isColumn(fieldsOf(ref)));
}

function fieldsOf(ref: SqlNode): readonly (string | undefined)[] {
  return listIn(ref, 'fields').map(stringIn);
}
