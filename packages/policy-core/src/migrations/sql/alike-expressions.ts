import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import { functionVolatility } from '../functions/known-functions.ts';
import { isNode, listIn, namedNode, nodeIn, stringIn, walkDown } from './nodes.ts';

/** Whether a comparison has one value on both sides: `id = id`, `(id, 1) = (id, 1)`, `lower(name) = lower(name)`. */
export function isOfSameSides(expression: SqlNode): boolean {
  const [left, right] = [nodeIn(expression, 'lexpr'), nodeIn(expression, 'rexpr')];
  return left !== undefined && right !== undefined && isSteady(left) && written(left) === written(right);
}

/** Whether some parts of an OR say the opposite of each other: `a IS NULL OR a IS NOT NULL`, `a > 3 OR a <= 3`. */
export function holdsOpposites(parts: readonly SqlNode[]): boolean {
  const steady = parts.filter(isSteady);
  const texts = new Set(steady.map(written));
  return steady.some((part) => texts.has(written(opposite(part))));
}

function opposite(node: SqlNode): SqlNode {
  const { name, body } = namedNode(node);
  if (name === 'BoolExpr' && body['boolop'] === 'NOT_EXPR') return listIn(body, 'args')[0] ?? {};
  if (name === 'NullTest') {
    const isNull = body['nulltesttype'] === 'IS_NULL';
    return { NullTest: { ...body, nulltesttype: isNull ? 'IS_NOT_NULL' : 'IS_NULL' } };
  }
  const operator = OPPOSITES.get(stringIn(listIn(body, 'name').at(-1)));
  return name === 'A_Expr' && body['kind'] === 'AEXPR_OP' && operator !== undefined
    ? { A_Expr: { ...body, name: [{ String: { sval: operator } }] } }
    : {};
}

const OPPOSITES: ReadonlyMap<string | undefined, string> = new Map([
  ['<', '>='],
  ['<=', '>'],
  ['<>', '='],
  ['=', '<>'],
  ['>', '<='],
  ['>=', '<'],
]);

/** `random()` is another value each time, and what a parameter holds is not known. A query may be anything. */
function isSteady(node: SqlNode): boolean {
  let isSteadySoFar = true;
  walkDown(node, (name, inner) => {
    const isCall = name === 'FuncCall' && isNode(inner);
    if (name === 'SubLink' || name === 'ParamRef' || (isCall && !isStable(inner))) isSteadySoFar = false;
    return isSteadySoFar ? inner : undefined;
  });
  return isSteadySoFar;
}

/** Whether a call gives the same value for each row. */
export function isStable(call: SqlNode): boolean {
  return functionVolatility(stringIn(listIn(call, 'funcname').at(-1)) ?? '') === 'stable';
}

/** The same text for the same expression, wherever it stands. */
function written(node: SqlNode): string {
  return JSON.stringify(node, (key, value: SqlValue) => (key === 'location' ? undefined : value));
}
