import type { PythonNode } from '../../parsers/parsers.ts';
import type { Binding, Scope, Scopes } from '../../parsers/python/bindings.ts';
import { argumentsOf, childIn, identifierName, type PythonFile } from '../../parsers/python/nodes.ts';
import type { PythonValue, TracedFile } from '../../parsers/python/values.ts';

/** The scopes that the text gives around a place, the innermost first. */
export function lexicalScopes(scope: Scope): readonly Scope[] {
  const scopes: Scope[] = [];
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    scopes.push(isFrame(at) ? at.origin : at);
  }
  return scopes;
}

/** The scope of one call of a function, or of one round of a loop: its names have the values of that time. */
interface Frame extends Scope {
  /** The scope that the text alone gives. */
  readonly origin: Scope;
}

export interface FunctionCall {
  readonly definition: PythonNode;
  /** `undefined` where the function is known, and what it is called with is not. */
  readonly call: PythonNode | undefined;
  readonly scope: Scope;
  /** The first parameter is the object that the method is called on. */
  readonly isBound: boolean;
}

/** The inside of a function when it is called this way. */
export function frameOfCall(file: TracedFile, { definition, call, scope, isBound }: FunctionCall): Scope {
  const origin = file.scopes.functions.get(definition);
  if (origin === undefined) return frameOfLambda(file, { definition, call, scope, isBound });
  const outer = frameFor(origin.parent ?? file.scopes.module, scope);
  const given =
    call === undefined ? NOTHING_GIVEN : parameterValues(file, { definition, call, scope, isBound });
  return frameOver(origin, outer, given);
}

const NOTHING_GIVEN: ReadonlyMap<string, PythonValue> = new Map();

function frameOfLambda(file: TracedFile, { definition, call, scope, isBound }: FunctionCall): Scope {
  if (call === undefined) return scope;
  return scopeWith(scope, parameterValues(file, { definition, call, scope, isBound }));
}

/** The running call of the function that encloses, if there is one. */
function frameFor(scope: Scope, from: Scope): Scope {
  for (let at: Scope | undefined = from; at !== undefined; at = at.parent) {
    if (isFrame(at) && at.origin === scope) return at;
  }
  return scope;
}

function isFrame(scope: Scope): scope is Frame {
  return 'origin' in scope;
}

function frameOver(origin: Scope, parent: Scope, given: ReadonlyMap<string, PythonValue>): Frame {
  const frame: Frame = { origin, parent, names: new Map() };
  for (const [name, bindings] of origin.names) {
    const value = given.get(name);
    frame.names.set(
      name,
      bindings.map((binding) => {
        if (binding.kind === 'parameter' && value !== undefined) return { kind: 'value', ...value };
        return moved(binding, origin, frame);
      }),
    );
  }
  return frame;
}

/** `x = f"{name}_id"` reads the `name` of the same call. */
function moved(binding: Binding, from: Scope, to: Scope): Binding {
  const isHere = (binding.kind === 'value' || binding.kind === 'element') && binding.scope === from;
  return isHere ? { ...binding, scope: to } : binding;
}

/** The same scope, in which some names have these values. */
export function scopeWith(scope: Scope, values: ReadonlyMap<string, PythonValue>): Scope {
  const names = Array.from(values, ([name, value]): [string, Binding[]] => [
    name,
    [{ kind: 'value', ...value }],
  ]);
  return { parent: scope, names: new Map(names) };
}

/** The scope of one round: also what the body computes from the loop's variables is that of the round. */
export function scopeOfRound(
  scope: Scope,
  values: ReadonlyMap<string, PythonValue>,
  computed: readonly ComputedName[],
): Scope {
  const round = scopeWith(scope, values);
  for (const { name, bindings, scope: own } of computed) {
    if (!values.has(name))
      round.names.set(
        name,
        bindings.map((binding) => moved(binding, own, round)),
      );
  }
  return round;
}

/** A name that only the body of a loop sets. */
export interface ComputedName {
  readonly name: string;
  readonly bindings: readonly Binding[];
  readonly scope: Scope;
}

/** In a scope with more names than this nobody tells what a loop computes. */
const MOST_NAMES = 1_000;

export function namesComputedIn(body: PythonNode, scope: Scope): readonly ComputedName[] {
  const own = ownScope(scope);
  const computed: ComputedName[] = [];
  if (own.names.size > MOST_NAMES) return computed;
  for (const [name, bindings] of own.names) {
    if (bindings.every((binding) => isSetIn(body, binding))) computed.push({ name, bindings, scope: own });
  }
  return computed;
}

function isSetIn({ start, end }: PythonNode, binding: Binding): boolean {
  return binding.kind === 'value' && start <= binding.node.start && binding.node.end <= end;
}

/** The function's or the module's, behind the rounds of the loops inside. */
function ownScope(scope: Scope): Scope {
  const isOwn = scope.parent === undefined || isFrame(scope);
  return isOwn || scope.parent === undefined ? scope : ownScope(scope.parent);
}

interface Parameter {
  readonly name: string;
  readonly default: PythonNode | undefined;
  /** `undefined` when it is passed by its name only. */
  readonly index: number | undefined;
}

/** What the call passes; a parameter whose value cannot be told is left out. */
function parameterValues(
  file: TracedFile,
  { definition, call, scope, isBound }: FunctionCall & { readonly call: PythonNode },
): ReadonlyMap<string, PythonValue> {
  const { positional, keywords, spread } = argumentsOf(file, call);
  const values = new Map<string, PythonValue>();
  if (spread) return values;
  const defaults = outerScope(file.scopes, definition) ?? scope;
  for (const parameter of parametersOf(file, definition)) {
    const index = parameter.index === undefined ? undefined : parameter.index - (isBound ? 1 : 0);
    const passed = (index === undefined ? undefined : positional[index]) ?? keywords.get(parameter.name);
    if (passed !== undefined) values.set(parameter.name, { node: passed, scope });
    else if (parameter.default) values.set(parameter.name, { node: parameter.default, scope: defaults });
  }
  return values;
}

function outerScope(scopes: Scopes, definition: PythonNode): Scope | undefined {
  return scopes.functions.get(definition)?.parent;
}

const ENDS_POSITIONS = new Set(['keyword_separator', 'list_splat_pattern']);

function parametersOf(file: PythonFile, definition: PythonNode): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let index: number | undefined = 0;
  for (const node of childIn(definition, 'parameters')?.children ?? []) {
    if (node.type === 'positional_separator') continue;
    if (ENDS_POSITIONS.has(node.type)) index = undefined;
    const name = parameterName(file, node);
    if (name !== undefined) parameters.push({ name, default: childIn(node, 'value'), index });
    if (index !== undefined) index += 1;
  }
  return parameters;
}

/** `undefined` for `*args` and `**more`. */
function parameterName(file: PythonFile, node: PythonNode): string | undefined {
  if (node.type === 'identifier') return identifierName(file, node);
  return node.type.endsWith('_pattern')
    ? undefined
    : identifierName(file, childIn(node, 'name') ?? node.children[0]);
}
