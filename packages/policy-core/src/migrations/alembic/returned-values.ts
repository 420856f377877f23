import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf, type Scope } from '../../parsers/python/bindings.ts';
import { importedFunction } from '../../parsers/python/members.ts';
import { allNodes, childIn, identifierName } from '../../parsers/python/nodes.ts';
import type { PythonValue } from '../../parsers/python/values.ts';
import { branchesOf } from './conditions.ts';
import { frameOfCall } from './frames.ts';
import { exitsSurely } from './certain-exit.ts';
import { functionsNamed } from './visible-definitions.ts';
import type { InterpreterState } from './interpreter-state.ts';

/**
 * What a plain function of the file, or of a module that is at hand, gives back to a call, one value for each `return`
 * that PostgreSQL may come by: `op.execute(policy_of("orders"))`. `undefined` where that cannot be told.
 */
export function returnedValues(
  state: InterpreterState,
  value: PythonValue,
): readonly PythonValue[] | undefined {
  const definition = value.node.type === 'call' ? calledFunction(state, value) : undefined;
  const body = childIn(definition, 'body');
  if (definition === undefined || body === undefined || !isPlain(state, definition)) return undefined;
  const { node: call, scope } = value;
  state.budget.left -= body.end - body.start;
  if (state.budget.left < 0) return undefined;
  const frame = frameOfCall(state.file, { definition, call, scope, isBound: false });
  const returns = returnsIn(state, { node: body, scope: frame });
  if (returns === undefined || returns.length === 0) return undefined;
  return returns.every((node) => isSettled(state, node, frame))
    ? returns.map((node) => ({ node, scope: frame }))
    : undefined;
}

function calledFunction(state: InterpreterState, { node, scope }: PythonValue): PythonNode | undefined {
  const { file } = state;
  const callee = childIn(node, 'function');
  if (callee === undefined) return undefined;
  const name = identifierName(file, callee);
  const [definition, ...others] = name === undefined ? [] : functionsNamed(state, name, scope);
  if (others.length > 0) return undefined;
  return definition ?? importedFunction(file, { node: callee, scope });
}

/** A decorator may give back something else, and a generator gives back none of it. */
function isPlain({ file, definitions }: InterpreterState, definition: PythonNode): boolean {
  if (definition.type !== 'function_definition' || file.text.startsWith('async', definition.start))
    return false;
  if ((definitions.decorators.get(definition) ?? []).length > 0) return false;
  return !allNodes(definition).some(({ type }) => type === 'yield');
}

/** `undefined` where a loop, or what handles errors, may give back something. */
function returnsIn(state: InterpreterState, { node, scope }: PythonValue): readonly PythonNode[] | undefined {
  const returns: PythonNode[] = [];
  for (const statement of node.children) {
    const found = returnsOf(state, { node: statement, scope });
    if (found === undefined) return undefined;
    for (const one of found) returns.push(one);
    const isLast = statement.type === 'return_statement' || statement.type === 'raise_statement';
    if (isLast || exitsSurely(state.file, { node: statement, scope })) break;
  }
  return returns;
}

function returnsOf(state: InterpreterState, { node, scope }: PythonValue): readonly PythonNode[] | undefined {
  switch (node.type) {
    case 'return_statement':
      return node.children.at(0) && node.children;
    case 'block':
    case 'else_clause':
      return returnsIn(state, { node, scope });
    case 'if_statement':
    case 'elif_clause':
      return returnsOfBranches(state, { node, scope });
    case 'function_definition':
    case 'decorated_definition':
      return [];
    default:
      return allNodes(node).some(({ type }) => type === 'return_statement') ? undefined : [];
  }
}

function returnsOfBranches(
  state: InterpreterState,
  { node, scope }: PythonValue,
): readonly PythonNode[] | undefined {
  const branches = branchesOf(state.file, { node, scope });
  const parts = branches.filter(({ node: part, runs }) => runs !== 'never' && PARTS.has(part.type));
  const found = parts.map((part) => returnsOf(state, { node: part.node, scope }));
  return found.includes(undefined) ? undefined : found.flatMap((nodes) => nodes ?? []);
}

/** Beside them are conditions. */
const PARTS: ReadonlySet<string> = new Set(['block', 'elif_clause', 'else_clause']);

/** A name that gets several values in turn holds the last one, which is not followed here. */
function isSettled({ file }: InterpreterState, node: PythonNode, frame: Scope): boolean {
  return allNodes(node).every((inner) => {
    const name = inner.field === 'attribute' ? undefined : identifierName(file, inner);
    return name === undefined || (frame.names.has(name) ? bindingsOf(name, frame).length === 1 : true);
  });
}
