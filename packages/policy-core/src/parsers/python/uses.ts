import type { PythonNode } from '../parsers.ts';
import type { Scope, Scopes } from './bindings.ts';
import { childIn, identifierName, nameOf, type PythonFile } from './nodes.ts';

/** How the file uses its own names, for following values from one place to another. */
export interface NameUses {
  /** Calls of a plain name, with the scope they stand in. */
  readonly calls: ReadonlyMap<string, readonly { readonly call: PythonNode; readonly scope: Scope }[]>;
  /** Functions that are defined more than once, in a class, or passed on without a call. */
  readonly untraceable: ReadonlySet<string>;
  /** Names of lists that something is added to, or that are known elsewhere under another name. */
  readonly mutated: ReadonlySet<string>;
}

interface GrowingUses {
  readonly calls: Map<string, { readonly call: PythonNode; readonly scope: Scope }[]>;
  readonly untraceable: Set<string>;
  readonly mutated: Set<string>;
  readonly defined: Set<string>;
}

export function findUses(file: PythonFile, scopes: Scopes): NameUses {
  const uses: GrowingUses = {
    calls: new Map(),
    untraceable: new Set(),
    mutated: new Set(),
    defined: new Set(),
  };
  visit({ file, scopes, uses }, file.root, { scope: scopes.module, inClass: false });
  return uses;
}

interface Walk {
  readonly file: PythonFile;
  readonly scopes: Scopes;
  readonly uses: GrowingUses;
}

interface Place {
  readonly scope: Scope;
  readonly inClass: boolean;
}

function visit(walk: Walk, node: PythonNode, place: Place): void {
  if (node.type === 'function_definition') noteDefinition(walk, node, place.inClass);
  if (node.type === 'call') noteCall(walk, node, place.scope);
  if (node.type === 'attribute' || node.type === 'subscript') noteMutation(walk, node);
  const inner = placeWithin(walk, node, place);
  for (const child of node.children) {
    if (child.type === 'identifier') noteMention(walk, child, node);
    else if (child.children.length > 0) visit(walk, child, inner);
  }
}

function placeWithin({ scopes }: Walk, node: PythonNode, place: Place): Place {
  if (node.type === 'class_definition') return { ...place, inClass: true };
  if (node.type !== 'function_definition') return place;
  return { scope: scopes.functions.get(node) ?? place.scope, inClass: false };
}

function noteDefinition({ file, uses }: Walk, node: PythonNode, inClass: boolean): void {
  const name = identifierName(file, childIn(node, 'name'));
  if (name === undefined) return;
  if (inClass || uses.defined.has(name)) uses.untraceable.add(name);
  uses.defined.add(name);
}

function noteCall({ file, uses }: Walk, call: PythonNode, scope: Scope): void {
  const name = identifierName(file, childIn(call, 'function'));
  if (name === undefined) return;
  const known = uses.calls.get(name);
  if (known === undefined) uses.calls.set(name, [{ call, scope }]);
  else known.push({ call, scope });
  if (LEAVES_LISTS_ALONE.has(name)) return;
  for (const argument of childIn(call, 'arguments')?.children ?? []) {
    const passed = argument.type === 'keyword_argument' ? childIn(argument, 'value') : argument;
    if (passed?.type === 'identifier') uses.mutated.add(nameOf(file, passed));
  }
}

/** Functions of Python itself. Any other function may add to a list that it is passed. */
const LEAVES_LISTS_ALONE = new Set(
  'all any enumerate filter frozenset len list map max min print repr reversed set sorted str sum tuple zip'.split(
    ' ',
  ),
);

/** Reading `X.name` or `X[0]` would be harmless, but telling it apart is not worth it. */
function noteMutation({ file, uses }: Walk, node: PythonNode): void {
  const name = identifierName(file, childIn(node, 'object') ?? childIn(node, 'value'));
  if (name !== undefined) uses.mutated.add(name);
}

/** A function handed on as a value is called with arguments that cannot be seen. */
function noteMention({ file, uses }: Walk, node: PythonNode, parent: PythonNode): void {
  const { field = '' } = node;
  if (field === 'attribute' || ONLY_NAMES[parent.type] === field) return;
  const name = nameOf(file, node);
  uses.untraceable.add(name);
  if (SECOND_NAMES[parent.type] === field) uses.mutated.add(name);
}

/** By parents and fields: where a name is called, or given, and no value that is passed on. */
const ONLY_NAMES: Readonly<Record<string, string | undefined>> = {
  keyword_argument: 'name',
  call: 'function',
  function_definition: 'name',
};

/** `more = statements`: what is added to one is added to the other. */
const SECOND_NAMES: Readonly<Record<string, string | undefined>> = {
  assignment: 'right',
  named_expression: 'value',
};
