import type { PythonNode } from '../parsers.ts';
import { allNodes, childIn, identifierName, nameOf, type PythonFile } from './nodes.ts';

/** What a name can hold. */
export type Binding =
  | { readonly kind: 'value'; readonly node: PythonNode; readonly scope: Scope }
  /** An element of that iterable. */
  | { readonly kind: 'element'; readonly iterable: PythonNode; readonly scope: Scope }
  | {
      readonly kind: 'parameter';
      readonly function: string;
      /** `undefined` when it is passed by its name only. */
      readonly index: number | undefined;
      readonly name: string;
      readonly default: PythonNode | undefined;
      readonly scope: Scope;
    }
  /** Something that cannot be followed, such as an import; `imported` is left out where its module is not at hand. */
  | { readonly kind: 'opaque'; readonly imported?: Imported };

/** What stands in a module that was placed behind the file. */
export type Imported =
  /** The only function of that name, which nothing decorates. */
  | { readonly kind: 'function'; readonly definition: PythonNode }
  | { readonly kind: 'module'; readonly names: ReadonlyMap<string, readonly Binding[]> };

/** The module or one function. Class bodies and comprehensions count to what surrounds them. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly names: Map<string, Binding[]>;
}

export interface Scopes {
  readonly module: Scope;
  /** The inside of each function definition. */
  readonly functions: ReadonlyMap<PythonNode, Scope>;
}

/** Every place where a name gets a value, whether or not that place is reached. */
export function bindNames(file: PythonFile): Scopes {
  const module: Scope = { parent: undefined, names: new Map() };
  const functions = new Map<PythonNode, Scope>();
  visit({ file, functions, module }, file.root, module);
  return { module, functions };
}

/** All that the name can hold where it is used; empty when nothing in the file binds it. */
export function bindingsOf(name: string, scope: Scope): readonly Binding[] {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.names.get(name);
    if (found !== undefined) return found;
  }
  return [];
}

interface Walk {
  readonly file: PythonFile;
  readonly functions: Map<PythonNode, Scope>;
  readonly module: Scope;
}

function visit(walk: Walk, node: PythonNode, scope: Scope): void {
  const inner = node.type === 'function_definition' ? functionScope(walk, node, scope) : scope;
  BINDERS[node.type]?.(walk, node, scope);
  // What has nothing below binds nothing.
  for (const child of node.children) if (child.children.length > 0) visit(walk, child, inner);
}

type Binder = (walk: Walk, node: PythonNode, scope: Scope) => void;

const BINDERS: Readonly<Record<string, Binder | undefined>> = {
  assignment: (walk, node, scope) => {
    const [left, right] = [childIn(node, 'left'), childIn(node, 'right')];
    if (left !== undefined && right !== undefined) bindTarget(walk, left, { value: lastValue(right), scope });
  },
  named_expression: (walk, node, scope) => {
    const [name, value] = [childIn(node, 'name'), childIn(node, 'value')];
    if (name !== undefined && value !== undefined) bindTarget(walk, name, { value, scope });
  },
  augmented_assignment: (walk, node, scope) => bindOpaque(walk, childIn(node, 'left'), scope),
  for_statement: bindElement,
  for_in_clause: bindElement,
  as_pattern_target: (walk, node, scope) => bindOpaque(walk, node, scope),
  delete_statement: (walk, node, scope) => bindOpaque(walk, node, scope),
  case_pattern: (walk, node, scope) => bindOpaque(walk, node, scope),
  lambda_parameters: (walk, node, scope) => bindOpaque(walk, node, scope),
  import_from_statement: (walk, node, scope) => {
    for (const child of node.children) if (child.field === 'name') bindOpaque(walk, child, scope);
  },
  class_definition: (walk, node, scope) => bindOpaque(walk, childIn(node, 'name'), scope),
  // A name that two scopes share is not followed at all.
  global_statement: bindShared,
  nonlocal_statement: bindShared,
};

function bindShared(walk: Walk, node: PythonNode, scope: Scope): void {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) bindOpaque(walk, node, at);
}

function bindElement(walk: Walk, node: PythonNode, scope: Scope): void {
  const [left, iterable] = [childIn(node, 'left'), childIn(node, 'right')];
  const name = identifierName(walk.file, left);
  if (name === undefined || iterable === undefined) bindOpaque(walk, left, scope);
  else bind(scope, name, { kind: 'element', iterable, scope });
}

/** `a = b = "x"` nests to the right. */
function lastValue(node: PythonNode): PythonNode {
  const right = node.type === 'assignment' ? childIn(node, 'right') : undefined;
  return right === undefined ? node : lastValue(right);
}

const LISTS = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'expression_list', 'tuple', 'list']);

function bindTarget(
  walk: Walk,
  left: PythonNode,
  { value, scope }: { value: PythonNode; scope: Scope },
): void {
  const name = identifierName(walk.file, left);
  if (name !== undefined) {
    bind(scope, name, { kind: 'value', node: value, scope });
    return;
  }
  const isPairwise =
    LISTS.has(left.type) && LISTS.has(value.type) && left.children.length === value.children.length;
  const hasSplat = [...left.children, ...value.children].some(({ type }) => type.startsWith('list_splat'));
  if (!isPairwise || hasSplat) {
    bindOpaque(walk, left, scope);
    return;
  }
  for (const [index, target] of left.children.entries()) {
    const part = value.children[index];
    if (part !== undefined) bindTarget(walk, target, { value: part, scope });
  }
}

/** In `a.b` and `a[b]` nothing is bound, but naming `a` opaque does no harm. */
function bindOpaque({ file }: Walk, target: PythonNode | undefined, scope: Scope): void {
  if (target === undefined) return;
  for (const node of allNodes(target)) {
    const isMember = node.field === 'attribute';
    if (node.type === 'identifier' && !isMember) bind(scope, nameOf(file, node), { kind: 'opaque' });
  }
}

function functionScope(walk: Walk, node: PythonNode, outer: Scope): Scope {
  const scope: Scope = { parent: outer, names: new Map() };
  walk.functions.set(node, scope);
  const name = childIn(node, 'name');
  const functionName = name === undefined ? '' : nameOf(walk.file, name);
  bind(outer, functionName, { kind: 'opaque' });
  let index: number | undefined = 0;
  for (const parameter of childIn(node, 'parameters')?.children ?? []) {
    if (parameter.type === 'positional_separator') continue;
    if (ENDS_POSITIONS.has(parameter.type)) index = undefined;
    bindParameter(walk, parameter, { function: functionName, index, scope, outer });
    if (index !== undefined) index += 1;
  }
  return scope;
}

/** Behind `*` and `*args` parameters are passed by name. */
const ENDS_POSITIONS = new Set(['keyword_separator', 'list_splat_pattern']);

interface ParameterPlace {
  readonly function: string;
  readonly index: number | undefined;
  readonly scope: Scope;
  readonly outer: Scope;
}

const NAMED_PARAMETERS = new Set([
  'identifier',
  'typed_parameter',
  'default_parameter',
  'typed_default_parameter',
]);

function bindParameter(walk: Walk, parameter: PythonNode, place: ParameterPlace): void {
  const named =
    parameter.type === 'identifier' ? parameter : (childIn(parameter, 'name') ?? parameter.children[0]);
  const name = identifierName(walk.file, named);
  if (name === undefined || !NAMED_PARAMETERS.has(parameter.type)) {
    bindOpaque(walk, parameter, place.scope);
    return;
  }
  bind(place.scope, name, {
    kind: 'parameter',
    function: place.function,
    index: place.index,
    name,
    default: childIn(parameter, 'value'),
    scope: place.outer,
  });
}

/** A name with more values than this is not worth following. */
const MOST_BINDINGS = 32;

function bind(scope: Scope, name: string, binding: Binding): void {
  const known = scope.names.get(name);
  if (known === undefined) scope.names.set(name, [binding]);
  else if (known.length < MOST_BINDINGS) known.push(binding);
  else known[0] = { kind: 'opaque' };
}
