import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';

import { installedParserBytes, testParsers } from '../testing/load-parsers.ts';
import { nestedIn, pythonNestings } from '../testing/python-nestings.ts';
import { revisionText } from '../testing/read-revision.ts';
import type { PythonNode, PythonParser } from './parsers.ts';
import { treeCopier, type Grammar } from './python-tree.ts';
import type { Productions } from './tree-memory.ts';

interface Written {
  readonly symbol: number;
  /** Symbols from 8 on are hidden, if nothing else is said. */
  readonly isVisible?: boolean;
  readonly isExtra?: boolean;
  readonly production?: number;
  /** Space in front of it, and what it is long without children, in characters. */
  readonly padding?: number;
  readonly size?: number;
  readonly children?: readonly Written[];
}

const GRAMMAR: Grammar = {
  types: ['end', 'module', 'name', 'comment', '(', '+', 'not', 'block', 'hidden'],
  fields: [null, 'left', 'operator'],
  nodeTypeIsNamed: (type) => (type >= 1 && type <= 3) || type === 7,
};

/** Production 1: left, operator, and a third that is called a block. Production 2: the operator stands first. */
const PRODUCTIONS: Productions = {
  types: Uint16Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 2]),
  width: 3,
  aliases: Uint16Array.from([0, 0, 0, 0, 0, 7, 0, 0, 0]),
  fields: Uint16Array.from([0, 0, 0, 1, 2, 0, 2, 0, 0]),
};

const HEAP_WORDS = 17;
const BYTES = 2;

/** A subtree in the memory, with its sizes in bytes. */
interface Placed {
  readonly pair: readonly [number, number];
  readonly padding: number;
  readonly size: number;
  readonly visible: number;
}

/** The tree as tree-sitter keeps it: leaves in two words, all others where a pointer leads. Answers its address. */
function placed(root: Written): { readonly words: Uint32Array; readonly tree: number } {
  const words: number[] = [0, 0];
  const place = (node: Written): Placed => {
    const below = (node.children ?? []).map(place);
    const sizes = sizesOf(node, below);
    const flags = (isVisible(node) ? 1 : 0) + (node.isExtra === true ? 4 : 0);
    const inline = inlined(node, sizes, flags);
    if (inline !== undefined) return { ...sizes, visible: isVisible(node) ? 1 : 0, pair: inline };
    for (const { pair } of below) words.push(...pair);
    const heap = words.length;
    words.push(...Array.from({ length: HEAP_WORDS }, () => 0));
    const { padding, size, visible } = sizes;
    const fields = { 1: padding, 4: size, 9: below.length, 10: node.symbol, 11: flags, 12: visible };
    for (const [field, value] of Object.entries(fields)) words[heap + Number(field)] = value;
    words[heap + 16] = (node.production ?? 0) * 0x1_0000;
    return { ...sizes, visible: isVisible(node) ? 1 : visible, pair: [heap * 4, 0] };
  };
  const { pair } = place(root);
  const tree = words.length * 4;
  words.push(...pair);
  return { words: Uint32Array.from(words), tree };
}

function copyOf(root: Written) {
  const { words, tree } = placed(root);
  return treeCopier({ HEAPU32: words }, PRODUCTIONS, GRAMMAR)(tree);
}

function isVisible({ symbol, isVisible: told = symbol < 8 }: Written): boolean {
  return told;
}

/** The space in front of the first child is in front of the whole. */
function sizesOf(node: Written, below: readonly Placed[]): Omit<Placed, 'pair'> {
  const inFront = below[0]?.padding ?? 0;
  const padding = (node.padding ?? 0) * BYTES + inFront;
  const own = (node.size ?? 1) * BYTES;
  const inside = below.reduce((sum, child) => sum + child.padding + child.size, -inFront);
  const visible = below.reduce((sum, child) => sum + child.visible, 0);
  return { padding, size: node.children === undefined ? own : inside, visible };
}

/** The two words that a small leaf lies in. */
function inlined(
  { symbol, children }: Written,
  { padding, size }: Omit<Placed, 'pair'>,
  flags: number,
): Placed['pair'] | undefined {
  const isSmall = [symbol, size, padding].every((value) => value <= 0xff);
  if (children !== undefined || !isSmall) return undefined;
  return [1 + flags * 2 + symbol * 0x100, padding * 0x1_0000 + size * 0x100_0000];
}

const shape = ({ type, field, children }: PythonNode): unknown => [type, field, ...children.map(shape)];
const shapeOf = (root: Written) => {
  const copied = copyOf(root);
  return copied && shape(copied);
};

describe('Copying a tree', () => {
  it('keeps what is named, and operators only where they have that role', () => {
    const children = [{ symbol: 2 }, { symbol: 5 }, { symbol: 4 }];
    expect(shapeOf({ symbol: 1, production: 1, children })).toEqual([
      'module',
      undefined,
      ['name', 'left'],
      ['+', 'operator'],
      ['block', undefined],
    ]);
    const others = [{ symbol: 6 }, { symbol: 5 }, { symbol: 3 }, { symbol: 2 }];
    expect(shapeOf({ symbol: 1, production: 2, children: others })).toEqual([
      'module',
      undefined,
      ['not', 'operator'],
      ['name', undefined],
    ]);
  });

  it('counts the space in front of each node to none', () => {
    const inner = {
      symbol: 2,
      children: [
        { symbol: 2, padding: 2, size: 3 },
        { symbol: 2, padding: 1 },
      ],
    };
    const root = {
      symbol: 1,
      children: [{ symbol: 4, padding: 4 }, inner, { symbol: 2, padding: 5, size: 9 }],
    };
    const range = ({ start, end, children }: PythonNode): unknown => [start, end, ...children.map(range)];
    const copied = copyOf(root);
    expect(copied && range(copied)).toEqual([4, 26, [7, 12, [7, 10], [11, 12]], [17, 26]]);
  });

  it('reads leaves that are too long, or too far away, to lie in two words', () => {
    const leaves = [
      { symbol: 2, size: 300 },
      { symbol: 2, padding: 400, size: 2 },
    ];
    expect(copyOf({ symbol: 1, children: leaves })?.children).toMatchObject([
      { type: 'name', start: 0, end: 300 },
      { type: 'name', start: 700, end: 702 },
    ]);
  });

  it('passes through what is hidden, and gives its role to what has none', () => {
    const hidden = { symbol: 8, children: [{ symbol: 8, children: [{ symbol: 2 }, { symbol: 7 }] }] };
    expect(shapeOf({ symbol: 1, production: 1, children: [hidden, { symbol: 5 }] })).toEqual([
      'module',
      undefined,
      ['name', 'left'],
      ['block', 'left'],
      ['+', 'operator'],
    ]);
    const own = { symbol: 8, production: 2, children: [{ symbol: 5 }, { symbol: 2 }] };
    expect(shapeOf({ symbol: 1, production: 1, children: [own] })).toEqual([
      'module',
      undefined,
      ['+', 'operator'],
      ['name', 'left'],
    ]);
  });

  it('gives a role to nothing within a node that has it', () => {
    const inner = { symbol: 2, children: [{ symbol: 2 }] };
    expect(shapeOf({ symbol: 1, production: 1, children: [inner] })).toEqual([
      'module',
      undefined,
      ['name', 'left', ['name', undefined]],
    ]);
  });

  it('does not count comments among the children that have roles', () => {
    const comment = { symbol: 3, isExtra: true };
    const children = [comment, { symbol: 2 }, comment, { symbol: 5 }, comment, { symbol: 2 }];
    expect(shapeOf({ symbol: 1, production: 1, children })).toEqual([
      'module',
      undefined,
      ['name', 'left'],
      ['+', 'operator'],
      ['block', undefined],
    ]);
  });

  it('gives no role to what may stand anywhere', () => {
    const anywhere = { symbol: 2, isExtra: true };
    const hidden = { symbol: 8, children: [anywhere] };
    expect(shapeOf({ symbol: 1, production: 1, children: [anywhere, hidden] })).toEqual([
      'module',
      undefined,
      ['name', undefined],
      ['name', undefined],
    ]);
  });

  it('tells the other name that a child has there, hidden or not', () => {
    const third = (child: Written) =>
      shapeOf({ symbol: 1, production: 1, children: [{ symbol: 2 }, { symbol: 5 }, child] });
    const block = ['module', undefined, ['name', 'left'], ['+', 'operator'], ['block', undefined]];
    expect(third({ symbol: 2 })).toEqual(block);
    expect(third({ symbol: 2, isVisible: false })).toEqual(block);
    expect(shapeOf({ symbol: 1, children: [{ symbol: 9, isVisible: true }] })).toEqual([
      'module',
      undefined,
      ['name', undefined],
    ]);
  });

  it('keeps nothing of what is hidden and has nothing to see in it', () => {
    const hidden = { symbol: 8, children: [{ symbol: 8 }, { symbol: 8, size: 0 }] };
    expect(shapeOf({ symbol: 1, children: [{ symbol: 8 }, hidden] })).toEqual(['module', undefined]);
  });

  it('keeps nothing below punctuation', () => {
    expect(shapeOf({ symbol: 1, children: [{ symbol: 4, children: [{ symbol: 2 }] }] })).toEqual([
      'module',
      undefined,
    ]);
  });

  it('reads children beyond those that any production tells of', () => {
    const children = Array.from({ length: 5 }, () => ({ symbol: 2 }));
    const told = shapeOf({ symbol: 1, production: 2, children });
    expect(told).toEqual([
      'module',
      undefined,
      ['name', 'operator'],
      ...Array.from({ length: 4 }, () => ['name', undefined]),
    ]);
  });

  it('finds its way back up from any depth', () => {
    const deep = { symbol: 2, children: [{ symbol: 2, children: [{ symbol: 2 }] }, { symbol: 2 }] };
    const bare = (node: PythonNode): unknown => node.children.map(bare);
    const copied = copyOf({ symbol: 1, children: [deep, { symbol: 4 }, deep] });
    expect(copied && bare(copied)).toEqual([
      [[[]], []],
      [[[]], []],
    ]);
  });

  it('calls a type that the language does not know an error, and keeps it', () => {
    const error = { symbol: 65_535, isVisible: true };
    expect(copyOf({ symbol: 1, children: [error] })?.children).toMatchObject([{ type: 'ERROR' }]);
  });

  it('is one node where there is nothing in it', () => {
    expect(copyOf({ symbol: 1 })).toMatchObject({ type: 'module', children: [] });
  });

  it('asks for the memory of each tree, since that which grows is another', () => {
    const [one, two] = [placed({ symbol: 1 }), placed({ symbol: 2, children: [{ symbol: 2 }] })];
    const memory = { HEAPU32: one.words };
    const copy = treeCopier(memory, PRODUCTIONS, GRAMMAR);
    expect(copy(one.tree)?.type).toBe('module');
    memory.HEAPU32 = two.words;
    expect(copy(two.tree)?.children).toHaveLength(1);
  });

  const nested = (depth: number): Written =>
    Array.from({ length: depth }).reduce<Written>((inner) => ({ symbol: 2, children: [inner] }), {
      symbol: 2,
    });

  it('ends where it is nested too deeply', () => {
    expect(copyOf(nested(1_000))).toBeDefined();
    expect(copyOf(nested(1_001))).toBeUndefined();
  });

  it('counts no depth of what is hidden', () => {
    const hidden = Array.from({ length: 1_500 }).reduce<Written>(
      (inner) => ({ symbol: 8, children: [inner] }),
      { symbol: 2 },
    );
    expect(shapeOf({ symbol: 1, children: [hidden] })).toEqual(['module', undefined, ['name', undefined]]);
  });
});

describe('A tree of Python that was copied', () => {
  let python: PythonParser;
  let parser: Parser;
  beforeAll(async () => {
    // web-tree-sitter keeps one runtime for all.
    python = (await testParsers()).python;
    parser = new Parser().setLanguage(await Language.load(installedParserBytes().treeSitterPython));
  });

  const LEFT_OUT = new Set(['comment', 'line_continuation']);

  /** The same as web-tree-sitter itself tells it, node by node. */
  function told(cursor: TreeCursor): PythonNode {
    const { nodeType: type, currentFieldName: field, startIndex: start, endIndex: end } = cursor;
    const children: PythonNode[] = [];
    if (cursor.gotoFirstChild()) {
      do {
        const isOperator = cursor.currentFieldName === 'operator';
        const isKept = cursor.nodeIsNamed ? !LEFT_OUT.has(cursor.nodeType) : isOperator;
        if (isKept) children.push(told(cursor));
      } while (cursor.gotoNextSibling());
      cursor.gotoParent();
    }
    return { type, field: field ?? undefined, start, end, children };
  }

  function expectSame(text: string): void {
    const parse = python.parse(text);
    const tree = parser.parse(text);
    if (tree === null || parse.kind !== 'module') throw new Error(`That is no Python: ${text}`);
    const cursor = tree.walk();
    expect(parse.root).toEqual(told(cursor));
    cursor.delete();
    tree.delete();
  }

  it.each([
    ['nothing', ''],
    ['comments only', '# a\n# 😀 b\n'],
    ['space in front', '\n\n   \n# why\nx = 1\n'],
    ['a long name', `${'a'.repeat(400)} = ${'b'.repeat(127)} + ${'c'.repeat(128)}\n`],
    ['much space', `x = (${' '.repeat(300)}1,${'\n'.repeat(40)}2)\n`],
    ['other letters', 'größe = "訂單" + f"{名}😀"  # é\n'],
    ['roles that a hidden node hands on', 'def f(a, *b: int, c=1, **d) -> int: return a if b else c\n'],
    ['names that hold only there', 'match a:\n    case B(c=1) | [d, *_]: print(e)\nprint = match\n'],
    ['operators of several words', 'a not in b and c is not d or not e\nf @= -g ** ~h\n'],
    ['comments between children', 'f(  # a\n  a,  # b\n  # c\n  b=1,\n)\nif a:  # d\n  # e\n  pass\n'],
    ['lines that go on', 'x = a \\\n  .b + \\\r\n c if \\\n d else \\\n e\n'],
    ['decorators', '@a\n# why\n@b.c(1)\nclass D(E, metaclass=F):\n    """What."""\n    x: int = 1\n'],
    ['a long list', `x = [${'1, '.repeat(600)}]\n`],
    ['a long text of lines', 'op.drop_table("a")\n'.repeat(400)],
    ['many brackets', `x = ${'('.repeat(60)}1${')'.repeat(60)}\n`],
    [
      'a revision',
      revisionText({ upgrade: ["op.drop_table('a')  # why", "op.execute(f'DROP TABLE {name}')"] }),
    ],
  ])('is told as web-tree-sitter tells it: %s', (_, text) => {
    expectSame(text);
  });

  it('is told as web-tree-sitter tells it, whatever is in what', () => {
    const lines = fc.constantFrom(
      'op.drop_table(name, a=1)',
      'x, *y = f"{a!r:>{b}}" % (c,) # why',
      'return [a async for a in b if c] if d else {**e, "f": lambda g=1: g}',
      'del a.b[1:2, ...], c',
      'from . import (a as b, c)',
    );
    fc.assert(
      fc.property(pythonNestings, fc.array(lines, { minLength: 1, maxLength: 4 }), (nestings, inner) => {
        expectSame(`${nestedIn(nestings, inner).join('\n')}\n`);
      }),
    );
  });
});
