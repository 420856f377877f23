import type { PythonNode } from './parsers.ts';

/**
 * What tree-sitter's WebAssembly offers for going through a tree, by the tree's address. The cursor stays in
 * a buffer over there: every call goes on from where the last one left it, and nothing is carried to and fro.
 */
export interface CursorCalls {
  /** Puts the root into the buffer. */
  _ts_tree_root_node_wasm(tree: number): void;
  /** Makes a cursor of the node in the buffer. */
  _ts_tree_cursor_new_wasm(tree: number): void;
  _ts_tree_cursor_delete_wasm(tree: number): void;
  /** 1: it has moved. */
  _ts_tree_cursor_goto_first_child_wasm(tree: number): number;
  _ts_tree_cursor_goto_next_sibling_wasm(tree: number): number;
  _ts_tree_cursor_goto_parent_wasm(tree: number): number;
  _ts_tree_cursor_current_node_type_id_wasm(tree: number): number;
  /** 0: it has none. */
  _ts_tree_cursor_current_field_id_wasm(tree: number): number;
  _ts_tree_cursor_start_index_wasm(tree: number): number;
  _ts_tree_cursor_end_index_wasm(tree: number): number;
}

const CALLS: readonly (keyof CursorCalls)[] = [
  '_ts_tree_root_node_wasm',
  '_ts_tree_cursor_new_wasm',
  '_ts_tree_cursor_delete_wasm',
  '_ts_tree_cursor_goto_first_child_wasm',
  '_ts_tree_cursor_goto_next_sibling_wasm',
  '_ts_tree_cursor_goto_parent_wasm',
  '_ts_tree_cursor_current_node_type_id_wasm',
  '_ts_tree_cursor_current_field_id_wasm',
  '_ts_tree_cursor_start_index_wasm',
  '_ts_tree_cursor_end_index_wasm',
];

/** What is started is made known under these names, of which its types do not tell. */
export function hasCursorCalls(module: object): module is CursorCalls {
  return CALLS.every((name) => typeof Reflect.get(module, name) === 'function');
}

/** What a language calls its types and fields, by their numbers. */
export interface Grammar {
  readonly types: readonly string[];
  readonly fields: readonly (string | null)[];
  nodeTypeIsNamed(type: number): boolean;
}

/** Copies a tree out by its address; `undefined` when it is nested too deeply. */
export type CopyTree = (tree: number) => PythonNode | undefined;

interface GrowingNode extends PythonNode {
  children: GrowingNode[];
}

/** Of all nodes with nothing below, which are most. */
const NO_CHILDREN: GrowingNode[] = [];

/** Deeper than any program a person writes; readers of the tree may then recurse without fear. */
const DEEPEST_NESTING = 1_000;

/** Reading nodes one by one through WebAssembly is slow and keeps the tree alive; plain objects do neither. */
export function treeCopier(calls: CursorCalls, grammar: Grammar): CopyTree {
  const keptAt = nodeReader(calls, grammar);
  return (tree) => {
    calls._ts_tree_root_node_wasm(tree);
    calls._ts_tree_cursor_new_wasm(tree);
    try {
      const root = keptAt(tree);
      return root && copyBelow({ calls, keptAt, tree }, root);
    } finally {
      calls._ts_tree_cursor_delete_wasm(tree);
    }
  };
}

/** The node where the cursor is; `undefined` for punctuation, comments and continued lines: nothing below them matters either. */
type KeptAt = (tree: number) => GrowingNode | undefined;

interface Copying {
  readonly calls: CursorCalls;
  readonly keptAt: KeptAt;
  readonly tree: number;
}

/** Every node in the order of the text, without recursion. */
function copyBelow({ calls, keptAt, tree }: Copying, root: GrowingNode): PythonNode | undefined {
  const above: GrowingNode[] = [];
  let node: GrowingNode | undefined = root;
  for (;;) {
    if (node !== undefined && calls._ts_tree_cursor_goto_first_child_wasm(tree) === 1) {
      above.push(node);
      if (above.length > DEEPEST_NESTING) return undefined;
    } else {
      while (calls._ts_tree_cursor_goto_next_sibling_wasm(tree) === 0) {
        if (calls._ts_tree_cursor_goto_parent_wasm(tree) === 0) return root;
        above.pop();
      }
    }
    node = keptAt(tree);
    if (node !== undefined) addBelow(above.at(-1), node);
  }
}

function addBelow(parent: GrowingNode | undefined, node: GrowingNode): void {
  if (parent === undefined) return;
  if (parent.children === NO_CHILDREN) parent.children = [node];
  else parent.children.push(node);
}

function nodeReader(calls: CursorCalls, grammar: Grammar): KeptAt {
  const types = grammar.types.map(internalized);
  const fields = grammar.fields
    .map((field) => field ?? undefined)
    .map((field) => field && internalized(field));
  // Every question is a call into WebAssembly, so what depends on the type alone is asked once.
  const uses = types.map((type, id) => useOf(grammar, { type, id }));
  const operator = fields.indexOf('operator');
  return (tree) => {
    const id = calls._ts_tree_cursor_current_node_type_id_wasm(tree);
    const use = uses[id] ?? 'always';
    if (use === 'never') return undefined;
    const field = calls._ts_tree_cursor_current_field_id_wasm(tree);
    if (use === 'as operator' && field !== operator) return undefined;
    return {
      type: types[id] ?? 'ERROR',
      field: fields[field],
      start: calls._ts_tree_cursor_start_index_wasm(tree),
      end: calls._ts_tree_cursor_end_index_wasm(tree),
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
