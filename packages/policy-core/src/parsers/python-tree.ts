import type { PythonNode } from './parsers.ts';
import type { Productions, TreeMemory } from './tree-memory.ts';

/** What a language calls its types and fields, by their numbers. */
export interface Grammar {
  readonly types: readonly string[];
  readonly fields: readonly (string | null)[];
  nodeTypeIsNamed(type: number): boolean;
}

/** Copies a tree without errors out by its address; `undefined` when it is nested too deeply. */
export type CopyTree = (tree: number) => PythonNode | undefined;

interface GrowingNode extends PythonNode {
  children: GrowingNode[];
}

/** Of all nodes with nothing below, which are most. */
const NO_CHILDREN: GrowingNode[] = [];

/** Deeper than any program a person writes; readers of the tree may then recurse without fear. */
const DEEPEST_NESTING = 1_000;

/**
 * Asking tree-sitter node by node is slow and keeps the tree alive; plain objects do neither. They are read from
 * its memory, since six questions a node take four times as long.
 */
export function treeCopier(memory: TreeMemory, productions: Productions, grammar: Grammar): CopyTree {
  const kept = nodeMaker(grammar);
  return (tree) => {
    const words = memory.HEAPU32;
    return copyBelow({ words, productions, kept, subtree: { ...NOTHING } }, tree >>> 2);
  };
}

interface Copying {
  readonly words: Uint32Array;
  readonly productions: Productions;
  readonly kept: KeptNode;
  /** The one that is looked at, as no object is made of each. */
  readonly subtree: Subtree;
}

/** What tree-sitter has in its memory of a node, and what is told of it. */
interface Subtree {
  symbol: number;
  flags: number;
  /** Bytes of space in front of it, and of itself. */
  padding: number;
  size: number;
  /** The word behind its children, which it begins with itself. */
  heap: number;
  children: number;
  type: number;
  field: number;
  start: number;
}

const NOTHING: Subtree = {
  symbol: 0,
  flags: 0,
  padding: 0,
  size: 0,
  heap: 0,
  children: 0,
  type: 0,
  field: 0,
  start: 0,
};

/** The children of one subtree, as far as they are not read yet. */
interface Level {
  /** The word with the next child, and the one behind the last. */
  child: number;
  readonly end: number;
  /** The byte where the space in front of the next child begins. */
  position: number;
  /** Its number, comments left out. */
  index: number;
  readonly production: number;
  /** What a hidden subtree is to the node around it: its children without a role of their own have it. */
  readonly field: number;
  /** The node that they are children of, and how many are around them. */
  readonly into: GrowingNode;
  readonly depth: number;
}

/** Every node in the order of the text, without recursion. `at`: the word with the subtree. */
function copyBelow(copying: Copying, at: number): PythonNode | undefined {
  const { words, productions, subtree } = copying;
  readSubtree(words, at, subtree);
  subtree.type = typeOf(productions, subtree.symbol);
  subtree.start = subtree.padding;
  const root = copying.kept(subtree);
  if (root === undefined) return undefined;
  const levels: Level[] = [];
  let level = levelBelow(copying, root, 1);
  while (level !== undefined) {
    const below = level.child === level.end ? undefined : nextChild(copying, level);
    if (below !== undefined) {
      if (below.depth > DEEPEST_NESTING) return undefined;
      levels.push(level);
      level = below;
    } else if (level.child === level.end) level = levels.pop();
  }
  return root;
}

const VISIBLE = 1;
const EXTRA = 4;

/** Small leaves lie in the two words themselves, where others have a pointer, which is even. */
function readSubtree(words: Uint32Array, at: number, subtree: Subtree): void {
  const head = words[at] ?? 0;
  if ((head & 1) === 1) {
    subtree.symbol = (head >>> 8) & 0xff;
    subtree.flags = head >>> 1;
    subtree.padding = paddingAt(words, at);
    subtree.size = (words[at + 1] ?? 0) >>> 24;
    subtree.children = 0;
    return;
  }
  const heap = head >>> 2;
  subtree.symbol = (words[heap + 10] ?? 0) & 0xffff;
  subtree.flags = words[heap + 11] ?? 0;
  subtree.padding = words[heap + 1] ?? 0;
  subtree.size = words[heap + 4] ?? 0;
  subtree.heap = heap;
  subtree.children = words[heap + 9] ?? 0;
}

function paddingAt(words: Uint32Array, at: number): number {
  const head = words[at] ?? 0;
  return (head & 1) === 1 ? ((words[at + 1] ?? 0) >>> 16) & 0xff : (words[(head >>> 2) + 1] ?? 0);
}

/** The children of the subtree that is looked at; `undefined` where none of them is visible. */
function levelBelow({ words, subtree }: Copying, into: GrowingNode, depth: number): Level | undefined {
  const { heap, children, field, start } = subtree;
  // Of those that are visible, also within hidden ones.
  if (children === 0 || words[heap + 12] === 0) return undefined;
  const child = heap - 2 * children;
  const production = (words[heap + 16] ?? 0) >>> 16;
  // The space in front of the first child is that of the whole.
  const position = start - paddingAt(words, child);
  return { child, end: heap, position, index: 0, production, field, into, depth };
}

/** Keeps the next child of a level, and answers the level below it where there is one to go on with. */
function nextChild(copying: Copying, level: Level): Level | undefined {
  const { words, productions, subtree } = copying;
  readSubtree(words, level.child, subtree);
  subtree.start = level.position + subtree.padding;
  level.child += 2;
  level.position = subtree.start + subtree.size;
  const alias = noteRole(productions, level, subtree);
  if ((subtree.flags & VISIBLE) === 0 && alias === 0) return levelBelow(copying, level.into, level.depth);
  subtree.type = typeOf(productions, alias === 0 ? subtree.symbol : alias);
  const node = copying.kept(subtree);
  if (node === undefined) return undefined;
  addBelow(level.into, node);
  subtree.field = 0;
  return levelBelow(copying, node, level.depth + 1);
}

/** What the subtree is to the node around it; answers the symbol that is told instead of its own, or 0. */
function noteRole({ width, aliases, fields }: Productions, level: Level, subtree: Subtree): number {
  subtree.field = 0;
  if ((subtree.flags & EXTRA) !== 0) return 0;
  const { index, production } = level;
  level.index += 1;
  const place = index < width ? production * width + index : -1;
  subtree.field = fields[place] || level.field;
  return aliases[place] ?? 0;
}

/** An error has a symbol that the language does not know. */
function typeOf({ types }: Productions, symbol: number): number {
  return types[symbol] ?? symbol;
}

function addBelow(parent: GrowingNode, node: GrowingNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [node];
  else parent.children.push(node);
}

/** `undefined` for punctuation, comments and continued lines: nothing below them matters either. */
type KeptNode = (subtree: Readonly<Subtree>) => GrowingNode | undefined;

function nodeMaker(grammar: Grammar): KeptNode {
  const types = grammar.types.map(internalized);
  const fields = grammar.fields
    .map((field) => field ?? undefined)
    .map((field) => field && internalized(field));
  const uses = types.map((type, id) => useOf(grammar, { type, id }));
  const operator = fields.indexOf('operator');
  return ({ type, field, start, size }) => {
    const use = uses[type] ?? 'always';
    if (use === 'never' || (use === 'as operator' && field !== operator)) return undefined;
    return {
      type: types[type] ?? 'ERROR',
      field: fields[field],
      start: start >>> 1,
      end: (start + size) >>> 1,
      children: NO_CHILDREN,
    };
  };
}

/**
 * The same text as the engine keeps it for names in code. Readers of the tree compare types and fields with such
 * names all the time, and two kept ones differ as soon as they are not the same object.
 */
function internalized(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}

/** Half of all nodes; none of them is ever an operator. */
const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', ':', '.', ';', '=', '->']);

/** They stand between any two parts, and would be taken for one of those: `if \` and the condition on the next line. */
const ANYWHERE = new Set(['comment', 'line_continuation']);

function useOf(
  grammar: Grammar,
  { type, id }: { readonly type: string; readonly id: number },
): 'always' | 'never' | 'as operator' {
  if (grammar.nodeTypeIsNamed(id)) return ANYWHERE.has(type) ? 'never' : 'always';
  return PUNCTUATION.has(type) ? 'never' : 'as operator';
}
