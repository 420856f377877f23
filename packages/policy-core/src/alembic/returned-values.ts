import type { PythonNode } from '../parsers/parsers.ts';
import { bindingsOf, type Scope } from '../python/bindings.ts';
import { importedFunction } from '../python/members.ts';
import { allNodes, childIn, identifierName } from '../python/nodes.ts';
import type { PythonValue } from '../python/values.ts';
import { branchesOf } from './conditions.ts';
import { frameOfCall } from './frames.ts';
import { leavesSurely } from './sure-leaving.ts';
import { functionsNamed } from './visible-definitions.ts';
import type { Walking } from './walking.ts';

/**
 * What a plain function of the file, or of a module that is at hand, gives back to a call, one value for each `return`
 * that PostgreSQL may come by: `op.execute(policy_of("orders"))`. `undefined` where that cannot be told.
 */
export function returnedValues(walking: Walking, value: PythonValue): readonly PythonValue[] | undefined {
  const definition = value.node.type === 'call' ? calledFunction(walking, value) : undefined;
  const body = childIn(definition, 'body');
  if (definition === undefined || body === undefined || !isPlain(walking, definition)) return undefined;
  const { node: call, scope } = value;
  walking.budget.left -= body.end - body.start;
  if (walking.budget.left < 0) return undefined;
  const frame = frameOfCall(walking.file, { definition, call, scope, isBound: false });
  const returns = returnsIn(walking, { node: body, scope: frame });
  if (returns === undefined || returns.length === 0) return undefined;
  return returns.every((node) => isSettled(walking, node, frame))
    ? returns.map((node) => ({ node, scope: frame }))
    : undefined;
}

function calledFunction(walking: Walking, { node, scope }: PythonValue): PythonNode | undefined {
  const { file } = walking;
  const callee = childIn(node, 'function');
  if (callee === undefined) return undefined;
  const name = identifierName(file, callee);
  const [definition, ...others] = name === undefined ? [] : functionsNamed(walking, name, scope);
  if (others.length > 0) return undefined;
  return definition ?? importedFunction(file, { node: callee, scope });
}

/** A decorator may give back something else, and a generator gives back none of it. */
function isPlain({ file, definitions }: Walking, definition: PythonNode): boolean {
  if (definition.type !== 'function_definition' || file.text.startsWith('async', definition.start))
    return false;
  if ((definitions.decorators.get(definition) ?? []).length > 0) return false;
  return !allNodes(definition).some(({ type }) => type === 'yield');
}

/** `undefined` where a loop, or what handles errors, may give back something. */
function returnsIn(walking: Walking, { node, scope }: PythonValue): readonly PythonNode[] | undefined {
  const returns: PythonNode[] = [];
  for (const statement of node.children) {
    const found = returnsOf(walking, { node: statement, scope });
    if (found === undefined) return undefined;
    returns.push(...found);
    const isLast = statement.type === 'return_statement' || statement.type === 'raise_statement';
    if (isLast || leavesSurely(walking.file, { node: statement, scope })) break;
  }
  return returns;
}

function returnsOf(walking: Walking, { node, scope }: PythonValue): readonly PythonNode[] | undefined {
  if (node.type === 'return_statement') return node.children.length === 0 ? undefined : node.children;
  if (node.type === 'block') return returnsIn(walking, { node, scope });
  if (node.type === 'else_clause') return returnsIn(walking, { node: childIn(node, 'body') ?? node, scope });
  if (node.type === 'if_statement' || node.type === 'elif_clause') {
    const parts = branchesOf(walking.file, { node, scope }).filter(({ runs }) => runs !== 'never');
    const found = parts.map((part) =>
      isPart(part.node) ? returnsOf(walking, { node: part.node, scope }) : [],
    );
    return found.includes(undefined) ? undefined : found.flatMap((nodes) => nodes ?? []);
  }
  const isInner = node.type === 'function_definition' || node.type === 'decorated_definition';
  return isInner || !allNodes(node).some(({ type }) => type === 'return_statement') ? [] : undefined;
}

function isPart({ type }: PythonNode): boolean {
  return type === 'block' || type === 'elif_clause' || type === 'else_clause';
}

/** A name that gets several values in turn holds the last one, which is not followed here. */
function isSettled({ file }: Walking, node: PythonNode, frame: Scope): boolean {
  return allNodes(node).every((inner) => {
    const name = inner.field === 'attribute' ? undefined : identifierName(file, inner);
    return name === undefined || (frame.names.has(name) ? bindingsOf(name, frame).length === 1 : true);
  });
}
