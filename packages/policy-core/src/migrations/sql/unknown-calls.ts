import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import { isHarmlessFunction, isKnownOperator } from './known-functions.ts';
import { isNode, listIn, nodesNamed, stringIn } from './nodes.ts';

/**
 * Functions and procedures that a statement runs and of which nobody knows what they do, as they are written, each once.
 * `node` has one key, the name of what it holds.
 */
export function unknownCalls(node: SqlNode): readonly string[] {
  const found = new Set<string>();
  const open: SqlValue[] = [node];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const [field, inner] of partsRun(value)) {
      if (CALLS.has(field) && isNode(inner) && !isHarmless(inner)) found.add(nameOf(inner));
      open.push(inner);
    }
  }
  return [...found].toReversed();
}

/** What is run of a part of a statement, by its key. */
function partsRun(value: SqlValue): readonly (readonly [string, SqlValue])[] {
  if (typeof value !== 'object' || value === null || isKept(value)) return [];
  return Object.entries(value).flatMap(([field, part]): (readonly [string, SqlValue])[] => {
    if (part === undefined) return [];
    if (!RUN_LATER.has(field)) return [[field, part]];
    // The bounds of a partition are worked out at once.
    const bounds = isNode(part) ? part['partbound'] : undefined;
    return bounds === undefined ? [] : [['partbound', bounds]];
  });
}

/** Operators of which nobody knows which function they run, as they are written. */
export function unknownOperators(node: SqlNode): readonly string[] {
  const named = [
    ...nodesNamed(node, 'A_Expr').map((expression) => listIn(expression, 'name')),
    ...nodesNamed(node, 'SortBy').map((sort) => listIn(sort, 'useOp')),
    ...nodesNamed(node, 'SubLink').map((link) => listIn(link, 'operName')),
  ].map((parts) => parts.map((part) => stringIn(part) ?? ''));
  const unknown = named.filter((parts) => {
    const [operator = '', schema] = parts.toReversed();
    return operator !== '' && !/^[A-Za-z]/.test(operator) && !isKnownOperator(operator, schema);
  });
  return [...new Set(unknown.map((parts) => parts.join('.')))];
}

/** `funccall` is that of CALL. */
const CALLS: ReadonlySet<string> = new Set(['FuncCall', 'funccall']);

/** What only keeps an expression for later. A new table has no row that a default would be made for. */
const RUN_LATER: ReadonlySet<string> = new Set([
  'AlterPolicyStmt',
  'CreateDomainStmt',
  'CreateFunctionStmt',
  'CreatePolicyStmt',
  'CreateStatsStmt',
  'CreateStmt',
  'CreateTrigStmt',
  'PrepareStmt',
  'RuleStmt',
  'ViewStmt',
]);

/** ALTER COLUMN ... SET DEFAULT, and a view or table that is made WITH NO DATA. */
function isKept(value: SqlValue): boolean {
  if (!isNode(value)) return false;
  const into = value['into'];
  const isEmpty = isNode(into) && into['skipData'] === true;
  return isEmpty || value['subtype'] === 'AT_ColumnDefault';
}

/** Whether a statement sets a sequence. */
export function callsSetval(node: SqlNode): boolean {
  return nodesNamed(node, 'FuncCall').some((call) => /^(?:pg_catalog\.)?setval$/.test(nameOf(call)));
}

function isHarmless(call: SqlNode): boolean {
  const [name = '', schema] = namesOf(call).toReversed();
  const isOwn = schema !== undefined && schema !== 'pg_catalog';
  // What those set is told apart.
  return (!isOwn && TOLD_APART.has(name)) || isHarmlessFunction(name, schema);
}

const TOLD_APART: ReadonlySet<string> = new Set(['set_config', 'setval']);

function nameOf(call: SqlNode): string {
  return namesOf(call).join('.');
}

function namesOf(call: SqlNode): readonly string[] {
  return listIn(call, 'funcname').map((part) => stringIn(part) ?? '');
}
