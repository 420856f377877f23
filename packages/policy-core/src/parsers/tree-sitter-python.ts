import { Language, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';

import { tooLong } from './input-limit.ts';
import type { PythonNode, PythonParse, PythonParser } from './parsers.ts';

/** Deeper than any program a person writes; readers of the tree may then recurse without fear. */
const DEEPEST_NESTING = 1_000;

/** Every version of Python 3, and leniently some of Python 2. */
export async function loadPythonParser(runtime: Uint8Array, grammar: Uint8Array): Promise<PythonParser> {
  await Parser.init({ wasmBinary: exactBuffer(runtime) });
  const language = await Language.load(grammar);
  const parser = new Parser().setLanguage(language);
  return { parse: (text) => refusal(text) ?? parse(parser, text) };
}

/** A view into a larger buffer, such as Node's pool of small files, must not bring its neighbours along. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function refusal(text: string): PythonParse | undefined {
  const nul = text.indexOf('\0');
  if (nul < 0) return tooLong(text);
  return {
    kind: 'syntax-error',
    start: nul,
    end: nul + 1,
    problem: 'Python cannot read a NUL character',
  };
}

function parse(parser: Parser, text: string): PythonParse {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('tree-sitter was not given its Python grammar.');
  try {
    return tree.rootNode.hasError ? firstError(tree, text) : copyOut(tree);
  } finally {
    tree.delete();
  }
}

function firstError(tree: Tree, text: string): PythonParse {
  const cursor = tree.walk();
  try {
    let at = { start: 0, end: text.length };
    walk(cursor, () => {
      if (cursor.nodeType !== 'ERROR' && !cursor.nodeIsMissing) return 'go on';
      at = { start: cursor.startIndex, end: cursor.endIndex };
      return 'stop';
    });
    return {
      kind: 'syntax-error',
      ...at,
      problem: 'it is not valid Python',
    };
  } finally {
    cursor.delete();
  }
}

interface GrowingNode extends PythonNode {
  readonly children: GrowingNode[];
}

/** Reading nodes one by one through WebAssembly is slow and keeps the tree alive; plain objects do neither. */
function copyOut(tree: Tree): PythonParse {
  const cursor = tree.walk();
  try {
    const kept = keptTypes(tree.language);
    const root = nodeAt(cursor, cursor.nodeType);
    const path = [root];
    const outcome = walk(cursor, (depth) => {
      if (depth > DEEPEST_NESTING) return 'stop';
      const type = depth === 0 ? undefined : kept(cursor);
      if (type === undefined) return 'go on';
      const node = nodeAt(cursor, type);
      path[depth] = node;
      path[depth - 1]?.children.push(node);
      return 'go on';
    });
    if (outcome === 'done') return { kind: 'module', root };
    return {
      kind: 'unanalyzable',
      problem: 'the Python is too deeply nested',
    };
  } finally {
    cursor.delete();
  }
}

/** The type of the cursor's node, `undefined` for punctuation and comments: those have no children either. */
function keptTypes(language: Language): (cursor: TreeCursor) => string | undefined {
  // Every question is a call into WebAssembly, so what depends on the type alone is asked once.
  const kinds = new Map<number, NodeKind>();
  return (cursor) => {
    const id = cursor.nodeTypeId;
    const known = kinds.get(id);
    const kind = known ?? kindOf(language, id, cursor.nodeType);
    if (known === undefined) kinds.set(id, kind);
    if (kind.use === 'as operator') return cursor.currentFieldName === 'operator' ? kind.type : undefined;
    return kind.use === 'always' ? kind.type : undefined;
  };
}

interface NodeKind {
  readonly type: string;
  readonly use: 'always' | 'never' | 'as operator';
}

/** Half of all nodes; none of them is ever an operator. */
const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', ':', '.', ';', '=', '->']);

function kindOf(language: Language, id: number, type: string): NodeKind {
  if (language.nodeTypeIsNamed(id)) return { type, use: type === 'comment' ? 'never' : 'always' };
  return { type, use: PUNCTUATION.has(type) ? 'never' : 'as operator' };
}

function nodeAt(cursor: TreeCursor, type: string): GrowingNode {
  return {
    type,
    field: cursor.currentFieldName ?? undefined,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
}

/** Visits every node in the order of the text, without recursion. */
function walk(cursor: TreeCursor, visit: (depth: number) => 'go on' | 'stop'): 'done' | 'stopped' {
  let depth = 0;
  for (;;) {
    if (visit(depth) === 'stop') return 'stopped';
    if (cursor.gotoFirstChild()) {
      depth += 1;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return 'done';
      depth -= 1;
    }
  }
}
