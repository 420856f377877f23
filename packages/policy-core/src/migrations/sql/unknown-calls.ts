import type { SqlNode, SqlValue } from '../../parsers/parsers.ts';
import { isHarmlessFunction } from './known-functions.ts';
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
  return Object.entries(value).filter(
    (part): part is [string, SqlValue] => part[1] !== undefined && !RUN_LATER.has(part[0]),
  );
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
  return nodesNamed(node, 'FuncCall').some((call) => namesOf(call).at(-1) === 'setval');
}

function isHarmless(call: SqlNode): boolean {
  const [name = '', schema] = namesOf(call).toReversed();
  // What those set is told apart.
  return name === 'set_config' || name === 'setval' || isHarmlessFunction(name, schema);
}

function nameOf(call: SqlNode): string {
  return namesOf(call).join('.');
}

function namesOf(call: SqlNode): readonly string[] {
  return listIn(call, 'funcname').map((part) => stringIn(part) ?? '');
}
