import type { PythonNode } from '../../../parsers/parsers.ts';
import { childIn, nameOf, sourceOf } from '../../../parsers/python/nodes.ts';
import { grownEntriesOf } from '../../../parsers/python/grown-entries.ts';
import { entriesOf, itemsOf } from '../../../parsers/python/items.ts';
import type { PythonValue, TracedFile } from '../../../parsers/python/values.ts';

/** What a call passes, with `*` and `**` of literals put in. */
export interface GivenArguments {
  /** By position. */
  readonly values: readonly PythonValue[];
  /** So many of them stand before a `*args` that cannot be seen: behind it, no position is certain. */
  readonly certain: number;
  readonly keywords: ReadonlyMap<string, PythonValue>;
  /** Source of a `*args` that cannot be seen. */
  readonly moreValues: string | undefined;
  /** Source of a `**kwargs` that cannot be seen. */
  readonly moreKeywords: string | undefined;
  /** All of it, without the parentheses. */
  readonly source: string;
}

export type Argument =
  | { readonly kind: 'given'; readonly value: PythonValue }
  | { readonly kind: 'absent' }
  /** It may be among arguments that cannot be seen. */
  | { readonly kind: 'unknown'; readonly source: string };

/** A parameter: its name, and its place where it can be passed by position. */
export interface Parameter {
  readonly name: string;
  readonly index?: number;
}

export function argumentFor(given: GivenArguments, { name, index }: Parameter): Argument {
  const value = given.keywords.get(name) ?? (index === undefined ? undefined : valueAt(given, index));
  if (value !== undefined) return { kind: 'given', value };
  if (index !== undefined && given.moreValues !== undefined) {
    return { kind: 'unknown', source: given.moreValues };
  }
  return given.moreKeywords === undefined
    ? { kind: 'absent' }
    : { kind: 'unknown', source: given.moreKeywords };
}

function valueAt({ values, certain }: GivenArguments, index: number): PythonValue | undefined {
  return index < certain ? values[index] : undefined;
}

/** Of a call; a class without a call, `sa.String`, is given nothing. */
export function givenArguments(file: TracedFile, { node, scope }: PythonValue): GivenArguments {
  const list = childIn(node, 'arguments');
  const growing: Growing = { values: [], certain: undefined, keywords: new Map() };
  for (const argument of list?.type === 'argument_list' ? list.children : list ? [list] : []) {
    add(file, growing, { node: argument, scope });
  }
  return {
    values: growing.values,
    certain: growing.certain ?? growing.values.length,
    keywords: growing.keywords,
    moreValues: growing.moreValues,
    moreKeywords: growing.moreKeywords,
    source: list === undefined ? '' : sourceWithin(file, list),
  };
}

/** Without the parentheses, which a list of arguments always has. */
function sourceWithin({ text }: TracedFile, { start, end }: PythonNode): string {
  return text.slice(start + 1, end - 1).trim();
}

interface Growing {
  readonly values: PythonValue[];
  certain: number | undefined;
  readonly keywords: Map<string, PythonValue>;
  moreValues?: string;
  moreKeywords?: string;
}

function add(file: TracedFile, growing: Growing, { node, scope }: PythonValue): void {
  if (node.type === 'keyword_argument') {
    addKeyword(file, growing, { node, scope });
  } else if (node.type === 'list_splat') {
    const items = spreadItems(file, { node, scope });
    if (items !== undefined) for (const one of items) growing.values.push(one);
    else {
      growing.certain ??= growing.values.length;
      growing.moreValues = sourceOf(file, node);
    }
  } else if (node.type === 'dictionary_splat') {
    const entries = spreadEntries(file, { node, scope });
    for (const [name, value] of entries ?? []) growing.keywords.set(name, value);
    if (entries === undefined) growing.moreKeywords = sourceOf(file, node);
  } else {
    growing.values.push({ node, scope });
  }
}

function spreadItems(file: TracedFile, { node, scope }: PythonValue): readonly PythonValue[] | undefined {
  const inner: PythonNode | undefined = node.children[0];
  return inner && itemsOf(file, { node: inner, scope });
}

function spreadEntries(
  file: TracedFile,
  { node, scope }: PythonValue,
): ReadonlyMap<string, PythonValue> | undefined {
  const [inner] = node.children;
  if (inner === undefined) return undefined;
  const spread = { node: inner, scope };
  return entriesOf(file, spread) ?? grownEntriesOf(file, spread);
}

function addKeyword(file: TracedFile, { keywords }: Growing, { node, scope }: PythonValue): void {
  const name = childIn(node, 'name');
  const value = childIn(node, 'value');
  if (name !== undefined && value !== undefined) keywords.set(nameOf(file, name), { node: value, scope });
}
