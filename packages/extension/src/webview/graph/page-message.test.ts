import { describe, expect, test } from 'vitest';

import { fromPage } from './page-message.ts';
import { pageState } from './page-state.ts';

describe('what a page says', () => {
  test.each([
    [{ kind: 'ready' }, { kind: 'ready' }],
    [{ kind: 'retry', more: 1 }, { kind: 'retry' }],
    [{ kind: 'openPolicy' }, { kind: 'openPolicy' }],
    [
      { kind: 'open', uri: 'file:///a.py', takesFocus: true },
      { kind: 'open', uri: 'file:///a.py', takesFocus: true },
    ],
    [
      { kind: 'open', uri: 'file:///a.py' },
      { kind: 'open', uri: 'file:///a.py', takesFocus: false },
    ],
  ])('%j is heard', (said, heard) => {
    expect(fromPage(said)).toEqual(heard);
  });

  test.each([[undefined], [null], ['ready'], [[]], [{}], [{ kind: 'run' }], [{ kind: 'open', uri: 7 }]])(
    '%j is not heard',
    (said) => {
      expect(fromPage(said)).toBeUndefined();
    },
  );
});

describe('what a page left behind', () => {
  const NEW = { history: undefined, selected: undefined, search: '', top: 0 };

  test('is found again in parts, where another version left less', () => {
    expect(pageState({ selected: 'a1' })).toEqual({ ...NEW, selected: 'a1' });
    expect(pageState({ search: 'merge', top: 0 })).toEqual({ ...NEW, search: 'merge' });
  });

  test('is found again', () => {
    const state = { history: 'alembic.ini', selected: 'a1', search: 'x', top: 280 };
    expect(pageState(structuredClone(state))).toEqual(state);
  });

  test.each([
    [undefined],
    [null],
    ['text'],
    [{ history: 1, selected: {}, search: null, top: 'far' }],
    [{ top: -1 }],
    [{ top: NaN }],
  ])('is nothing where it is %j', (saved) => {
    expect(pageState(saved)).toEqual(NEW);
  });
});
