import type { SqlNode } from '../../parsers/parsers.ts';
import { hasPlaceholder } from '../../parsers/python/text.ts';
import { isStable } from './alike-expressions.ts';
import { isNode, listIn, namedNode, nodeIn, stringIn, textIn, walkDown } from './nodes.ts';

/** The table whose rows a statement changes. */
export interface ChangedTable {
  readonly name: string;
  /** As the rest of the statement calls it. */
  readonly calledAs: string;
  /** It is read once more beside the rows that are changed. */
  readonly isJoined: boolean;
}

/**
 * Whether a condition may say of a row anything that it does not say of all: it names a column that may be one of the table.
 * `now() > '2026-01-01'` is true for all rows or for none.
 */
export function mayChoose(condition: SqlNode, { calledAs }: ChangedTable): boolean {
  let mayBe = false;
  walkDown(condition, (name, inner) => {
    if (isNode(inner)) mayBe ||= isAboutRow(name, inner, calledAs) || isPutIn(inner);
    return mayBe ? undefined : inner;
  });
  return mayBe;
}

function isAboutRow(name: string, node: SqlNode, calledAs: string): boolean {
  if (name === 'FuncCall') return !isStable(node);
  if (name !== 'ColumnRef') return name === 'CurrentOfExpr' || name === 'ParamRef';
  const fields = listIn(node, 'fields').map(stringIn);
  // `orders.id`, `public.orders.id`; a name alone may be a column, or the row, and a table that is not known may be any.
  return fields.length === 1 || fields.at(-2) === calledAs || hasPlaceholder(calledAs);
}

/** `{table}.id`, `'{value}'`: whatever is put in there may say something of a row. */
function isPutIn(node: SqlNode): boolean {
  return hasPlaceholder(textIn(node, 'sval') ?? '');
}

/**
 * Whether each row of a table finds itself: `a.id = b.id` between the table and itself, `id IN (SELECT id FROM a)`,
 * `id <= (SELECT max(id) FROM a)`. `undefined` where it cannot be told.
 */
export function findsItself(part: SqlNode, table: ChangedTable): true | undefined {
  const { name: kind, body } = namedNode(part);
  if (kind === 'SubLink') return isOfOwnRows(body, table) ? true : undefined;
  if (kind !== 'A_Expr') return undefined;
  const isFound = FINDS.get(body['kind'])?.(body, table) === true;
  return isFound ? true : undefined;
}

type Finds = (expression: SqlNode, table: ChangedTable) => boolean;

const FINDS: ReadonlyMap<unknown, Finds> = new Map<unknown, Finds>([
  ['AEXPR_BETWEEN', isBetweenOwn],
  [
    'AEXPR_OP',
    (expression, table) => (table.isJoined && isSameOfBoth(expression)) || isWithinOwn(expression, table),
  ],
  ['AEXPR_OP_ANY', isInOwnArray],
]);

/** `a.id = b.id` */
function isSameOfBoth(expression: SqlNode): boolean {
  const [left = [], right = []] = ['lexpr', 'rexpr'].map((side) =>
    listIn(nodeIn(nodeIn(expression, side), 'ColumnRef'), 'fields').map(stringIn),
  );
  const isOfBoth = left.length === 2 && right.length === 2 && left[0] !== right[0];
  return operatorOf(expression) === '=' && isOfBoth && left[1] !== undefined && left[1] === right[1];
}

function isOfOwnRows(link: SqlNode, table: ChangedTable): boolean {
  const select = nodeIn(nodeIn(link, 'subselect'), 'SelectStmt');
  if (select === undefined) return false;
  if (link['subLinkType'] === 'EXISTS_SUBLINK') return isOwnRow(select, table);
  if (link['subLinkType'] !== 'ANY_SUBLINK' || link['operName'] !== undefined) return false;
  const asked = columnOf(nodeIn(link, 'testexpr'));
  return asked !== undefined && asked === columnOf(ownTarget(select, table));
}

/** `EXISTS (SELECT 1 FROM a b WHERE b.id = a.id)` */
function isOwnRow(select: SqlNode, table: ChangedTable): boolean {
  const condition = nodeIn(nodeIn(select, 'whereClause'), 'A_Expr');
  if (condition === undefined || condition['kind'] !== 'AEXPR_OP') return false;
  const { whereClause: _, ...whole } = select;
  return isSameOfBoth(condition) && isAllOf(whole, table);
}

/** `id = ANY (ARRAY(SELECT id FROM a))` */
function isInOwnArray(expression: SqlNode, table: ChangedTable): boolean {
  const link = nodeIn(nodeIn(expression, 'rexpr'), 'SubLink');
  const select = nodeIn(nodeIn(link, 'subselect'), 'SelectStmt');
  const asked = columnOf(nodeIn(expression, 'lexpr'));
  const isArray = link?.['subLinkType'] === 'ARRAY_SUBLINK' && operatorOf(expression) === '=';
  return (
    isArray && select !== undefined && asked !== undefined && asked === columnOf(ownTarget(select, table))
  );
}

function isBetweenOwn(expression: SqlNode, table: ChangedTable): boolean {
  const asked = columnOf(nodeIn(expression, 'lexpr'));
  const [least, most] = listIn(nodeIn(nodeIn(expression, 'rexpr'), 'List'), 'items');
  return isEndOf(least, { end: 'min', asked }, table) && isEndOf(most, { end: 'max', asked }, table);
}

function isWithinOwn(expression: SqlNode, table: ChangedTable): boolean {
  const [left, right] = [nodeIn(expression, 'lexpr'), nodeIn(expression, 'rexpr')];
  const [asks, bounds] = [ENDS.get(operatorOf(expression)), ENDS.get(TURNED.get(operatorOf(expression)))];
  return (
    (asks !== undefined && isEndOf(right, { end: asks, asked: columnOf(left) }, table)) ||
    (bounds !== undefined && isEndOf(left, { end: bounds, asked: columnOf(right) }, table))
  );
}

const ENDS: ReadonlyMap<string | undefined, 'max' | 'min'> = new Map([
  ['<=', 'max'],
  ['>=', 'min'],
]);
const TURNED: ReadonlyMap<string | undefined, string> = new Map([
  ['<=', '>='],
  ['>=', '<='],
]);

interface End {
  readonly end: 'max' | 'min';
  readonly asked: string | undefined;
}

/** `(SELECT max(id) FROM a)` */
function isEndOf(node: SqlNode | undefined, { end, asked }: End, table: ChangedTable): boolean {
  const link = nodeIn(node, 'SubLink');
  const select = nodeIn(nodeIn(link, 'subselect'), 'SelectStmt');
  if (link?.['subLinkType'] !== 'EXPR_SUBLINK' || select === undefined || asked === undefined) return false;
  const call = nodeIn(ownTarget(select, table), 'FuncCall');
  const isPlain = call !== undefined && call['agg_filter'] === undefined;
  return (
    isPlain &&
    stringIn(listIn(call, 'funcname').at(-1)) === end &&
    columnOf(listIn(call, 'args')[0]) === asked
  );
}

/** The one value of a query of all rows of the table; `undefined` where it is another query. */
function ownTarget(select: SqlNode, table: ChangedTable): SqlNode | undefined {
  const [target, ...others] = listIn(select, 'targetList').map((item) =>
    nodeIn(nodeIn(item, 'ResTarget'), 'val'),
  );
  return others.length === 0 && isAllOf(select, table) ? target : undefined;
}

function isAllOf(select: SqlNode, { name }: ChangedTable): boolean {
  const [source, ...others] = listIn(select, 'fromClause').map((item) =>
    textIn(nodeIn(item, 'RangeVar'), 'relname'),
  );
  const isWhole = LIMITS.every((field) => select[field] === undefined || select[field] === 'SETOP_NONE');
  return isWhole && others.length === 0 && source === name;
}

const LIMITS = ['whereClause', 'havingClause', 'groupClause', 'limitCount', 'limitOffset', 'op'];

function columnOf(node: SqlNode | undefined): string | undefined {
  return stringIn(listIn(nodeIn(node, 'ColumnRef'), 'fields').at(-1));
}

function operatorOf(expression: SqlNode): string | undefined {
  return stringIn(listIn(expression, 'name').at(-1));
}
