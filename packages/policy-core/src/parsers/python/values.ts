import type { PythonNode } from '../parsers.ts';
import { bindingsOf, bindNames, type Binding, type Scope, type Scopes } from './bindings.ts';
import { membersNamed } from './members.ts';
import {
  argumentNamed,
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  moduleAt,
  withoutParentheses,
  type PythonFile,
} from './nodes.ts';
import { findUses, type NameUses } from './uses.ts';

/** A file whose values can be followed. */
export interface TracedFile extends PythonFile {
  readonly scopes: Scopes;
  readonly uses: NameUses;
}

/** An expression together with the scope in which its names mean something. */
export interface PythonValue {
  readonly node: PythonNode;
  readonly scope: Scope;
}

/** How much following is allowed before the answer is "unknown". Shared by everything one question asks. */
export interface Budget {
  left: number;
}

export function traceNames(file: PythonFile): TracedFile {
  const scopes = bindNames(file);
  return { ...file, scopes, uses: findUses(file, scopes) };
}

export function newBudget(): Budget {
  return { left: 400 };
}

/** Calls that change a text only in ways that do not matter to SQL. */
const WRAPPERS = new Set(['text', 'DDL', 'dedent', 'cleandoc', 'str', 'TextClause']);
const TRANSPARENT_METHODS = new Set([
  'bindparams',
  'params',
  'columns',
  'execution_options',
  'strip',
  'lstrip',
  'rstrip',
]);

/** Whether a call of that name may hand something through. */
export function isTransparent(name: string): boolean {
  return TRANSPARENT_METHODS.has(name) || WRAPPERS.has(name);
}

/** What a call hands through unchanged: `sa.text(x)` and `x.bindparams(...)` are x. */
export function unwrapped(file: PythonFile, node: PythonNode): PythonNode | undefined {
  const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
  const name = lastName(file, callee) ?? '';
  if (callee?.type === 'attribute' && TRANSPARENT_METHODS.has(name)) return childIn(callee, 'object');
  if (WRAPPERS.has(name)) return argumentNamed(file, node, ['text', 'statement', 'object']);
  const [awaited] = node.type === 'await' ? node.children : [];
  return awaited;
}

/**
 * Every expression that the value can be, as far as names can be followed to where they are bound.
 * What cannot be followed stays as it is, so the answer is never empty.
 */
export function alternatives(file: TracedFile, value: PythonValue, budget: Budget): readonly PythonValue[] {
  return tracedFrom(file, value, { budget, intoCalls: true, ways: newWays() });
}

/** Like `alternatives`, but a call stays what it is: `sa.text("now()")` and not its text. */
export function origins(file: TracedFile, value: PythonValue, budget: Budget): readonly PythonValue[] {
  return tracedFrom(file, value, { budget, intoCalls: false, ways: newWays() });
}

interface Tracing {
  readonly budget: Budget;
  /** Whether a call that hands its argument through counts as a name for it. */
  readonly intoCalls: boolean;
  /** `text = text.strip()` leads back to where it came from, and that has been followed already. */
  readonly ways: Ways;
}

interface Ways {
  /** Made with the first name that is followed, because most values are none. */
  seen: Map<PythonNode, Set<Scope>> | undefined;
  isCircle: boolean;
}

function newWays(): Ways {
  return { seen: undefined, isCircle: false };
}

function tracedFrom(file: TracedFile, value: PythonValue, tracing: Tracing): readonly PythonValue[] {
  const values = traced(file, value, tracing);
  // Names that only stand for each other. A loop over nothing has no values, and no circle either.
  return values.length === 0 && tracing.ways.isCircle
    ? [{ ...value, node: withoutParentheses(value.node) }]
    : values;
}

/** Empty where everything has been found on another way. */
function traced(file: TracedFile, value: PythonValue, tracing: Tracing): readonly PythonValue[] {
  const { budget } = tracing;
  budget.left -= 1;
  const node = withoutParentheses(value.node);
  const inner = node === value.node ? value : { node, scope: value.scope };
  const sources = budget.left <= 0 || !LEADS_ON.has(node.type) ? undefined : sourcesOf(file, inner, tracing);
  if (sources === undefined) return [inner];
  return sources.flatMap((source) => (isNew(tracing.ways, source) ? traced(file, source, tracing) : []));
}

/** Notes the value, too. */
function isNew(ways: Ways, { node, scope }: PythonValue): boolean {
  ways.seen ??= new Map();
  const scopes = ways.seen.get(node) ?? new Set();
  const isFirst = !scopes.has(scope);
  ways.seen.set(node, scopes.add(scope));
  ways.isCircle ||= !isFirst;
  return isFirst;
}

/** All other expressions, literals above all, are what they are. */
const LEADS_ON = new Set([
  'conditional_expression',
  'boolean_operator',
  'named_expression',
  'identifier',
  'call',
  'await',
  'attribute',
]);

/** One step back to where the value comes from; `undefined` where the trail ends. */
function sourcesOf(
  file: TracedFile,
  { node, scope }: PythonValue,
  { budget, intoCalls }: Tracing,
): readonly PythonValue[] | undefined {
  if (node.type === 'conditional_expression') {
    const [whenTrue, , whenFalse] = node.children;
    return whenTrue && whenFalse ? [whenTrue, whenFalse].map((child) => ({ node: child, scope })) : undefined;
  }
  if (node.type === 'boolean_operator') {
    return node.children.filter(({ field }) => field !== 'operator').map((child) => ({ node: child, scope }));
  }
  if (node.type === 'named_expression') return only(childIn(node, 'value'), scope);
  if (node.type === 'attribute') return boundSources(file, membersNamed(file, { node, scope }), budget);
  const name = identifierName(file, node);
  if (name === undefined) return intoCalls ? only(unwrapped(file, node), scope) : undefined;
  return boundSources(file, bindingsOf(name, scope), budget);
}

/** `undefined` as soon as one of the bindings cannot be followed. */
function boundSources(
  file: TracedFile,
  bindings: readonly Binding[],
  budget: Budget,
): readonly PythonValue[] | undefined {
  const [only] = bindings;
  if (only !== undefined && bindings.length === 1) return boundValues(file, only, budget);
  const found = bindings.map((binding) => boundValues(file, binding, budget));
  if (found.length === 0 || found.includes(undefined)) return undefined;
  return found.flatMap((values) => values ?? []);
}

function only(node: PythonNode | undefined, scope: Scope): PythonValue[] | undefined {
  return node === undefined ? undefined : [{ node, scope }];
}

function boundValues(file: TracedFile, binding: Binding, budget: Budget): readonly PythonValue[] | undefined {
  switch (binding.kind) {
    case 'value':
      return [binding];
    case 'element':
      return elements(file, { node: binding.iterable, scope: binding.scope }, budget);
    case 'parameter':
      return passedValues(file, binding);
    case 'opaque':
      return undefined;
  }
}

const SEQUENCES = new Set(['list', 'tuple', 'set', 'expression_list']);
const SPLITTERS = new Set(['split', 'splitlines']);
const REORDERINGS = new Set(['reversed', 'sorted', 'list', 'tuple', 'set']);

function elements(
  file: TracedFile,
  iterable: PythonValue,
  budget: Budget,
): readonly PythonValue[] | undefined {
  budget.left -= 1;
  if (budget.left <= 0) return undefined;
  const { scope } = iterable;
  const node = withoutParentheses(iterable.node);
  if (SEQUENCES.has(node.type)) {
    const isWhole = node.children.every(({ type }) => type !== 'list_splat');
    return isWhole ? node.children.map((child) => ({ node: child, scope })) : undefined;
  }
  const script = node.type === 'call' ? splitText(file, node) : undefined;
  if (script !== undefined) return [{ node: script, scope }];
  const source =
    node.type === 'call' ? reordered(file, { node, scope }) : sequenceBehind(file, { node, scope });
  return source && elements(file, source, budget);
}

/** `SQL.split(";")` and `sqlparse.split(SQL)`: the whole text says what its pieces do. */
function splitText(file: TracedFile, call: PythonNode): PythonNode | undefined {
  const callee = childIn(call, 'function');
  if (callee?.type !== 'attribute' || !SPLITTERS.has(lastName(file, callee) ?? '')) return undefined;
  const receiver = childIn(callee, 'object');
  return identifierName(file, receiver) === 'sqlparse' ? argumentsOf(file, call).positional[0] : receiver;
}

/** `reversed(xs)` has the elements of xs. */
function reordered(file: TracedFile, { node, scope }: PythonValue): PythonValue | undefined {
  if (!REORDERINGS.has(identifierName(file, childIn(node, 'function')) ?? '')) return undefined;
  const [inner] = argumentsOf(file, node).positional;
  return inner && { node: inner, scope };
}

/** Only a name with one value, to which nothing is added later. */
function sequenceBehind(file: TracedFile, { node, scope }: PythonValue): PythonValue | undefined {
  const name = identifierName(file, node);
  if (name === undefined || isMutated(file, name, node)) return undefined;
  const [binding, ...more] = bindingsOf(name, scope);
  return binding?.kind === 'value' && more.length === 0 ? binding : undefined;
}

/** Whether something may be added to the list that has the name at that node. */
export function isMutated(file: TracedFile, name: string, at: PythonNode): boolean {
  return (moduleAt(file, at.start) ?? file.uses).mutated.has(name);
}

/** A function called more often than this is not worth following. */
const MOST_CALLS = 64;

type Parameter = Extract<Binding, { kind: 'parameter' }>;

/** What the calls in this file pass; `undefined` as soon as one of them cannot be seen. */
function passedValues(file: TracedFile, parameter: Parameter): readonly PythonValue[] | undefined {
  if (file.uses.untraceable.has(parameter.function)) return undefined;
  const calls = file.uses.calls.get(parameter.function) ?? [];
  if (calls.length > MOST_CALLS) return undefined;
  const values = calls.map(({ call, scope }): PythonValue | undefined => {
    const { positional, keywords, spread } = argumentsOf(file, call);
    const placed = parameter.index === undefined ? undefined : positional[parameter.index];
    const passed = placed ?? keywords.get(parameter.name);
    if (spread) return undefined;
    if (passed !== undefined) return { node: passed, scope };
    return parameter.default && { node: parameter.default, scope: parameter.scope };
  });
  if (values.length === 0 || values.includes(undefined)) return undefined;
  return values.flatMap((value) => value ?? []);
}
