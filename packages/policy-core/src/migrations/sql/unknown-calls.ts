import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import { calledText, type CalledRoutine } from '../operations/called-routine.ts';
import { isHarmlessFunction, isKnownOperator } from '../functions/known-functions.ts';
import { flagIn, isNode, listIn, stringIn } from './nodes.ts';

/** What a statement runs beside itself. */
export interface RunByStatement {
  /** Calls of functions and procedures. */
  readonly calls: readonly SqlNode[];
  /** Names of operators, with their schema where it is written. */
  readonly operators: readonly (readonly string[])[];
}

/** All of it in one walk. `node` has one key, the name of what it holds. */
export function runByStatement(node: SqlNode): RunByStatement {
  const calls: SqlNode[] = [];
  const operators: (readonly string[])[] = [];
  const open: SqlValue[] = [node];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const [field, inner] of partsRun(value)) {
      if (CALLS.has(field) && isNode(inner)) calls.push(inner);
      const names = OPERATOR_NAMES.get(field);
      if (names !== undefined && isNode(inner))
        operators.push(listIn(inner, names).map((part) => stringIn(part) ?? ''));
      open.push(inner);
    }
  }
  return { calls: calls.toReversed(), operators: operators.toReversed() };
}

/** `funccall` is that of CALL. */
const CALLS: ReadonlySet<string> = new Set(['FuncCall', 'funccall']);

/** Where a node keeps the name of an operator. */
const OPERATOR_NAMES: ReadonlyMap<string, string> = new Map([
  ['A_Expr', 'name'],
  ['SortBy', 'useOp'],
  ['SubLink', 'operName'],
]);

/** What is run of a part of a statement, by its key. */
function* partsRun(value: SqlValue): Iterable<readonly [string, SqlValue]> {
  if (typeof value !== 'object' || value === null || isKept(value)) return;
  for (const [field, part] of Object.entries(value)) {
    if (typeof part !== 'object' || part === null) continue;
    if (!RUN_LATER.has(field)) yield [field, part];
    // The bounds of a partition are worked out at once.
    else if (isNode(part) && part['partbound'] !== undefined) yield ['partbound', part['partbound']];
  }
}

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

/** Functions and procedures of which nobody knows what they do, each once. */
export function unknownCalls({ calls }: RunByStatement): readonly CalledRoutine[] {
  const found = new Map<string, CalledRoutine>();
  for (const call of calls) {
    if (isHarmless(call)) continue;
    const called = routineOf(call);
    found.set(JSON.stringify([calledText(called), called.arguments]), called);
  }
  return [...found.values()];
}

function routineOf(call: SqlNode): CalledRoutine {
  const [name = '', schema] = namesOf(call).toReversed();
  const given = flagIn(call, 'func_variadic') ? {} : { arguments: listIn(call, 'args').length };
  return { name, ...(schema !== undefined && { schema }), ...given };
}

/** Operators of which nobody knows which function they run, as they are written, each once. */
export function unknownOperators({ operators }: RunByStatement): readonly string[] {
  const unknown = operators.filter((parts) => {
    const [operator = '', schema] = parts.toReversed();
    return operator !== '' && !/^[A-Za-z]/.test(operator) && !isKnownOperator(operator, schema);
  });
  return [...new Set(unknown.map((parts) => parts.join('.')))];
}

/** The calls of one of PostgreSQL's own functions. */
export function callsOf(name: string, { calls }: RunByStatement): readonly SqlNode[] {
  return calls.filter((call) => nameOf(call).replace(/^pg_catalog\./, '') === name);
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
