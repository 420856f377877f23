import { bindingsOf } from './bindings.ts';
import { argumentsOf, childIn, identifierName, withoutParentheses } from './nodes.ts';
import { readText } from './literals.ts';
import { isMutated, newBudget, type Budget, type PythonValue, type TracedFile } from './values.ts';

/** The items of a list or tuple, in order; `undefined` where they are not all to be seen. */
export function itemsOf(
  file: TracedFile,
  value: PythonValue,
  budget: Budget = newBudget(),
): readonly PythonValue[] | undefined {
  const { node, scope } = displayBehind(file, value);
  budget.left -= 1;
  if (budget.left <= 0 || !SEQUENCES.has(node.type)) return undefined;
  const items: PythonValue[] = [];
  for (const child of node.children) {
    if (child.type === 'list_splat') {
      const [inner] = child.children;
      const more = inner && itemsOf(file, { node: inner, scope }, budget);
      if (more === undefined) return undefined;
      for (const one of more) items.push(one);
    } else {
      items.push({ node: child, scope });
    }
  }
  return items;
}

const SEQUENCES = new Set(['list', 'tuple', 'expression_list']);

/** The entries of `{"a": 1}` or `dict(a=1)`; `undefined` where they are not all to be seen. */
export function entriesOf(
  file: TracedFile,
  value: PythonValue,
): ReadonlyMap<string, PythonValue> | undefined {
  const { node, scope } = displayBehind(file, value);
  if (node.type === 'call') return entriesOfCall(file, { node, scope });
  if (node.type !== 'dictionary') return undefined;
  const entries = new Map<string, PythonValue>();
  for (const pair of node.children) {
    const key = keyOf(file, { node: pair, scope });
    const entry = childIn(pair, 'value');
    if (key === undefined || entry === undefined) return undefined;
    entries.set(key, { node: entry, scope });
  }
  return entries;
}

function entriesOfCall(
  file: TracedFile,
  { node, scope }: PythonValue,
): ReadonlyMap<string, PythonValue> | undefined {
  const { positional, keywords, spread } = argumentsOf(file, node);
  if (identifierName(file, childIn(node, 'function')) !== 'dict') return undefined;
  if (spread || positional.length > 0) return undefined;
  return new Map(Array.from(keywords, ([name, passed]) => [name, { node: passed, scope }]));
}

function keyOf(file: TracedFile, { node, scope }: PythonValue): string | undefined {
  const key = childIn(node, 'key');
  const parts = key === undefined ? [] : readText(file, { node: key, scope }, newBudget());
  const [part] = parts;
  return part?.kind === 'known' && parts.length === 1 ? part.text : undefined;
}

/** Names are followed as far as they have one value, which nothing can change behind their back. */
function displayBehind(file: TracedFile, value: PythonValue): PythonValue {
  let at: PythonValue = { node: withoutParentheses(value.node), scope: value.scope };
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const name = identifierName(file, at.node);
    const [binding, ...more] = name === undefined ? [] : bindingsOf(name, at.scope);
    if (name === undefined || binding?.kind !== 'value' || more.length > 0) return at;
    const node = withoutParentheses(binding.node);
    // Nothing can be added to a tuple.
    if (node.type !== 'tuple' && isMutated(file, name, at.node)) return at;
    at = { node, scope: binding.scope };
  }
  return at;
}

/** Longer chains of names lead in circles. */
const MOST_STEPS = 16;
