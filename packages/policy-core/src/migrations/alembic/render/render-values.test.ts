import { describe, expect, it } from 'vitest';

import { childIn } from '../../../parsers/python/nodes.ts';
import type { PythonValue, TracedFile } from '../../../parsers/python/values.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { tracedFileOf } from '../../../testing/python-source.ts';
import type { Argument } from '../operation-table/operation-arguments.ts';
import {
  allKnown,
  flagOr,
  isNone,
  knownText,
  onlyOrigin,
  optionalName,
  readFlag,
  readNames,
  readNumber,
} from './render-values.ts';

const parsers = await testParsers();

interface Given {
  readonly file: TracedFile;
  readonly value: PythonValue;
  readonly argument: Argument;
}

/** An expression, as it is assigned in the last line. */
function given(written: string, before: readonly string[] = []): Given {
  const file = tracedFileOf(parsers, `${[...before, `found_ = ${written}`].join('\n')}\n`);
  const node = childIn(file.root.children.at(-1)?.children[0], 'right');
  if (node === undefined) throw new Error(`nothing is assigned by ${written}`);
  const value = { node, scope: file.scopes.module };
  return { file, value, argument: { kind: 'given', value } };
}

const ABSENT: Argument = { kind: 'absent' };
const UNSEEN: Argument = { kind: 'unknown', source: '**more' };

describe('a text', () => {
  it.each<[string, readonly string[], string | undefined]>([
    ['"a"', [], 'a'],
    ['"a" "b"', [], 'ab'],
    ['NAME', ['NAME = "a"'], 'a'],
    ['f"{NAME}_b"', ['NAME = "a"'], 'a_b'],
    ['"%s_b" % NAME', ['NAME = "a"'], 'a_b'],
    ['"{}_b".format(NAME)', ['NAME = "a"'], 'a_b'],
    ['op.f("a")', [], 'a'],
    ['op.f(f"{NAME}_b")', ['NAME = "a"'], 'a_b'],
    ['conv("a")', [], 'a'],
    ['"a" if x else "a"', [], 'a'],
    ['"a" if x else "b"', [], undefined],
    ['"a" if x else NAME', [], undefined],
    ['NAME', [], undefined],
    ['f"{NAME}_b"', [], undefined],
    ['op.f(NAME)', [], undefined],
    ['op.f()', [], undefined],
    ['5', [], undefined],
    ['None', [], undefined],
    ['b"a"', [], undefined],
    ['NAME', ['NAME = op.f(NAME)'], undefined],
  ])('of %s after %j is %j', (written, before, text) => {
    const { file, value } = given(written, before);
    expect(knownText(file, value)).toBe(text);
  });
});

describe('a flag', () => {
  it.each<[string, readonly string[], boolean | undefined]>([
    ['True', [], true],
    ['False', [], false],
    ['(True)', [], true],
    ['ON', ['ON = True'], true],
    ['True if x else True', [], true],
    ['True if x else False', [], undefined],
    ['None', [], undefined],
    ['not True', [], undefined],
    ['1', [], undefined],
    ['"True"', [], undefined],
    ['ON', [], undefined],
  ])('of %s after %j is %j', (written, before, flag) => {
    const { file, argument } = given(written, before);
    expect(readFlag(file, argument)).toBe(flag);
  });

  it('is what stands for it where it is left out or None, and not known where it is not seen', () => {
    const { file, argument } = given('None');
    expect(flagOr(file, ABSENT, true)).toBe(true);
    expect(flagOr(file, argument, true)).toBe(true);
    expect(flagOr(file, UNSEEN, true)).toBeUndefined();
    expect(flagOr(file, given('False').argument, true)).toBe(false);
    expect(readFlag(file, ABSENT)).toBeUndefined();
  });
});

describe('a number', () => {
  it.each<[string, readonly string[], number | 'unknown' | undefined]>([
    ['20', [], 20],
    ['0', [], 0],
    ['1_000', [], 1000],
    ['SIZE', ['SIZE = 20'], 20],
    ['None', [], undefined],
    ['SIZE', [], 'unknown'],
    ['-1', [], 'unknown'],
    ['2.5', [], 'unknown'],
    ['0x10', [], 'unknown'],
    ['10 * 2', [], 'unknown'],
    ['"20"', [], 'unknown'],
    ['True', [], 'unknown'],
    ['20 if x else 30', [], 'unknown'],
  ])('of %s after %j is %j', (written, before, number) => {
    const { file, argument } = given(written, before);
    expect(readNumber(file, argument)).toBe(number);
  });

  it('is none where it is left out, and not known where it is not seen', () => {
    const { file } = given('1');
    expect(readNumber(file, ABSENT)).toBeUndefined();
    expect(readNumber(file, UNSEEN)).toBe('unknown');
  });
});

describe('names', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['["a", "b"]', ['a', 'b']],
    ['("a",)', ['a']],
    ['[]', []],
    ['["a", *["b"]]', ['a', 'b']],
    ['[op.f("a")]', ['a']],
    ['["a", B]', undefined],
    ['"a"', undefined],
    ['names', undefined],
    ['None', undefined],
  ])('in %s are %j', (written, names) => {
    const { file, argument } = given(written);
    expect(readNames(file, argument)).toEqual(names);
  });

  it('are not known where they are left out or not seen', () => {
    const { file } = given('1');
    expect(readNames(file, ABSENT)).toBeUndefined();
    expect(readNames(file, UNSEEN)).toBeUndefined();
  });

  it('are all known, or none of them is', () => {
    expect(allKnown([])).toEqual([]);
    expect(allKnown(['a', 'b'])).toEqual(['a', 'b']);
    expect(allKnown(['a', undefined])).toBeUndefined();
  });
});

describe('a name that may be left out', () => {
  it.each<[string, object | undefined]>([
    ['"a"', { text: 'a', isKnown: true }],
    ['NAME', { text: 'NAME', isKnown: false }],
    ['None', undefined],
    ['"a" if x else None', { text: '"a" if x else None', isKnown: false }],
  ])('is read of %s', (written, name) => {
    const { file, argument } = given(written);
    expect(optionalName(file, argument)).toEqual(name);
  });

  it('is none, or not known', () => {
    const { file } = given('1');
    expect(optionalName(file, ABSENT)).toBeUndefined();
    expect(optionalName(file, UNSEEN)).toEqual({ text: '**more', isKnown: false });
  });
});

describe('where a value comes from', () => {
  it.each<[string, readonly string[], string | undefined]>([
    ['a', ['a = 1'], 'integer'],
    ['a()', [], 'call'],
    ['a() if x else b()', [], undefined],
    ['a', ['a = a'], 'identifier'],
  ])('%s after %j is %j', (written, before, type) => {
    const { file, value } = given(written, before);
    expect(onlyOrigin(file, value)?.node.type).toBe(type);
  });

  it.each<[string, boolean]>([
    ['None', true],
    ['(None)', true],
    ['None if x else None', true],
    ['None if x else 1', false],
    ['1', false],
    ['nothing', false],
  ])('%s is None: %j', (written, expected) => {
    const { file, value } = given(written);
    expect(isNone(file, value)).toBe(expected);
  });
});
