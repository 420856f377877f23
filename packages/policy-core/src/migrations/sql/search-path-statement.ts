import { changesNameResolution } from '../operations/utility-search-path-change.ts';
import type { NameShift } from '../operations/operation.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { blockSearchPathChange } from './block-search-path-change.ts';
import { isHarmlessFunction, keepsNames } from '../functions/known-functions.ts';
import { listIn, nodeIn, nodesNamed, stringIn, textIn } from './nodes.ts';
import type { StatementText } from './script-parts.ts';

/** What a statement does to the meaning of names, beside what it makes, drops and sets itself; `undefined`: nothing. */
export function searchPathChange(
  statement: StatementText,
  name: string,
  node: SqlNode,
): NameShift | undefined {
  const shift = SHIFTS.get(name)?.(node);
  if (shift !== undefined) return shift;
  const text = statement.text.slice(statement.start, statement.end);
  if (name === 'DoStmt') return blockSearchPathChange(text);
  const mayCall = QUERIES.has(name) || /set_config|u&/i.test(text);
  return mayCall ? shiftOfCalls(node, QUERIES.has(name)) : undefined;
}

/** What is left of that where it is known what the functions do that a query calls; `undefined`: all of it. */
export function shiftBesideCalls(name: string, node: SqlNode): NameShift | 'none' | undefined {
  if (!QUERIES.has(name)) return undefined;
  const calls = nodesNamed(node, 'FuncCall').filter((call) => !isFollowed(call));
  if (calls.some(mayDoAnything)) return undefined;
  return calls.some(isPathCall) ? 'bare-names' : 'none';
}

/** What is not known of it stands beside the query. */
function isFollowed(call: SqlNode): boolean {
  const [name = '', schema] = listIn(call, 'funcname')
    .map((part) => stringIn(part) ?? '')
    .toReversed();
  return name !== 'set_config' && !isHarmlessFunction(name, schema);
}

type ShiftReader = (node: SqlNode) => NameShift | undefined;

const SHIFTS: ReadonlyMap<string, ShiftReader> = new Map<string, ShiftReader>([
  ['AlterOwnerStmt', (node) => ofSchema(textIn(node, 'objectType'))],
  ['AlterRoleStmt', () => 'bare-names'],
  ['AlterTableStmt', joined],
  // A procedure may end the transaction.
  ['CallStmt', () => 'every-name'],
  ['DiscardStmt', (node) => (textIn(node, 'target') === 'DISCARD_TEMP' ? 'bare-names' : undefined)],
  ['GrantRoleStmt', () => 'bare-names'],
  // A schema that may not be used is left out of the search path.
  ['GrantStmt', (node) => ofSchema(textIn(node, 'objtype'))],
  ['ReassignOwnedStmt', () => 'bare-names'],
]);

function ofSchema(object: string | undefined): NameShift | undefined {
  return object === 'OBJECT_SCHEMA' ? 'bare-names' : undefined;
}

/** What is done to a table from then on is done to one that joined it as well. */
function joined(node: SqlNode): NameShift | undefined {
  const joins = listIn(node, 'cmds').some((item) =>
    JOINS.has(textIn(nodeIn(item, 'AlterTableCmd'), 'subtype') ?? ''),
  );
  return joins ? 'every-name' : undefined;
}

const JOINS: ReadonlySet<string> = new Set(['AT_AddInherit', 'AT_AttachPartition']);

/** What calls functions for every row, or for none. */
const QUERIES: ReadonlySet<string> = new Set([
  'CopyStmt',
  'CreateTableAsStmt',
  'DeleteStmt',
  'ExplainStmt',
  'InsertStmt',
  'MergeStmt',
  'SelectStmt',
  'UpdateStmt',
]);

function shiftOfCalls(statement: SqlNode, isQuery: boolean): NameShift | undefined {
  const calls = nodesNamed(statement, 'FuncCall');
  if (isQuery && calls.some(mayDoAnything)) return 'every-name';
  return calls.some(isPathCall) ? 'bare-names' : undefined;
}

function isPathCall(call: SqlNode): boolean {
  if (nameOf(call) !== 'set_config') return false;
  const name = textIn(nodeIn(nodeIn(listIn(call, 'args')[0], 'A_Const'), 'sval'), 'sval');
  return changesNameResolution(name?.toLowerCase());
}

function mayDoAnything(call: SqlNode): boolean {
  const name = nameOf(call);
  if (name === 'set_config') return false;
  const [first, ...more] = listIn(call, 'funcname').map(stringIn);
  if (more.length === 0) return !keepsNames(name);
  // EXTRACT, AT TIME ZONE and the like are among those. Some run a query that they are given.
  return first !== 'pg_catalog' || /xml|^ts_(?:stat|rewrite)$/.test(name);
}

function nameOf(call: SqlNode): string {
  return stringIn(listIn(call, 'funcname').at(-1)) ?? '';
}
