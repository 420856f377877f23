import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { surfaceOf } from '../../testing/python-surface.ts';
import { joinNames } from './python-names-joined.ts';

const parsers = await testParsers();

const F = 'def f(): ...';

/** How often `f` is defined, and whether it always is. */
function standing(text: string): string {
  const member = surfaceOf(parsers, `${text}\n`).members.get('f');
  if (member === undefined) return 'nothing';
  const count = member.definitions.length;
  return `${member.isCertain ? 'certainly' : 'maybe'} ${count === 1 ? 'one' : count}`;
}

describe('Where the ways through a module meet, a name stands for', () => {
  it.each<[string, string, string]>([
    ['what was bound last', `${F}\n${F}`, 'certainly one'],
    ['one of two', `if x:\n    ${F}\nelse:\n    def f(a): ...`, 'certainly 2'],
    ['one of three', `if x:\n    ${F}\nelif y:\n    ${F}\nelse:\n    ${F}`, 'certainly 3'],
    ['one, or nothing', `if x:\n    ${F}`, 'maybe one'],
    ['one, or nothing in the second branch', `if x:\n    pass\nelse:\n    ${F}`, 'maybe one'],
    ['one of two, or nothing', `if x:\n    ${F}\nelif y:\n    ${F}`, 'maybe 2'],
    ['the first, or the one that replaced it', `${F}\nif x:\n    ${F}`, 'certainly 2'],
    ['the one that came afterwards', `if x:\n    ${F}\n${F}`, 'certainly one'],
    ['the one before a deletion', `${F}\nif x:\n    del f`, 'maybe one'],
    ['nothing after a deletion', `${F}\ndel f`, 'nothing'],
    ['what every way that goes on binds', `if x:\n    ${F}\nelse:\n    raise E`, 'certainly one'],
    ['what was tried, or what stands in for it', `try:\n    ${F}\nexcept E:\n    ${F}`, 'certainly 2'],
    ['what was tried, when nothing stands in', `try:\n    ${F}\nexcept E:\n    pass`, 'maybe one'],
    ['what was tried, when an error ends it', `try:\n    ${F}\nexcept E:\n    raise`, 'certainly one'],
    ['what is done at last', `try:\n    pass\nfinally:\n    ${F}`, 'certainly one'],
    ['what is done when all went well', `try:\n    pass\nexcept E:\n    pass\nelse:\n    ${F}`, 'maybe one'],
    ['what a context holds', `with x:\n    ${F}`, 'certainly one'],
    ['what a context may skip', `with contextlib.suppress(E):\n    ${F}`, 'maybe one'],
    ['what a loop may bind', `for x in y:\n    ${F}`, 'maybe one'],
    ['what a loop may bind until it ends', `while x:\n    ${F}`, 'maybe one'],
    ['what a case may bind', `match x:\n    case 1:\n        ${F}\n    case _:\n        ${F}`, 'maybe 2'],
    [
      'what is nested',
      `if x:\n    if y:\n        ${F}\n    else:\n        ${F}\nelse:\n    ${F}`,
      'certainly 3',
    ],
    ['nothing that only a script does', `if __name__ == "__main__":\n    ${F}`, 'nothing'],
    ['nothing that stands in a function', `def g():\n    ${F}`, 'nothing'],
  ])('%s', (_, text, shown) => {
    expect(standing(text)).toBe(shown);
  });
});

describe('Joining', () => {
  const names = () => surfaceOf(parsers, 'def f(): ...\nx = 1\n').members;

  it('one way leaves it as it is', () => {
    const one = names();
    expect(joinNames([one])).toBe(one);
  });

  it('a way with itself changes nothing', () => {
    const one = names();
    expect(joinNames([one, one])).toEqual(one);
  });

  it('a way with nothing makes everything uncertain', () => {
    const joined = joinNames([names(), new Map()]);
    expect([...joined.values()].map(({ isCertain }) => isCertain)).toEqual([false, false]);
  });

  it('no way gives no names', () => {
    expect(joinNames([])).toEqual(new Map());
  });

  it('does not depend on the order of the ways', () => {
    const [one, other] = [names(), surfaceOf(parsers, 'def f(a): ...\ny = 1\n').members];
    const certainty = (joined: ReturnType<typeof joinNames>) =>
      new Map(
        [...joined].map(([name, { isCertain, definitions }]) => [name, [isCertain, definitions.length]]),
      );
    expect(certainty(joinNames([one, other]))).toEqual(certainty(joinNames([other, one])));
  });
});
