import type { SqlNode } from '../../parsers/parsers.ts';
import { hasPlaceholder } from '../../parsers/python/text.ts';
import { holdsOpposites, isOfSameSides } from './alike-expressions.ts';
import { listIn, namedNode, nodeIn, stringIn, textIn } from './nodes.ts';

/**
 * Whether a condition is true for every row, as far as it says so itself: `true`, `1 = 1`, `'t'`, `NOT false`, `id = id`.
 * `false` also where it cannot be told.
 *
 * @param known what is known of a part of it by other means
 */
export function isAlwaysTrue(condition: SqlNode, known: Truth = unknown): boolean {
  return truth(condition, known) === true;
}

/** Of one part of a condition; `undefined`: it depends. */
export type Truth = (part: SqlNode) => boolean | undefined;

function unknown(): undefined {
  return undefined;
}

/** Whether it is false for every row. `false` also where it cannot be told. */
export function isNeverTrue(condition: SqlNode): boolean {
  return truth(condition, unknown) === false;
}

function truth(node: SqlNode | undefined, known: Truth): boolean | undefined {
  if (node === undefined) return undefined;
  const { name, body } = namedNode(node);
  return known(node) ?? TRUTHS.get(name)?.(body, known);
}

type TruthOf = (body: SqlNode, known: Truth) => boolean | undefined;

const TRUTHS: ReadonlyMap<string, TruthOf> = new Map<string, TruthOf>([
  ['A_Const', constantTruth],
  ['A_Expr', comparison],
  ['BoolExpr', combined],
  ['BooleanTest', tested],
  ['CaseExpr', chosen],
  ['CoalesceExpr', (body, known) => agreed(listIn(body, 'args'), known)],
  ['NullTest', nullTest],
  ['SubLink', (body) => (isAnyRow(body) ? true : undefined)],
  ['TypeCast', castTruth],
]);

/** Whichever of them is taken. */
function agreed(parts: readonly SqlNode[], known: Truth): boolean | undefined {
  const [first, ...others] = parts.map((part) => truth(part, known));
  return others.every((other) => other === first) ? first : undefined;
}

/** CASE without ELSE may give no value. */
function chosen(body: SqlNode, known: Truth): boolean | undefined {
  const otherwise = nodeIn(body, 'defresult');
  if (otherwise === undefined) return undefined;
  const results = listIn(body, 'args').map((item) => nodeIn(nodeIn(item, 'CaseWhen'), 'result') ?? {});
  return agreed([...results, otherwise], known);
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

function castTruth(cast: SqlNode, known: Truth): boolean | undefined {
  const arg = nodeIn(cast, 'arg');
  const isBoolean = listIn(nodeIn(cast, 'typeName'), 'names').some((part) =>
    /^bool(?:ean)?$/.test(stringIn(part) ?? ''),
  );
  if (!isBoolean) return undefined;
  const number = value(arg);
  return typeof number === 'number' ? number !== 0 : truth(arg, known);
}

function combined(expression: SqlNode, known: Truth): boolean | undefined {
  const args = listIn(expression, 'args');
  const parts = args.map((part) => truth(part, known));
  switch (expression['boolop']) {
    case 'AND_EXPR':
      return allOf(parts);
    case 'OR_EXPR':
      return not(allOf(parts.map(not))) ?? (holdsOpposites(args) ? true : undefined);
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

function tested(test: SqlNode, known: Truth): boolean | undefined {
  const part = truth(nodeIn(test, 'arg'), known);
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
  switch (expression['kind']) {
    case 'AEXPR_IN':
      return listed(expression);
    case 'AEXPR_LIKE':
      return isAnyText(expression);
    case 'AEXPR_NOT_DISTINCT':
      return isOfSameSides(expression) ? true : undefined;
    case 'AEXPR_OP':
      return constants(expression) ?? sameSides(expression);
    default:
      return undefined;
  }
}

/** `id = id` leaves out no row but one without a value, which nobody means. */
function sameSides(expression: SqlNode): true | undefined {
  const isSame = SAME.has(stringIn(listIn(expression, 'name').at(-1))) && isOfSameSides(expression);
  return isSame ? true : undefined;
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

/**
 * The columns of which a condition asks no more than that they have a value: where each row has one, it is always true.
 * `undefined` where it asks for more.
 */
export function columnsPresent(condition: SqlNode, known: Truth = unknown): readonly string[] | undefined {
  const { name, body } = namedNode(condition);
  if (truth(condition, known) === true) return [];
  if (name === 'NullTest') return body['nulltesttype'] === 'IS_NOT_NULL' ? columnAsked(body) : undefined;
  if (name !== 'BoolExpr') return undefined;
  const args = listIn(body, 'args');
  if (body['boolop'] === 'NOT_EXPR') return columnDenied(args[0] ?? {});
  const parts = args.map((part) => columnsPresent(part, known));
  if (body['boolop'] === 'OR_EXPR') return parts.find((part) => part !== undefined);
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/** `NOT (id IS NULL)` */
function columnDenied(node: SqlNode): readonly string[] | undefined {
  const test = nodeIn(node, 'NullTest');
  return test?.['nulltesttype'] === 'IS_NULL' ? columnAsked(test) : undefined;
}

function columnAsked(test: SqlNode): readonly string[] | undefined {
  const column = stringIn(listIn(nodeIn(nodeIn(test, 'arg'), 'ColumnRef'), 'fields').at(-1));
  return column === undefined ? undefined : [column];
}

/** Of two constants. Which of two texts comes first depends on the collation. */
function constants(expression: SqlNode): boolean | undefined {
  const [left, right] = alike(value(nodeIn(expression, 'lexpr')), value(nodeIn(expression, 'rexpr')));
  const operator = stringIn(listIn(expression, 'name').at(-1));
  if (left === undefined || right === undefined || typeof left !== typeof right) return undefined;
  if (typeof left === 'string' && operator !== '=' && operator !== '<>') return undefined;
  return COMPARISONS.get(operator)?.(left, right);
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

/** A zero and `false` are left out of the tree. A text into which something is put may be any. */
function value(node: SqlNode | undefined): Value | undefined {
  const constant = nodeIn(node, 'A_Const');
  const integer = nodeIn(constant, 'ival');
  if (integer !== undefined) return Number(integer['ival'] ?? 0);
  const decimal = textIn(nodeIn(constant, 'fval'), 'fval');
  if (decimal !== undefined) return Number(decimal);
  const flag = nodeIn(constant, 'boolval');
  if (flag !== undefined) return flag['boolval'] === true;
  const text = textIn(nodeIn(constant, 'sval'), 'sval');
  return text === undefined || hasPlaceholder(text) ? undefined : text;
}
