import type { PythonNode } from '../../parsers/parsers.ts';
import {
  allNodes,
  argumentsOf,
  childIn,
  lastName,
  nameOf,
  sourceOf,
  type PythonFile,
} from '../../parsers/python/nodes.ts';
import type { ChainLink } from './construct-chain.ts';

/**
 * What an UPDATE that SQLAlchemy builds makes of the values that are there: `kept` for `.values(name=text("name"))`,
 * `.values({names[0]: text(names[0])})`, `.values(name=orders.c.name)`, which only wake triggers; `derived` for
 * `.values(name=func.lower(orders.c.name))`.
 */
export function updatedValuesInChain(
  file: PythonFile,
  links: readonly ChainLink[],
): 'kept' | 'derived' | undefined {
  const calls = links.filter(({ name }) => name === 'values').map(({ call }) => call);
  const pairs = calls.map((call) => pairsOf(file, call));
  if (calls.length === 0 || pairs.includes(undefined)) return undefined;
  const all = pairs.flatMap((some) => some ?? []);
  if (all.every((pair) => isItself(file, pair))) return 'kept';
  return all.every((pair) => reads(file, pair)) ? 'derived' : undefined;
}

interface Pair {
  /** How the column is named. */
  readonly keys: readonly string[];
  readonly value: PythonNode;
}

/** `undefined` where not all of them can be seen. */
function pairsOf(file: PythonFile, call: PythonNode): readonly Pair[] | undefined {
  const { positional, keywords, spread } = argumentsOf(file, call);
  const named = Array.from(keywords, ([name, value]) => ({ keys: [name], value }));
  const listed = positional.flatMap((node) => (node.type === 'dictionary' ? node.children : [node]));
  const pairs = listed.map((pair) => {
    const [key, value] = [childIn(pair, 'key'), childIn(pair, 'value')];
    return key && value && { keys: spellingsOf(file, key), value };
  });
  const all = [...named, ...pairs];
  return spread || all.length === 0 || all.includes(undefined)
    ? undefined
    : all.flatMap((pair) => pair ?? []);
}

/** Expressions that read a column of that name. */
const READS_COLUMN = new Set(['text', 'column', 'literal_column']);

function isItself(file: PythonFile, { keys, value }: Pair): boolean {
  const names =
    value.type === 'call' && READS_COLUMN.has(lastName(file, childIn(value, 'function')) ?? '')
      ? argumentsOf(file, value).positional.flatMap((node) => spellingsOf(file, node))
      : columnNamed(file, value);
  return names.some((name) => keys.includes(name));
}

function reads(file: PythonFile, pair: Pair): boolean {
  return allNodes(pair.value).some((value) => isItself(file, { ...pair, value }));
}

/** How a column is named: by a literal, by an attribute of the table, or by what an expression gives. */
function spellingsOf(file: PythonFile, node: PythonNode): readonly string[] {
  const source = sourceOf(file, node);
  const literal = /^(["'])(\w+)\1$/.exec(source)?.[2];
  return literal === undefined ? [source, ...columnNamed(file, node)] : [literal];
}

/** `name` of `orders.c.name` and `Order.name`. */
function columnNamed(file: PythonFile, node: PythonNode): readonly string[] {
  const attribute = node.type === 'attribute' ? childIn(node, 'attribute') : undefined;
  return attribute === undefined ? [] : [nameOf(file, attribute)];
}
