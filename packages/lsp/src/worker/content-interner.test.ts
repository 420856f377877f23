import { textContent } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { MOST_REMEMBERED, createContentInterner } from './content-interner.ts';

const PLACE = 'file:///work/shop/requirements.lock';

describe('what stood at a place', () => {
  test('is given out again while the text is the same', () => {
    const contents = createContentInterner();
    const first = contents.intern(PLACE, textContent('flask==3.0.3\n'));
    expect(contents.intern(PLACE, textContent('flask==3.0.3\n'))).toBe(first);
  });

  test('gives way to a new text', () => {
    const contents = createContentInterner();
    contents.intern(PLACE, textContent('flask==3.0.3\n'));
    const [now, later] = [textContent('flask==3.0.4\n'), textContent('flask==3.0.4\n')];
    expect(contents.intern(PLACE, now)).toBe(now);
    expect(contents.intern(PLACE, later)).toBe(now);
  });

  test('is not that of another place', () => {
    const contents = createContentInterner();
    contents.intern(PLACE, textContent('flask==3.0.3\n'));
    const other = textContent('flask==3.0.3\n');
    expect(contents.intern(`${PLACE}2`, other)).toBe(other);
  });

  test.each([{ kind: 'absent' }, { kind: 'unreadable', problem: 'it is a folder' }] as const)(
    'is forgotten when it is $kind',
    (gone) => {
      const contents = createContentInterner();
      contents.intern(PLACE, textContent('flask==3.0.3\n'));
      expect(contents.intern(PLACE, gone)).toBe(gone);
      const back = textContent('flask==3.0.3\n');
      expect(contents.intern(PLACE, back)).toBe(back);
    },
  );
});

test('only so many places are remembered, those that were asked for last', () => {
  const contents = createContentInterner();
  const [first, often] = [
    contents.intern('first', textContent('a')),
    contents.intern('often', textContent('b')),
  ];
  for (let number = 0; number < MOST_REMEMBERED; number += 1) {
    contents.intern(`other ${number}`, textContent('c'));
    expect(contents.intern('often', textContent('b'))).toBe(often);
  }
  expect(contents.intern('first', textContent('a'))).not.toBe(first);
});
