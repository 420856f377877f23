import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { tracedFileOf } from '../../testing/python-source.ts';
import { childIn, sourceOf } from './nodes.ts';
import { alternatives, newBudget, origins } from './values.ts';

const parsers = await testParsers();

/** Of what is assigned last. */
function sources(follow: typeof origins, lines: readonly string[]): readonly string[] {
  const file = tracedFileOf(parsers, `${lines.join('\n')}\n`);
  const node = childIn(file.root.children.at(-1)?.children[0], 'right');
  if (node === undefined) throw new Error(`nothing is assigned at the end of ${lines.join('\n')}`);
  const found = follow(file, { node, scope: file.scopes.module }, newBudget());
  return found.map((value) => sourceOf(file, value.node));
}

describe('where a value comes from', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['itself', ['found = 1'], ['1']],
    ['a name', ['a = sa.String()', 'found = a'], ['sa.String()']],
    ['a choice', ['found = a() if x else b()'], ['a()', 'b()']],
    ['one or the other', ['found = a() or b()'], ['a()', 'b()']],
    ['a name with two values', ['a = 1', 'a = 2', 'found = a'], ['1', '2']],
    ['an element', ['for a in [1, 2]: pass', 'found = a'], ['1', '2']],
    ['a name from elsewhere', ['from app import a', 'found = a'], ['a']],
  ])('is followed: %s', (_, lines, expected) => {
    expect(sources(origins, lines)).toEqual(expected);
    expect(sources(alternatives, lines)).toEqual(expected);
  });

  it.each<[string, readonly string[], readonly [string, string]]>([
    ['a text of SQL', ['found = sa.text("now()")'], ['sa.text("now()")', '"now()"']],
    ['a named text of SQL', ['a = sa.text("x")', 'found = a'], ['sa.text("x")', '"x"']],
    ['a method that changes nothing', ['found = "a".strip()'], ['"a".strip()', '"a"']],
    ['a conversion', ['found = str("a")'], ['str("a")', '"a"']],
  ])('stays a call, which its alternatives look through: %s', (_, lines, [origin, inner]) => {
    expect(sources(origins, lines)).toEqual([origin]);
    expect(sources(alternatives, lines)).toEqual([inner]);
  });
});
