import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { surfaceOf } from '../../testing/python-surface.ts';
import type { ApiParameter } from '../surface/python-api-model.ts';
import { pairParameters } from './python-parameter-pairs.ts';

const parsers = await testParsers();

function parametersOf(signature: string): readonly ApiParameter[] {
  const [definition] = surfaceOf(parsers, `def f${signature}: ...\n`).members.get('f')?.definitions ?? [];
  return definition?.kind === 'function' ? definition.signature.parameters : [];
}

/** `a-b` for a pair; what is gone and what is new by name. */
function paired(before: string, after: string): Record<string, string[]> {
  const pairs = pairParameters(parametersOf(before), parametersOf(after));
  const both = (list: typeof pairs.kept) => list.map(([old, now]) => `${old.name}-${now.name}`);
  const names = (list: readonly ApiParameter[]) => list.map(({ name }) => name);
  return {
    kept: both(pairs.kept),
    renamed: both(pairs.renamed),
    removed: names(pairs.removed),
    added: names(pairs.added),
  };
}

describe('A parameter is found again', () => {
  it.each<[string, string, string, string[]]>([
    ['by its name', '(a, b)', '(b, a)', ['a-a', 'b-b']],
    ['by its name, whatever its kind', '(a, *, b)', '(*, a, b)', ['a-a', 'b-b']],
    ['by its place, where only that counts', '(a, b, /)', '(x, y, /)', ['a-x', 'b-y']],
    ['by its name even there, when it moved', '(a, b, /)', '(b, a, /)', ['a-a', 'b-b']],
    ['by what it gathers', '(*a, **b)', '(*x, **y)', ['a-x', 'b-y']],
    ['not by the name of what gathers', '(args)', '(*args)', []],
  ])('%s', (_, before, ...[after, kept]) => {
    expect(paired(before, after)['kept']).toEqual(kept);
  });
});

describe('A parameter is renamed', () => {
  it.each<[string, string, string, string[]]>([
    ['when another name stands in its place', '(a, b)', '(a, c)', ['b-c']],
    ['when two others stand in their places', '(a, b)', '(c, d)', ['a-c', 'b-d']],
    ['when it keeps its type', '(a: int)', '(b: int)', ['a-b']],
    ['when a type is new', '(a)', '(b: int)', ['a-b']],
    ['not when it has another type', '(a: int)', '(b: str)', []],
    ['not when it has another kind', '(a)', '(*, b)', []],
    ['not when it has another place', '(a, b)', '(b, c)', []],
    ['not when the other name was there before', '(a, b)', '(b)', []],
  ])('%s', (_, before, ...[after, renamed]) => {
    expect(paired(before, after)['renamed']).toEqual(renamed);
  });
});

describe('A parameter is gone', () => {
  it.each<[string, string, string, string[]]>([
    ['when nothing takes its place', '(a, b)', '(a)', ['b']],
    ['when a name is not enough', '(a)', '(**rest)', ['a']],
    ['when a place is not enough', '(a)', '(*rest)', ['a']],
    ['not when both are there', '(a)', '(*rest, **more)', []],
    ['not when it was passed by its name and names are taken', '(*, a)', '(**rest)', []],
    ['not when it was passed by its place and places are taken', '(a, /)', '(*rest)', []],
    ['when it gathered the rest', '(*a)', '()', ['a']],
    ['when it gathered the rest by name', '(**a)', '(*a)', ['a']],
  ])('%s', (_, before, ...[after, removed]) => {
    expect(paired(before, after)['removed']).toEqual(removed);
  });
});

it.each<[string, string, string[]]>([
  ['(a)', '(a, b)', ['b']],
  ['(a)', '(b, a)', ['b']],
  ['()', '(*, a, b=1)', ['a', 'b']],
  ['()', '(*args, **rest)', ['args', 'rest']],
  ['(a)', '(b)', []],
])('From %s to %s these are new: %j', (before, after, added) => {
  expect(paired(before, after)['added']).toEqual(added);
});
