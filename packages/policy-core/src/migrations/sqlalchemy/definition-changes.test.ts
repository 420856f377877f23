import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { definitionChanges, type PlacedDefinition } from './definition-changes.ts';

const definition = (
  name: string,
  parts: Readonly<Record<string, string>>,
  path = 'app/models.py',
): PlacedDefinition => ({ name, parts: new Map(Object.entries(parts)), at: { start: 0, end: 1 }, path });

const told = (before: readonly PlacedDefinition[], after: readonly PlacedDefinition[]) =>
  definitionChanges(before, after).map(({ name, what, parts }) => [name, what, ...parts]);

describe('what becomes of tables', () => {
  test('is told part by part', () => {
    expect(
      told([definition('a', { x: '1', y: '1', z: '1' })], [definition('a', { x: '1', y: '2', w: '1' })]),
    ).toEqual([['a', 'changed', 'y changed', 'w added', 'z removed']]);
  });

  test('is told as a whole where the whole is new or gone', () => {
    expect(told([definition('a', { x: '1' })], [definition('b', { x: '1' })])).toEqual([
      ['b', 'new'],
      ['a', 'gone'],
    ]);
  });

  test('does not depend on the file, nor on the order', () => {
    const [a, b] = [definition('a', { x: '1', y: '2' }), definition('b', {})];
    expect(told([a, b], [definition('b', {}, 'x.py'), definition('a', { y: '2', x: '1' }, 'y.py')])).toEqual(
      [],
    );
  });

  test('puts together what two definitions of one name say', () => {
    const one = [definition('a', { x: '1' }), definition('a', { y: '1' })];
    expect(told(one, [definition('a', { x: '1', y: '1' })])).toEqual([]);
    expect(told(one, [definition('a', { x: '1' })])).toEqual([['a', 'changed', 'y removed']]);
  });

  test('points at the definition that is there, else at the one that was', () => {
    const changes = definitionChanges(
      [definition('a', { x: '1' }, 'old.py'), definition('b', {}, 'old.py')],
      [definition('a', { x: '2' }, 'new.py')],
    );
    expect(changes.map(({ definition: { path } }) => path)).toEqual(['new.py', 'old.py']);
  });

  const anyTables = fc
    .dictionary(
      fc.constantFrom('a', 'b', 'c'),
      fc.dictionary(fc.constantFrom('x', 'y', 'constructor'), fc.constantFrom('1', '2')),
    )
    .map((tables) => Object.entries(tables).map(([name, parts]) => definition(name, parts)));

  test('is nothing between two sides that are the same, and something between any others', () => {
    fc.assert(
      fc.property(anyTables, anyTables, (before, after) => {
        expect(told(before, before)).toEqual([]);
        const text = (side: readonly PlacedDefinition[]) =>
          side
            .flatMap(({ name, parts }) => [
              name,
              ...Array.from(parts, ([part, value]) => `${name} ${part} ${value}`),
            ])
            .sort()
            .join();
        expect(told(before, after).length > 0).toBe(text(before) !== text(after));
      }),
    );
  });

  test('is the same backwards, with added and removed, new and gone exchanged', () => {
    const turned: Readonly<Record<string, string>> = {
      new: 'gone',
      gone: 'new',
      added: 'removed',
      removed: 'added',
    };
    fc.assert(
      fc.property(anyTables, anyTables, (before, after) => {
        const back = told(after, before).map((line) =>
          line
            .map((part) => part.replace(/\b(?:new|gone|added|removed)$/, (word) => turned[word] ?? word))
            .sort(),
        );
        const forth = told(before, after).map((line) => [...line].sort());
        const inOrder = (lines: readonly (readonly (string | undefined)[])[]) =>
          lines.map((line) => line.join()).sort();
        expect(inOrder(back)).toEqual(inOrder(forth));
      }),
    );
  });
});
