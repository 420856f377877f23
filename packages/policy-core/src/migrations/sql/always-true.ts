import type { SqlNode } from '../../parsers/parsers.ts';
import { listIn, namedNode, nodeIn, stringIn, textIn } from './nodes.ts';

/**
 * Whether a condition is true for every row, as far as constants tell: `true`, `1 = 1`, `'t'`, `NOT false`.
 * `false` also where it cannot be told.
 */
export function isAlwaysTrue(condition: SqlNode): boolean {
  return truth(condition) === true;
}

/** Whether it is false for every row. `false` also where it cannot be told. */
export function isNeverTrue(condition: SqlNode): boolean {
  return truth(condition) === false;
}

/** `undefined`: it depends. */
function truth(node: SqlNode | undefined): boolean | undefined {
  if (node === undefined) return undefined;
  const { name, body } = namedNode(node);
  switch (name) {
    case 'A_Const':
      return constantTruth(body);
    case 'A_Expr':
      return comparison(body);
    case 'BoolExpr':
      return combined(body);
    case 'BooleanTest':
      return tested(body);
    case 'NullTest':
      return nullTest(body);
    case 'SubLink':
      return isAnyRow(body) ? true : undefined;
    case 'TypeCast':
      return castTruth(body);
    default:
      return undefined;
  }
}

/** `EXISTS (SELECT 1)`: it reads nothing that could be missing. */
function isAnyRow(link: SqlNode): boolean {
  const select = nodeIn(nodeIn(link, 'subselect'), 'SelectStmt');
  if (link['subLinkType'] !== 'EXISTS_SUBLINK' || select === undefined) return false;
  const limits = ['fromClause', 'whereClause', 'havingClause', 'limitCount', 'limitOffset', 'op'];
  return limits.every((field) => select[field] === undefined || select[field] === 'SETOP_NONE');
}

function constantTruth(constant: SqlNode): boolean | undefined {
  const flag = nodeIn(constant, 'boolval');
  if (flag !== undefined) return flag['boolval'] === true;
  const text = textIn(nodeIn(constant, 'sval'), 'sval');
  return text === undefined ? undefined : spelled(text);
}

/** PostgreSQL takes any beginning of these words. */
function spelled(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (/^(?:t|tr|tru|true|y|ye|yes|on|1)$/.test(word)) return true;
  return /^(?:f|fa|fal|fals|false|n|no|of|off|0)$/.test(word) ? false : undefined;
}

function castTruth(cast: SqlNode): boolean | undefined {
  const arg = nodeIn(cast, 'arg');
  const isBoolean = listIn(nodeIn(cast, 'typeName'), 'names').some((part) =>
    /^bool(?:ean)?$/.test(stringIn(part) ?? ''),
  );
  if (!isBoolean) return undefined;
  const number = value(arg);
  return typeof number === 'number' ? number !== 0 : truth(arg);
}

function combined(expression: SqlNode): boolean | undefined {
  const parts = listIn(expression, 'args').map(truth);
  switch (expression['boolop']) {
    case 'AND_EXPR':
      return allOf(parts);
    case 'OR_EXPR':
      return not(allOf(parts.map(not)));
    case 'NOT_EXPR':
      return not(parts[0]);
    default:
      return undefined;
  }
}

function allOf(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function not(part: boolean | undefined): boolean | undefined {
  return part === undefined ? undefined : !part;
}

function tested(test: SqlNode): boolean | undefined {
  const part = truth(nodeIn(test, 'arg'));
  switch (test['booltesttype']) {
    case 'IS_TRUE':
    case 'IS_NOT_FALSE':
      return part;
    case 'IS_FALSE':
    case 'IS_NOT_TRUE':
      return not(part);
    default:
      return undefined;
  }
}

const COMPARISONS: ReadonlyMap<string | undefined, (a: Value, b: Value) => boolean> = new Map([
  ['=', (a, b) => a === b],
  ['<>', (a, b) => a !== b],
  ['<', (a, b) => a < b],
  ['<=', (a, b) => a <= b],
  ['>', (a, b) => a > b],
  ['>=', (a, b) => a >= b],
]);

type Value = string | number | boolean;

function comparison(expression: SqlNode): boolean | undefined {
  if (expression['kind'] === 'AEXPR_IN') return listed(expression);
  if (expression['kind'] === 'AEXPR_LIKE') return isAnyText(expression);
  if (expression['kind'] !== 'AEXPR_OP') return undefined;
  return isOneColumn(expression) ? sameColumn(expression) : constants(expression);
}

/** `id = id` leaves out no row but one without a value, which nobody means. */
function sameColumn(expression: SqlNode): true | undefined {
  return SAME.has(stringIn(listIn(expression, 'name').at(-1))) ? true : undefined;
}

/** `1 IN (1, 2)` */
function listed(expression: SqlNode): boolean | undefined {
  const items = listIn(nodeIn(nodeIn(expression, 'rexpr'), 'List'), 'items');
  const parts = items.map((rexpr) => {
    const [left, right] = alike(value(nodeIn(expression, 'lexpr')), value(rexpr));
    return left === undefined || right === undefined || typeof left !== typeof right
      ? undefined
      : left === right;
  });
  const isAny = not(allOf(parts.map(not)));
  return stringIn(listIn(expression, 'name').at(-1)) === '=' ? isAny : not(isAny);
}

/** `name LIKE '%'` leaves out as little as `name = name`. */
function isAnyText(expression: SqlNode): true | undefined {
  const pattern = value(nodeIn(expression, 'rexpr'));
  const isLike = stringIn(listIn(expression, 'name').at(-1)) === '~~';
  return isLike && typeof pattern === 'string' && /^%+$/.test(pattern) ? true : undefined;
}

/** Columns that PostgreSQL itself gives each row always have a value. */
function nullTest(test: SqlNode): boolean | undefined {
  const fields = listIn(nodeIn(nodeIn(test, 'arg'), 'ColumnRef'), 'fields').map(stringIn);
  if (!SYSTEM_COLUMNS.has(fields.at(-1))) return undefined;
  return test['nulltesttype'] === 'IS_NOT_NULL';
}

const SYSTEM_COLUMNS: ReadonlySet<string | undefined> = new Set(
  'cmax cmin ctid tableoid xmax xmin'.split(' '),
);

/** The columns of which a condition asks no more than that they have a value; `undefined` where it asks for more. */
export function columnsPresent(condition: SqlNode): readonly string[] | undefined {
  const { name, body } = namedNode(condition);
  if (truth(condition) === true) return [];
  if (name === 'NullTest' && body['nulltesttype'] === 'IS_NOT_NULL') {
    const column = stringIn(listIn(nodeIn(nodeIn(body, 'arg'), 'ColumnRef'), 'fields').at(-1));
    return column === undefined ? undefined : [column];
  }
  if (name !== 'BoolExpr' || body['boolop'] !== 'AND_EXPR') return undefined;
  const parts = listIn(body, 'args').map(columnsPresent);
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/**
 * Whether each row of a table finds itself: `a.id = b.id` between the table and itself, `id IN (SELECT id FROM a)`.
 *
 * @param name of the table that the statement changes
 */
export function findsItself(condition: SqlNode, name: string, isJoined: boolean): boolean {
  const { name: kind, body } = namedNode(condition);
  if (kind === 'SubLink') return isOfOwnRows(body, name);
  return isJoined && kind === 'A_Expr' && body['kind'] === 'AEXPR_OP' && isSameOfBoth(body);
}

/** `a.id = b.id` */
function isSameOfBoth(expression: SqlNode): boolean {
  const [left = [], right = []] = ['lexpr', 'rexpr'].map((side) =>
    listIn(nodeIn(nodeIn(expression, side), 'ColumnRef'), 'fields').map(stringIn),
  );
  const isEqual = stringIn(listIn(expression, 'name').at(-1)) === '=';
  const isOfBoth = left.length === 2 && right.length === 2 && left[0] !== right[0];
  return isEqual && isOfBoth && left[1] !== undefined && left[1] === right[1];
}

function isOfOwnRows(link: SqlNode, name: string): boolean {
  const select = nodeIn(nodeIn(link, 'subselect'), 'SelectStmt');
  if (link['subLinkType'] !== 'ANY_SUBLINK' || link['operName'] !== undefined || select === undefined)
    return false;
  const [target] = listIn(select, 'targetList').map((item) =>
    columnOf(nodeIn(nodeIn(item, 'ResTarget'), 'val')),
  );
  const [source, ...others] = listIn(select, 'fromClause').map((item) =>
    textIn(nodeIn(item, 'RangeVar'), 'relname'),
  );
  const isWhole = LIMITS.every((field) => select[field] === undefined || select[field] === 'SETOP_NONE');
  const asked = columnOf(nodeIn(link, 'testexpr'));
  return isWhole && others.length === 0 && source === name && asked !== undefined && asked === target;
}

function columnOf(node: SqlNode | undefined): string | undefined {
  return stringIn(listIn(nodeIn(node, 'ColumnRef'), 'fields').at(-1));
}

const LIMITS = ['whereClause', 'havingClause', 'groupClause', 'limitCount', 'limitOffset', 'op'];

/** Of two constants. Which of two texts comes first depends on the collation. */
function constants(expression: SqlNode): boolean | undefined {
  const [left, right] = alike(value(nodeIn(expression, 'lexpr')), value(nodeIn(expression, 'rexpr')));
  const operator = stringIn(listIn(expression, 'name').at(-1));
  if (left === undefined || right === undefined || typeof left !== typeof right) return undefined;
  if (typeof left === 'string' && operator !== '=' && operator !== '<>') return undefined;
  return COMPARISONS.get(operator)?.(left, right);
}

function isOneColumn(expression: SqlNode): boolean {
  const [left, right] = ['lexpr', 'rexpr'].map((side) => {
    const fields = listIn(nodeIn(nodeIn(expression, side), 'ColumnRef'), 'fields').map(stringIn);
    return fields.length === 0 || fields.includes(undefined) ? undefined : fields.join('.');
  });
  return left !== undefined && left === right;
}

const SAME: ReadonlySet<string | undefined> = new Set(['=', '<=', '>=']);

/** A text beside a number is read as one. */
function alike(left: Value | undefined, right: Value | undefined): readonly (Value | undefined)[] {
  if (typeof left === 'number' && typeof right === 'string') return [left, numberIn(right)];
  return typeof left === 'string' && typeof right === 'number' ? [numberIn(left), right] : [left, right];
}

function numberIn(text: string): number | undefined {
  return /^\s*-?\d+\s*$/.test(text) ? Number(text) : undefined;
}

/** A zero and `false` are left out of the tree. */
function value(node: SqlNode | undefined): Value | undefined {
  const constant = nodeIn(node, 'A_Const');
  const integer = nodeIn(constant, 'ival');
  if (integer !== undefined) return Number(integer['ival'] ?? 0);
  const decimal = textIn(nodeIn(constant, 'fval'), 'fval');
  if (decimal !== undefined) return Number(decimal);
  const flag = nodeIn(constant, 'boolval');
  if (flag !== undefined) return flag['boolval'] === true;
  return textIn(nodeIn(constant, 'sval'), 'sval');
}
