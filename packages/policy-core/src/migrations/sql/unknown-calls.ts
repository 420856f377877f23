import type { SqlNode } from '../../parsers/parsers.ts';
import {
  calledText,
  givenIn,
  knownPiece,
  type CalledRoutine,
  type TextPiece,
} from '../operations/called-routine.ts';
import { isHarmlessFunction, isKnownOperator } from '../functions/known-functions.ts';
import { flagIn, isNode, listIn, nodeIn, stringIn, textIn, walkDown } from './nodes.ts';
import { stringsIn } from './table-name.ts';

/** What a statement runs beside itself. */
export interface RunByStatement {
  /** Calls of functions and procedures. */
  readonly calls: readonly SqlNode[];
  /** Names of operators, with their schema where it is written. */
  readonly operators: readonly (readonly string[])[];
}

/** All of it in one walk. `node` has one key, the name of what it holds. */
export function runByStatement(node: SqlNode): RunByStatement {
  const found: Found = { calls: [], operators: [] };
  walkDown(node, (name, inner) => {
    const part = PARTS_RUN.get(name);
    return part === undefined || !isNode(inner) ? inner : part(inner, found);
  });
  return { calls: found.calls.toReversed(), operators: found.operators.toReversed() };
}

interface Found {
  readonly calls: SqlNode[];
  readonly operators: (readonly string[])[];
}

/** Notes what a node runs, and tells what of it is run as well. */
type PartRun = (node: SqlNode, found: Found) => SqlNode | undefined;

/** What only keeps an expression for later. A new table has no row that a default would be made for. */
const RUN_LATER = [
  'AlterDomainStmt',
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
];

/** All other nodes are run whole. */
const PARTS_RUN: ReadonlyMap<string, PartRun> = new Map<string, PartRun>([
  ['FuncCall', call],
  // Of CALL.
  ['funccall', call],
  ['A_Expr', operatorUnder('name')],
  ['SortBy', operatorUnder('useOp')],
  ['SubLink', operatorUnder('operName')],
  // ALTER COLUMN ... SET DEFAULT
  ['AlterTableCmd', (command) => (command['subtype'] === 'AT_ColumnDefault' ? undefined : command)],
  // A view or table that is made WITH NO DATA.
  ['CreateTableAsStmt', (made) => (flagIn(nodeIn(made, 'into'), 'skipData') ? undefined : made)],
  // The bounds of a partition are worked out at once.
  ...RUN_LATER.map((name) => [name, (made: SqlNode) => nodeIn(made, 'partbound')] as const),
]);

function call(node: SqlNode, { calls }: Found): SqlNode {
  calls.push(node);
  return node;
}

function operatorUnder(field: string): PartRun {
  return (node, { operators }) => {
    operators.push(listIn(node, field).map((part) => stringIn(part) ?? ''));
    return node;
  };
}

/** Functions and procedures of which nobody knows what they do, each once. */
export function unknownCalls({ calls }: RunByStatement): readonly CalledRoutine[] {
  const found = new Map<string, CalledRoutine>();
  for (const call of calls) {
    if (isHarmless(call)) continue;
    const called = routineOf(call);
    found.set(JSON.stringify([calledText(called), called.arguments, called.given]), called);
  }
  return found.size > MOST_CALLS ? withoutGiven([...found.values()]) : [...found.values()];
}

/** A statement that calls more often does so for rows. */
const MOST_CALLS = 16;

function withoutGiven(calls: readonly CalledRoutine[]): readonly CalledRoutine[] {
  const bare = calls.map(withoutArguments);
  return [
    ...new Map(
      bare.map((called) => [JSON.stringify([calledText(called), called.arguments]), called]),
    ).values(),
  ];
}

function routineOf(call: SqlNode): CalledRoutine {
  const [name = '', schema] = namesOf(call).toReversed();
  const args = listIn(call, 'args');
  const given = flagIn(call, 'func_variadic')
    ? {}
    : { arguments: args.length, ...givenIn(args.map(constantPieces)) };
  return { name, ...(schema !== undefined && { schema }), ...given };
}

/** Empty for what is not written out. */
function constantPieces(node: SqlNode): readonly TextPiece[] {
  const cast = nodeIn(node, 'TypeCast');
  if (cast !== undefined)
    return isText(nodeIn(cast, 'typeName')) ? constantPieces(nodeIn(cast, 'arg') ?? {}) : [];
  const constant = nodeIn(node, 'A_Const');
  const number = nodeIn(constant, 'ival');
  // PostgreSQL leaves 0 and an empty text out of its tree.
  if (number !== undefined)
    return [knownPiece(typeof number['ival'] === 'number' ? `${number['ival']}` : '0')];
  const text = nodeIn(constant, 'sval');
  return text === undefined ? [] : [knownPiece(textIn(text, 'sval') ?? '')];
}

function isText(type: SqlNode | undefined): boolean {
  const name = stringsIn(type, 'names').at(-1);
  return name === 'text' || name === 'varchar';
}

function withoutArguments({ name, schema, arguments: count }: CalledRoutine): CalledRoutine {
  return { name, ...(schema !== undefined && { schema }), ...(count !== undefined && { arguments: count }) };
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
