import { describe, expect, it } from 'vitest';

import { sampleHeader, type SampleHeader } from '../../testing/sample-header.ts';
import { placedRevision } from './placed-revision.ts';

function placed(header: SampleHeader | undefined, path = 'versions/ab12_orders.py') {
  return placedRevision({ path, header: header && sampleHeader(header) });
}

/** `b < a @shop ~ x`, as one writes it on paper; behind `?` what could not be read. */
function told(header: SampleHeader, path?: string): string | undefined {
  const revision = placed(header, path);
  if (revision === undefined) return undefined;
  const { id, parents, labels, dependsOn, knows } = revision;
  const names = (sign: string, all: readonly { readonly id: string }[]) =>
    all.length === 0 ? [] : [sign, all.map((name) => name.id).join(', ')];
  const open = [...(knows.parents ? [] : ['parents']), ...(knows.all ? [] : ['all'])];
  return [
    id,
    ...names('<', parents),
    ...names('@', labels),
    ...names('~', dependsOn),
    ...(open.length === 0 ? [] : ['?', ...open]),
  ].join(' ');
}

describe('the place of a revision', () => {
  it.each<[string, SampleHeader, string]>([
    ['a first one', { revision: 'a' }, 'a'],
    ['one that builds on another', { revision: 'b', down: 'a' }, 'b < a'],
    ['a merge', { revision: 'm', down: ['b', 'c'] }, 'm < b, c'],
    ['a list of one', { revision: 'b', down: ['a'] }, 'b < a'],
    ['an empty list', { revision: 'b', down: [] }, 'b'],
    ['one label', { revision: 'b', down: 'a', labels: 'shop' }, 'b < a @ shop'],
    ['several labels', { revision: 'b', labels: ['shop', 'bill'] }, 'b @ shop, bill'],
    ['None for its labels', { revision: 'b', labels: null, dependsOn: null }, 'b'],
    ['a dependency', { revision: 'b', down: 'a', dependsOn: 'x' }, 'b < a ~ x'],
    [
      'all there is',
      { revision: 'b', down: 'a', labels: 'shop', dependsOn: ['x', 'y'] },
      'b < a @ shop ~ x, y',
    ],
    ['an empty id, which Alembic takes', { revision: '', down: '' }, ' < '],
  ])('%s', (_, header, expected) => {
    expect(told(header)).toBe(expected);
  });

  it.each<[string, SampleHeader, string]>([
    ['computed parents', { revision: 'b', down: { dynamic: 'parent()' } }, 'b ? parents all'],
    ['computed labels', { revision: 'b', down: 'a', labels: { dynamic: 'LABELS' } }, 'b < a ? all'],
    ['computed dependencies', { revision: 'b', down: 'a', dependsOn: { dynamic: 'x' } }, 'b < a ? all'],
  ])('is known in part with %s', (_, header, expected) => {
    expect(told(header)).toBe(expected);
  });

  it.each<[string, SampleHeader | undefined]>([
    ['there is no header', undefined],
    ['its id is computed', { revision: { dynamic: 'make()' } }],
    ['its id is None', { revision: null }],
    ['its id is a list', { revision: ['a', 'b'] }],
    ['it says no id', {}],
  ])('is not known where %s', (_, header) => {
    expect(placed(header)).toBeUndefined();
  });
});

describe('a revision that says no id', () => {
  it.each<[string, string | undefined]>([
    ['versions/ab12.py', 'ab12'],
    ['versions/1f.py', '1f'],
    ['abc.py', 'abc'],
    ['versions/ab12_orders.py', undefined],
    ['versions/orders.py', undefined],
    ['versions/AB12.py', undefined],
    ['versions/ab12.pyc', undefined],
    ['ab12/orders.py', undefined],
  ])('has it from its name, if that is one: %s', (path, id) => {
    expect(placed({}, path)?.id).toBe(id);
  });

  it('is known by what it says where it says something', () => {
    expect(placed({ revision: 'b' }, 'versions/ab12.py')?.id).toBe('b');
    expect(placed({ revision: { dynamic: 'x' } }, 'versions/ab12.py')).toBeUndefined();
  });
});
