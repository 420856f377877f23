import type { AST } from 'toml-eslint-parser';

import type { TextRange } from './text-range.ts';
import type { TomlScalar, TomlTable } from './toml-value.ts';

/** Puts the tables of a text together, which may stand in pieces all over it. */
export function growTomlTree(
  body: AST.TOMLTopLevelTable['body'],
  { length, maxDepth }: { readonly length: number; readonly maxDepth: number },
): { readonly root: TomlTable; readonly refusal: TomlRefusal | undefined } {
  const growth: Growth = { maxDepth, refusal: undefined };
  const root = newTable({ start: 0, end: 0 }, { start: 0, end: length });
  for (const node of body) {
    if (node.type === 'TOMLKeyValue') addPair(growth, root, { node, depth: 1 });
    else addTable(growth, root, node);
  }
  return { root, refusal: growth.refusal };
}

/** What the parser takes and Python's reader does not. */
export interface TomlRefusal {
  readonly problem: string;
  readonly at: number;
}

interface Growth {
  readonly maxDepth: number;
  /** The first. */
  refusal: TomlRefusal | undefined;
}

interface GrowingTable {
  readonly kind: 'table';
  readonly entries: Map<string, { readonly key: TextRange; readonly value: GrowingValue }>;
  readonly range: { readonly start: number; end: number };
  readonly head: TextRange;
}

interface GrowingArray {
  readonly kind: 'array';
  readonly items: GrowingValue[];
  readonly range: { readonly start: number; end: number };
}

type GrowingValue = GrowingTable | GrowingArray | TomlScalar;

function newTable(head: TextRange, range: TextRange): GrowingTable {
  return { kind: 'table', entries: new Map(), range: { ...range }, head };
}

/** `[a.b]` and `[[a.b]]`; the number of an element is a step of its own. */
function addTable(growth: Growth, root: GrowingTable, node: AST.TOMLTable): void {
  const steps = node.resolvedKey;
  if (isTooDeep(growth, node, steps.length)) return;
  const head = rangeOf(node.key);
  const range = rangeOf(node);
  const keys = node.key.keys.values();
  let at: GrowingTable | GrowingArray = root;
  for (const [index, step] of steps.entries()) {
    const word = typeof step === 'string' ? keys.next().value : undefined;
    const key = word === undefined ? head : rangeOf(word);
    at = childOf(at, step, { key, head, range, isArray: typeof steps[index + 1] === 'number' });
  }
  if (at.kind !== 'table') return;
  for (const pair of node.body) addPair(growth, at, { node: pair, depth: steps.length + 1 });
}

interface Place {
  readonly key: TextRange;
  readonly head: TextRange;
  readonly range: TextRange;
  readonly isArray: boolean;
}

/** A step down, into what is there or into a new one; either way it reaches as far as this piece. */
function childOf(
  at: GrowingTable | GrowingArray,
  step: string | number,
  { key, head, range, isArray }: Place,
): GrowingTable | GrowingArray {
  const there = at.kind === 'table' ? at.entries.get(String(step))?.value : at.items[Number(step)];
  if (there?.kind === 'table' || there?.kind === 'array') {
    there.range.end = Math.max(there.range.end, range.end);
    return there;
  }
  const made: GrowingTable | GrowingArray = isArray
    ? { kind: 'array', items: [], range: { ...range } }
    : newTable(head, range);
  if (at.kind === 'table') at.entries.set(String(step), { key, value: made });
  else at.items.push(made);
  return made;
}

interface Pair {
  readonly node: AST.TOMLKeyValue;
  readonly depth: number;
}

/** `a.b = 1` opens the table `a` on its way. */
function addPair(growth: Growth, table: GrowingTable, { node, depth }: Pair): void {
  const { keys } = node.key;
  if (isTooDeep(growth, node, depth + keys.length)) return;
  const last = keys.at(-1);
  const head = rangeOf(node.key);
  const range = rangeOf(node);
  let at: GrowingTable | GrowingArray = table;
  for (const key of keys.slice(0, -1))
    at = childOf(at, nameOf(key), { key: rangeOf(key), head, range, isArray: false });
  if (at.kind !== 'table' || last === undefined) return;
  const value = valueOf(growth, node.value, depth + keys.length);
  at.entries.set(nameOf(last), { key: rangeOf(last), value });
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function valueOf(growth: Growth, node: AST.TOMLContentNode, depth: number): GrowingValue {
  const range = rangeOf(node);
  if (isTooDeep(growth, node, depth)) return { kind: 'float', range };
  if (node.type === 'TOMLValue') return scalarOf(growth, node);
  if (node.type === 'TOMLArray') {
    return {
      kind: 'array',
      items: node.elements.map((element) => valueOf(growth, element, depth + 1)),
      range: { ...range },
    };
  }
  const table = newTable(range, range);
  for (const pair of node.body) addPair(growth, table, { node: pair, depth: depth + 1 });
  return table;
}

function scalarOf(growth: Growth, node: AST.TOMLValue): TomlScalar {
  const range = rangeOf(node);
  switch (node.kind) {
    case 'string':
      return { kind: 'text', value: node.value, range };
    case 'integer':
      return { kind: 'integer', value: node.bigint, range };
    case 'boolean':
      return { kind: 'boolean', value: node.value, range };
    case 'float':
      return { kind: 'float', range };
    default:
      if (/:60/.test(node.datetime)) refuse(growth, node, 'a leap second is no time that Python knows');
      return { kind: 'time', written: node.datetime, form: node.kind, range };
  }
}

function isTooDeep(growth: Growth, node: AST.TOMLNode, depth: number): boolean {
  if (depth <= growth.maxDepth) return false;
  refuse(growth, node, `it is nested more than ${growth.maxDepth} levels deep`);
  return true;
}

function refuse(growth: Growth, { range: [at] }: AST.TOMLNode, problem: string): void {
  growth.refusal ??= { problem, at };
}

function rangeOf({ range: [start, end] }: AST.TOMLNode): TextRange {
  return { start, end };
}
