import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf, type Scope } from '../../parsers/python/bindings.ts';
import {
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  withoutParentheses,
} from '../../parsers/python/nodes.ts';
import { isMutated, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';

/** What one round of a loop gives to its variables. */
export type UnrolledElement =
  | { readonly kind: 'one'; readonly value: PythonValue }
  | { readonly kind: 'several'; readonly elements: readonly (UnrolledElement | undefined)[] };

/** More rounds than this are told once, as a loop. */
const MOST_ROUNDS = 100;

/** Every round of a loop over a list that the file writes out; `undefined` for any other loop. */
export function unroll(file: TracedFile, iterable: PythonValue): readonly UnrolledElement[] | undefined {
  const rounds = elementsOf(file, iterable, 0);
  return rounds !== undefined && rounds.length <= MOST_ROUNDS ? rounds : undefined;
}

/** The values of the loop's variables in that round; those that cannot be told are left out. */
export function valuesOfIteration(
  file: TracedFile,
  target: PythonNode,
  element: UnrolledElement,
): ReadonlyMap<string, PythonValue> {
  const values = new Map<string, PythonValue>();
  bindElement(file, { target, element }, values);
  return values;
}

const PATTERNS = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'tuple', 'list']);
const SEQUENCES = new Set(['list', 'tuple', 'set', 'expression_list']);

interface Bound {
  readonly target: PythonNode;
  readonly element: UnrolledElement | undefined;
}

function bindElement(file: TracedFile, { target, element }: Bound, values: Map<string, PythonValue>): void {
  if (element === undefined) return;
  const name = identifierName(file, target);
  if (name !== undefined) {
    if (element.kind === 'one') values.set(name, element.value);
    return;
  }
  const parts = PATTERNS.has(target.type) ? partsOf(element) : [];
  if (parts.length !== target.children.length) return;
  for (const [index, inner] of target.children.entries()) {
    bindElement(file, { target: inner, element: parts[index] }, values);
  }
}

function partsOf(element: UnrolledElement): readonly (UnrolledElement | undefined)[] {
  if (element.kind === 'several') return element.elements;
  const node = withoutParentheses(element.value.node);
  return SEQUENCES.has(node.type) ? plainElements(node, element.value.scope) : [];
}

function plainElements(node: PythonNode, scope: Scope): readonly UnrolledElement[] {
  return node.children.map((child) => ({ kind: 'one', value: { node: child, scope } }));
}

/** A list inside functions inside functions is nothing that people write. */
const DEEPEST = 8;

function elementsOf(
  file: TracedFile,
  { node: written, scope }: PythonValue,
  depth: number,
): readonly UnrolledElement[] | undefined {
  const node = withoutParentheses(written);
  if (depth > DEEPEST) return undefined;
  if (SEQUENCES.has(node.type)) {
    return node.children.some(({ type }) => type === 'list_splat') ? undefined : plainElements(node, scope);
  }
  const inner = (value: PythonValue) => elementsOf(file, value, depth + 1);
  if (node.type === 'dictionary') return pairsOf(node, scope)?.map(([key]) => key);
  if (node.type === 'call') return elementsOfCall(file, { node, scope }, inner);
  const behind = singleValue(file, { node, scope });
  return behind && inner(behind);
}

function pairsOf(node: PythonNode, scope: Scope): readonly Pair[] | undefined {
  const pairs = node.children.map((pair) => {
    const [key, value] = [childIn(pair, 'key'), childIn(pair, 'value')];
    if (key === undefined || value === undefined) return undefined;
    const one = (child: PythonNode): UnrolledElement => ({ kind: 'one', value: { node: child, scope } });
    return [one(key), one(value)] as const;
  });
  return pairs.includes(undefined) ? undefined : pairs.flatMap((pair) => (pair ? [pair] : []));
}

type Inner = (value: PythonValue) => readonly UnrolledElement[] | undefined;

const SAME_ELEMENTS = new Set(['list', 'tuple', 'set', 'sorted', 'iter']);

function elementsOfCall(
  file: TracedFile,
  { node, scope }: PythonValue,
  inner: Inner,
): readonly UnrolledElement[] | undefined {
  const callee = childIn(node, 'function');
  if (callee?.type === 'attribute') return elementsOfDictionary(file, { node: callee, scope });
  const name = identifierName(file, callee) ?? '';
  const [first] = argumentsOf(file, node).positional;
  const elements = first && inner({ node: first, scope });
  if (elements === undefined) return undefined;
  if (SAME_ELEMENTS.has(name)) return elements;
  if (name === 'reversed') return elements.toReversed();
  if (name !== 'enumerate') return undefined;
  return elements.map((element) => ({ kind: 'several', elements: [undefined, element] }));
}

/** `TYPES.items()`, `.values()` and `.keys()` */
function elementsOfDictionary(
  file: TracedFile,
  { node, scope }: PythonValue,
): readonly UnrolledElement[] | undefined {
  const dictionary = dictionaryBehind(file, { node: childIn(node, 'object') ?? node, scope });
  const view = VIEWS.get(lastName(file, node) ?? '');
  if (dictionary === undefined || view === undefined) return undefined;
  return pairsOf(dictionary.node, dictionary.scope)?.map(view);
}

type Pair = readonly [UnrolledElement, UnrolledElement];

const VIEWS = new Map<string, (pair: Pair) => UnrolledElement>([
  ['items', (elements) => ({ kind: 'several', elements })],
  ['values', ([, value]) => value],
  ['keys', ([key]) => key],
]);

function dictionaryBehind(file: TracedFile, { node: written, scope }: PythonValue): PythonValue | undefined {
  const node = withoutParentheses(written);
  const value = node.type === 'dictionary' ? { node, scope } : singleValue(file, { node, scope });
  return value?.node.type === 'dictionary' ? value : undefined;
}

/** Only a name with one value, to which nothing is added later. */
function singleValue(file: TracedFile, { node, scope }: PythonValue): PythonValue | undefined {
  const name = identifierName(file, node);
  if (name === undefined) return undefined;
  const [binding, ...more] = bindingsOf(name, scope);
  if (binding?.kind !== 'value' || more.length > 0) return undefined;
  return isChanged(file, { name, at: node }, withoutParentheses(binding.node)) ? undefined : binding;
}

/** Nothing can be added to a tuple. */
function isChanged(
  file: TracedFile,
  { name, at }: { readonly name: string; readonly at: PythonNode },
  { type }: PythonNode,
): boolean {
  if (type === 'dictionary') return isChangedDictionary(file, name);
  return type !== 'tuple' && isMutated(file, name, at);
}

/** `TYPES.items()` counts as a use that may change a list, so dictionaries are looked at on their own. */
function isChangedDictionary({ text }: TracedFile, name: string): boolean {
  return CHANGES.some((change) => text.includes(`${name}${change}`));
}

const CHANGES = ['[', '.update', '.pop', '.setdefault', '.clear'];
