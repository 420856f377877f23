import { changesNameResolution } from '../operations/utility-search-path-change.ts';
import type { NameShift } from '../operations/operation.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { blockSearchPathChange } from './block-search-path-change.ts';
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
  // What functions of the project do is for the steps that stand for their calls to say.
  return /set_config|u&/i.test(text) && nodesNamed(node, 'FuncCall').some(isPathCall)
    ? 'bare-names'
    : undefined;
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

function isPathCall(call: SqlNode): boolean {
  if (nameOf(call) !== 'set_config') return false;
  const name = textIn(nodeIn(nodeIn(listIn(call, 'args')[0], 'A_Const'), 'sval'), 'sval');
  return changesNameResolution(name?.toLowerCase());
}

function nameOf(call: SqlNode): string {
  return stringIn(listIn(call, 'funcname').at(-1)) ?? '';
}
