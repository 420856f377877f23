import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { tracedFileOf } from '../../testing/python-source.ts';
import { entriesOf, itemsOf } from './items.ts';
import { argumentsOf, sourceOf } from './nodes.ts';
import type { PythonValue, TracedFile } from './values.ts';

const parsers = await testParsers();

/** What is passed in the last line, `app.show(found)`. */
function lastValue(lines: readonly string[]): { file: TracedFile; value: PythonValue } {
  const file = tracedFileOf(parsers, `${lines.join('\n')}\n`);
  const call = file.root.children.at(-1)?.children[0];
  const node = call && argumentsOf(file, call).positional[0];
  if (node === undefined) throw new Error(`nothing is passed at the end of ${lines.join('\n')}`);
  return { file, value: { node, scope: file.scopes.module } };
}

function items(...lines: readonly string[]): readonly string[] | undefined {
  const { file, value } = lastValue(lines);
  return itemsOf(file, value)?.map(({ node }) => sourceOf(file, node));
}

function entries(...lines: readonly string[]): Readonly<Record<string, string>> | undefined {
  const { file, value } = lastValue(lines);
  const found = entriesOf(file, value);
  return found && Object.fromEntries(Array.from(found, ([key, { node }]) => [key, sourceOf(file, node)]));
}

describe('the items of a sequence', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['a list', ['app.show(["a", b, c()])'], ['"a"', 'b', 'c()']],
    ['a tuple', ['app.show(("a", "b"))'], ['"a"', '"b"']],
    ['a tuple without parentheses', ['names = "a", "b"', 'app.show(names)'], ['"a"', '"b"']],
    ['parentheses around it', ['app.show((["a"]))'], ['"a"']],
    ['an empty list', ['app.show([])'], []],
    ['a name', ['names = ["a"]', 'app.show(names)'], ['"a"']],
    ['a list put into a list', ['app.show(["a", *["b", "c"], "d"])'], ['"a"', '"b"', '"c"', '"d"']],
    ['a named list put into a list', ['more = ("b",)', 'app.show(["a", *more])'], ['"a"', '"b"']],
  ])('are found in %s', (_, lines, expected) => {
    expect(items(...lines)).toEqual(expected);
  });

  it.each<[string, readonly string[]]>([
    ['a text', ['app.show("ab")']],
    ['a call', ['app.show(names())']],
    ['a comprehension', ['app.show([n for n in names])']],
    ['a name from elsewhere', ['from app import names', 'app.show(names)']],
    ['a name that nothing sets', ['app.show(names)']],
    ['a name with two values', ['names = ["a"]', 'names = ["b"]', 'app.show(names)']],
    ['a list with two names', ['names = ["a"]', 'others = names', 'app.show(others)']],
    ['a list that grows', ['names = ["a"]', 'names.append("b")', 'app.show(names)']],
    ['a list that is handed to a function', ['names = ["a"]', 'extend(names)', 'app.show(names)']],
    ['an unknown list put into a list', ['app.show(["a", *names])']],
    ['a list that holds itself', ['names = [*names]', 'app.show(names)']],
    ['lists that hold each other', ['a = [*b, *b]', 'b = [*a, *a]', 'app.show(a)']],
    ['a name for itself', ['a = b', 'b = a', 'app.show(a)']],
    ['a sum', ['app.show(["a"] + ["b"])']],
  ])('are not known of %s', (_, lines) => {
    expect(items(...lines)).toBeUndefined();
  });
});

describe('the entries of a mapping', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ['a dictionary', ['app.show({"a": 1, "b": x})'], { a: '1', b: 'x' }],
    ['a call of dict', ['app.show(dict(a=1, b=x))'], { a: '1', b: 'x' }],
    ['a name', ['options = {"a": 1}', 'app.show(options)'], { a: '1' }],
    ['an empty dictionary', ['app.show({})'], {}],
    ['a key that is a name', ['KEY = "a"', 'app.show({KEY: 1})'], { a: '1' }],
  ])('are found in %s', (_, lines, expected) => {
    expect(entries(...lines)).toEqual(expected);
  });

  it.each<[string, readonly string[]]>([
    ['a list', ['app.show([1])']],
    ['a call of anything else', ['app.show(options(a=1))']],
    ['a dictionary made of pairs', ['app.show(dict(pairs))']],
    ['a dictionary made of another', ['app.show(dict(**other))']],
    ['a dictionary with another put in', ['app.show({"a": 1, **other})']],
    ['a key that is not known', ['app.show({key: 1})']],
    ['a key that is half known', ['app.show({f"a{key}": 1})']],
    ['a comprehension', ['app.show({k: 1 for k in keys})']],
    ['a dictionary that something is set in', ['options = {}', 'options["a"] = 1', 'app.show(options)']],
  ])('are not known of %s', (_, lines) => {
    expect(entries(...lines)).toBeUndefined();
  });
});
