import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { allNodes } from './nodes.ts';
import { withItems } from './with-items.ts';

const parser = (await testParsers()).python;

describe('What a with opens', () => {
  it.each<[string, readonly string[]]>([
    ['with a: pass', ['a']],
    ['with a(): pass', ['a()']],
    ['with a as b: pass', ['a as b']],
    ['with a as b, c: pass', ['a as b', 'c']],
    ['with (a as b, c as d): pass', ['a as b', 'c as d']],
    ['with (a, c): pass', ['a', 'c']],
    ['with (a): pass', ['a']],
    ['x = 1', []],
  ])('%s', (text, items) => {
    const parsed = parser.parse(text);
    if (parsed.kind !== 'module') throw new Error('It is no Python.');
    const { root } = parsed;
    const statement = allNodes(root).find(({ type }) => type === 'with_statement') ?? root;
    const source = (node: { readonly start: number; readonly end: number }) =>
      text.slice(node.start, node.end);
    const shown = withItems(statement).map(({ value, alias }) =>
      alias === undefined ? source(value) : `${source(value)} as ${source(alias)}`,
    );
    expect(shown).toEqual(items);
  });
});
