import type { CopiedRows } from '../../operations/operation.ts';
import type { SqlNode } from '../../../parsers/parsers.ts';
import { flagIn, listIn, namedNode, nodeIn, stringIn, textIn } from '../nodes.ts';
import { tableName } from '../table-name.ts';

/**
 * Where an INSERT takes every row of one table, and nothing decides which: `INSERT INTO a SELECT x, y FROM b`. `node` is
 * what stands under `InsertStmt`. Only what is known to leave no row out counts.
 */
export function plainCopy(node: SqlNode): CopiedRows | undefined {
  const select = nodeIn(nodeIn(node, 'selectStmt'), 'SelectStmt');
  if (select === undefined || !hasOnly(node, INSERT_PARTS) || !hasOnly(select, SELECT_PARTS))
    return undefined;
  if (textIn(select, 'op') !== 'SETOP_NONE' || textIn(select, 'limitOption') !== 'LIMIT_OPTION_DEFAULT') {
    return undefined;
  }
  const from = onlySource(select);
  const targets = listIn(select, 'targetList').map(targetOf);
  if (from === undefined || targets.includes(undefined)) return undefined;
  const names = targets.flatMap((target) => target ?? []);
  return { from: tableName(from), columns: names.includes(ALL) ? 'all' : names };
}

/** A table with all that inherit from it. */
function onlySource(select: SqlNode): SqlNode | undefined {
  const [source, ...others] = listIn(select, 'fromClause');
  const from = others.length === 0 ? nodeIn(source, 'RangeVar') : undefined;
  return flagIn(from, 'inh') ? from : undefined;
}

/** No ON CONFLICT, WITH or the like. */
const INSERT_PARTS: ReadonlySet<string> = new Set(['relation', 'cols', 'selectStmt', 'override', 'location']);

/** No WHERE, DISTINCT, LIMIT, GROUP BY or the like, nor ORDER BY, which may call anything. */
const SELECT_PARTS: ReadonlySet<string> = new Set([
  'targetList',
  'fromClause',
  'limitOption',
  'op',
  'location',
]);

function hasOnly(node: SqlNode, parts: ReadonlySet<string>): boolean {
  return Object.keys(node).every((part) => parts.has(part));
}

const ALL = '*';

/** Names of columns; none for a constant. A call may give no row, or several, and may do anything. */
function targetOf(item: SqlNode): readonly string[] | undefined {
  const value = nodeIn(nodeIn(item, 'ResTarget'), 'val');
  if (value === undefined) return undefined;
  if (namedNode(value).name === 'A_Const') return [];
  const last = listIn(nodeIn(value, 'ColumnRef'), 'fields').at(-1);
  if (last === undefined) return undefined;
  if (nodeIn(last, 'A_Star') !== undefined) return [ALL];
  const name = stringIn(last);
  return name === undefined ? undefined : [name];
}
