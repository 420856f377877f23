import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { packageChanges } from './package-changes.ts';

function between(before: string, after: string) {
  return packageChanges({ source: '', lock: before }, { source: '', lock: after }).map(
    ({ name, old, fresh, kind, isDowngrade }) =>
      [name, old ?? '-', fresh ?? '-', kind, ...(isDowngrade ? ['down'] : [])].join(' '),
  );
}

describe('what an upgrade changed', () => {
  test.each([
    ['a==1.2.3', 'a==2.0.0', ['a 1.2.3 2.0.0 major']],
    ['a==1.2.3', 'a==1.3.0', ['a 1.2.3 1.3.0 minor']],
    ['a==1.2.3', 'a==1.2.4', ['a 1.2.3 1.2.4 patch']],
    ['a==1.2.3', 'a==1.2.3.1', ['a 1.2.3 1.2.3.1 patch']],
    ['a==1.2.3rc1', 'a==1.2.3', ['a 1.2.3rc1 1.2.3 patch']],
    ['a==1', 'a==1.1', ['a 1 1.1 minor']],
    ['a==9.0', 'a==1!1.0', ['a 9.0 1!1.0 major']],
    ['a==2.0', 'a==1.0', ['a 2.0 1.0 major down']],
    ['', 'a==1', ['a - 1 added']],
    ['a==1', '', ['a 1 - removed']],
    ['a==1.0+cpu', 'a==1.0+cu121', ['a 1.0+cpu 1.0+cu121 patch']],
    [
      'a==99999999999999999999.0',
      'a==99999999999999999999.1',
      ['a 99999999999999999999.0 99999999999999999999.1 minor'],
    ],
  ])('%s to %s', (before, after, expected) => {
    expect(between(before, after)).toEqual(expected);
  });

  test.each([
    ['Foo.Bar==1\nb==1', 'b==1\nfoo_bar==1'],
    ['a==1.0', 'a==1.0.0'],
    ['a==1 # via b', 'a==1'],
    ['a==1', `a==1 --hash=sha256:${'a'.repeat(64)}`],
  ])('is nothing where only the spelling differs: %j and %j', (before, after) => {
    expect(between(before, after)).toEqual([]);
  });

  test('is told by name, in order', () => {
    expect(between('b==1\na==1\nc==1', 'c==2\nb==1\na==2')).toEqual(['a 1 2 major', 'c 1 2 major']);
  });

  test('names every version where markers tell them apart', () => {
    const split = 'a==1;python_version<"3.9"\na==2;python_version>="3.9"';
    expect(between(split, 'a==3')).toEqual(['a 1, 2 3 changed']);
  });

  test('names addresses without their passwords', () => {
    expect(between('a==1', 'a @ https://user:secret@x.example/a.whl')).toEqual([
      'a 1 https://***@x.example/a.whl changed',
    ]);
  });

  test('names ranges as they are written', () => {
    expect(between('a>=1,<2\nb', 'a>=2\nb==1')).toEqual(['a >=1,<2 >=2 changed', 'b any version 1 changed']);
  });

  test('is read from the lock, and from the source what the lock lacks', () => {
    const changes = packageChanges(
      { source: 'a>=1\nb==1', lock: 'a==1\n' },
      { source: 'a>=2\nb==2', lock: 'a==1\n' },
    );
    expect(changes.map(({ name }) => name)).toEqual(['b']);
  });

  test('there and back is the same packages, the other way round', () => {
    const lines = fc
      .dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '1.1', '2', '2.0', '1rc1'))
      .map((pins) =>
        Object.entries(pins)
          .map(([name, version]) => `${name}==${version}`)
          .join('\n'),
      );
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const there = packageChanges({ source: '', lock: one }, { source: '', lock: other });
        const back = packageChanges({ source: '', lock: other }, { source: '', lock: one });
        expect(back.map(({ name, old, fresh }) => [name, fresh, old])).toEqual(
          there.map(({ name, old, fresh }) => [name, old, fresh]),
        );
      }),
    );
  });
});
