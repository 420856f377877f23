import { describe, expect, it } from 'vitest';

import { hasCursorCalls, treeCopier, type CursorCalls, type Grammar } from './python-tree.ts';

interface Written {
  readonly type: number;
  readonly field?: number;
  readonly children?: readonly Written[];
}

const GRAMMAR: Grammar = {
  types: ['end', 'module', 'name', 'comment', '(', '+', 'not'],
  fields: [null, 'left', 'operator'],
  nodeTypeIsNamed: (type) => type >= 1 && type <= 3,
};

/** A cursor over a tree of plain objects, as the WebAssembly has one over its own. */
function cursorOver(root: Written): { readonly calls: CursorCalls; readonly asked: string[] } {
  const asked: string[] = [];
  let path: { readonly node: Written; readonly index: number }[] = [];
  const now = () => path.at(-1)?.node ?? root;
  const enter = (from: readonly Written[] | undefined, index: number) => {
    const node = from?.[index];
    if (node === undefined) return 0;
    path.push({ node, index });
    return 1;
  };
  const calls: CursorCalls = {
    _ts_tree_root_node_wasm: () => void asked.push('root'),
    _ts_tree_cursor_new_wasm: () => {
      asked.push('new');
      path = [{ node: root, index: 0 }];
    },
    _ts_tree_cursor_delete_wasm: () => void asked.push('delete'),
    _ts_tree_cursor_goto_first_child_wasm: () => enter(now().children, 0),
    _ts_tree_cursor_goto_next_sibling_wasm: () => {
      const last = path.pop();
      const moved = path.length === 0 ? 0 : enter(now().children, (last?.index ?? 0) + 1);
      if (moved === 0 && last !== undefined) path.push(last);
      return moved;
    },
    _ts_tree_cursor_goto_parent_wasm: () => {
      if (path.length < 2) return 0;
      path.pop();
      return 1;
    },
    _ts_tree_cursor_current_node_type_id_wasm: () => now().type,
    _ts_tree_cursor_current_field_id_wasm: () => now().field ?? 0,
    _ts_tree_cursor_start_index_wasm: () => path.length,
    _ts_tree_cursor_end_index_wasm: () => path.length + 1,
  };
  return { calls, asked };
}

function copyOf(root: Written) {
  return treeCopier(cursorOver(root).calls, GRAMMAR)(4);
}

const leaf = { start: 2, end: 3, children: [] };

describe('Copying a tree', () => {
  it('keeps what is named, and operators only where they have that role', () => {
    const root = {
      type: 1,
      children: [
        { type: 2, field: 1 },
        { type: 5, field: 2 },
        { type: 4 },
        { type: 3 },
        { type: 6 },
        { type: 6, field: 1 },
        { type: 2 },
      ],
    };
    expect(copyOf(root)).toEqual({
      type: 'module',
      field: undefined,
      start: 1,
      end: 2,
      children: [
        { type: 'name', field: 'left', ...leaf },
        { type: '+', field: 'operator', ...leaf },
        { type: 'name', field: undefined, ...leaf },
      ],
    });
  });

  it('finds its way back up from any depth', () => {
    const deep = { type: 2, children: [{ type: 2, children: [{ type: 2 }] }, { type: 2 }] };
    const root = { type: 1, children: [deep, { type: 4 }, deep] };
    const shape = (node: { readonly children: readonly object[] }): unknown =>
      node.children.map((child) => shape(child as typeof node));
    const copied = copyOf(root);
    expect(copied && shape(copied)).toEqual([
      [[[]], []],
      [[[]], []],
    ]);
  });

  it('calls a type that the language does not know an error, and keeps it', () => {
    expect(copyOf({ type: 1, children: [{ type: 65_535 }] })?.children).toMatchObject([{ type: 'ERROR' }]);
  });

  it('is one node where there is nothing in it', () => {
    expect(copyOf({ type: 1 })).toMatchObject({ type: 'module', children: [] });
  });

  const nested = (depth: number): Written =>
    depth === 0 ? { type: 2 } : { type: 2, children: [nested(depth - 1)] };

  it('ends where it is nested too deeply', () => {
    expect(copyOf(nested(1_000))).toBeDefined();
    expect(copyOf(nested(1_001))).toBeUndefined();
  });

  it.each([
    ['a small one', nested(3)],
    ['one that is too deep', nested(1_200)],
  ])('gives the cursor back after %s', (_, root) => {
    const { calls, asked } = cursorOver(root);
    treeCopier(calls, GRAMMAR)(4);
    expect(asked).toEqual(['root', 'new', 'delete']);
  });

  it('gives the cursor back when a call fails', () => {
    const { calls, asked } = cursorOver(nested(3));
    const fails = () => {
      throw new Error('out of memory');
    };
    const copy = treeCopier({ ...calls, _ts_tree_cursor_end_index_wasm: fails }, GRAMMAR);
    expect(() => copy(4)).toThrow('out of memory');
    expect(asked).toEqual(['root', 'new', 'delete']);
  });
});

describe('The calls for cursors', () => {
  it('are there only when all of them are functions', () => {
    const { calls } = cursorOver({ type: 1 });
    expect(hasCursorCalls(calls)).toBe(true);
    expect(hasCursorCalls({})).toBe(false);
    for (const name of Object.keys(calls)) {
      expect(hasCursorCalls({ ...calls, [name]: undefined })).toBe(false);
    }
  });
});
