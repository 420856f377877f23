import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anyParameterList } from '../../testing/any-signature.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { boundCall, type PythonCall } from '../../testing/python-call.ts';
import { changesBetween, noticed, surfaceOf } from '../../testing/python-surface.ts';
import type { ApiParameter } from './python-api-model.ts';

const parsers = await testParsers();

const NAMES = ['a', 'b', 'c', 'd'];
const text = (list: string) => `def charge(${list}): ...\n`;
const parametersOf = (list: string): readonly ApiParameter[] => {
  const [definition] = surfaceOf(parsers, text(list)).members.get('charge')?.definitions ?? [];
  return definition?.kind === 'function' ? definition.signature.parameters : [];
};

/** Every call with up to five values by position and any of the names, or one that no parameter has. */
const CALLS: readonly PythonCall[] = [0, 1, 2, 3, 4, 5].flatMap((positions) =>
  subsets([...NAMES, 'other']).map((names) => ({ positions, names })),
);

function subsets(names: readonly string[]): readonly (readonly string[])[] {
  return names.reduce<readonly (readonly string[])[]>(
    (all, name) => [...all, ...all.map((one) => [...one, name])],
    [[]],
  );
}

/** The first call that was right before and is wrong now, or whose values go to other parameters. */
function brokenCall(before: string, after: string): PythonCall | undefined {
  const sides = { old: parametersOf(before), now: parametersOf(after) };
  return CALLS.find((call) => {
    const was = boundCall(sides.old, call);
    if (was === undefined || namesWhatHasNoName(call, sides)) return false;
    const is = boundCall(sides.now, call);
    if (is === undefined) return true;
    return [...was].some(([value, { parameter }]) => {
      const other = is.get(value)?.parameter;
      return other === undefined || isElsewhere(parameter, other, sides);
    });
  });
}

/** With `def f(a, /, **kwargs)` one may call `f(1, a=2)`, or `f(1, b=2)` before `a` is called `b`; nobody does. */
function namesWhatHasNoName({ names }: PythonCall, { old, now }: Sides): boolean {
  const isOfTheRest = (name: string) =>
    !old.some((one) => one.name === name && one.kind !== 'positional-only');
  return names.some((name) => isOfTheRest(name) && [...old, ...now].some((one) => one.name === name));
}

interface Sides {
  readonly old: readonly ApiParameter[];
  readonly now: readonly ApiParameter[];
}

/** The rest may take what had a parameter that is gone; a name by position only is nobody's business. */
function isElsewhere(was: ApiParameter, is: ApiParameter, { old, now }: Sides): boolean {
  if (was.kind === 'var-keyword') return false;
  if (is.kind.startsWith('var-')) return now.some(({ name }) => name === was.name && name !== is.name);
  if (was.kind === 'var-positional') return true;
  if (was.kind !== 'positional-only') return was.name !== is.name;
  const isThere = now.some(({ name, kind }) => name === was.name && kind !== 'keyword-only');
  return was.name !== is.name && (isThere || old.some(({ name }) => name === is.name));
}

describe('Python itself says what breaks a call [row 0.11]', () => {
  it('a call that fails, or passes its values to others, is always noticed', () => {
    fc.assert(
      fc.property(anyParameterList(NAMES), anyParameterList(NAMES), (before, after) => {
        if (brokenCall(before, after) === undefined) return;
        expect(noticed(parsers, text(before), text(after))).not.toEqual([]);
      }),
    );
  });

  it('a signature that takes every call as before is never reported', () => {
    fc.assert(
      fc.property(anyParameterList(NAMES), anyParameterList(NAMES), (before, after) => {
        fc.pre(brokenCall(before, after) === undefined);
        expect(noticed(parsers, text(before), text(after))).toEqual([]);
      }),
      { maxSkipsPerRun: 1000 },
    );
  });

  it('what takes anything breaks no call', () => {
    fc.assert(
      fc.property(anyParameterList(NAMES), (before) => {
        expect(noticed(parsers, text(before), text('*args, **kwargs'))).toEqual([]);
      }),
    );
  });

  it('what takes nothing breaks every call that passed something', () => {
    fc.assert(
      fc.property(anyParameterList(NAMES), (before) => {
        const isAsked = before !== '';
        expect(noticed(parsers, text(before), text('')).length > 0).toBe(isAsked);
      }),
    );
  });

  it('every finding names the function and breaks it, for nothing about a signature is in doubt', () => {
    fc.assert(
      fc.property(anyParameterList(NAMES), anyParameterList(NAMES), (before, after) => {
        const changes = changesBetween(parsers, text(before), text(after));
        expect(changes.every(({ name, kind }) => name === 'charge' && kind === 'breaks')).toBe(true);
        expect(changes.every(({ text: said }) => said.trim() === said && said !== '')).toBe(true);
      }),
    );
  });

  it('a method is called like a function', () => {
    const method = (list: string) =>
      `class Payments:\n    def charge(self${list === '' ? '' : `, ${list}`}): ...\n`;
    fc.assert(
      fc.property(anyParameterList(NAMES), anyParameterList(NAMES), (before, after) => {
        // `self, a, /` makes self a parameter by position only, and so it is for a function that is bound.
        const found = noticed(parsers, method(before), method(after));
        const expected = noticed(parsers, text(before), text(after));
        expect(found).toEqual(expected.map((one) => `Payments.${one}`));
      }),
    );
  });

  it('a class is called like its constructor', () => {
    const owner = (list: string) =>
      `class charge:\n    def __init__(self${list === '' ? '' : `, ${list}`}): ...\n`;
    fc.assert(
      fc.property(anyParameterList(NAMES), anyParameterList(NAMES), (before, after) => {
        expect(noticed(parsers, owner(before), owner(after))).toEqual(
          noticed(parsers, text(before), text(after)),
        );
      }),
    );
  });
});

describe('The calls of these laws are bound as Python binds them', () => {
  it.each<[string, PythonCall, string | undefined]>([
    ['a, b', { positions: 2, names: [] }, '0:a 1:b'],
    ['a, b', { positions: 1, names: ['b'] }, '0:a b:b'],
    ['a, b', { positions: 1, names: ['a'] }, undefined],
    ['a, b', { positions: 1, names: [] }, undefined],
    ['a, b=None', { positions: 1, names: [] }, '0:a'],
    ['a', { positions: 2, names: [] }, undefined],
    ['a, *args', { positions: 3, names: [] }, '0:a 1:args 2:args'],
    ['a, /', { positions: 0, names: ['a'] }, undefined],
    ['a, /, **kwargs', { positions: 1, names: ['a'] }, '0:a a:kwargs'],
    ['*, a', { positions: 1, names: [] }, undefined],
    ['*, a', { positions: 0, names: ['a'] }, 'a:a'],
    ['**kwargs', { positions: 0, names: ['a', 'b'] }, 'a:kwargs b:kwargs'],
    ['', { positions: 0, names: [] }, ''],
  ])('(%s) called with %j', (list, call, shown) => {
    const bound = boundCall(parametersOf(list), call);
    const written = bound && [...bound].map(([value, { parameter }]) => `${value}:${parameter.name}`);
    expect(written?.join(' ')).toBe(shown);
  });
});
