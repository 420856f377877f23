import { ROW } from '@lockkeeper/policy-core/report/drawing';
import { describe, expect, test } from 'vitest';

import { keyActionOf, type PressedKey, type KeyAction } from './key-actions.ts';

function press(key: string, more: Partial<PressedKey> = {}): KeyAction | undefined {
  return keyActionOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more }, 10 * ROW);
}

function by(rows: number): KeyAction {
  return { kind: 'move', move: { kind: 'by', rows } };
}

describe('a key', () => {
  test.each<[key: string, wish: KeyAction]>([
    ['ArrowDown', { kind: 'move', move: { kind: 'down' } }],
    ['ArrowUp', { kind: 'move', move: { kind: 'up' } }],
    ['ArrowLeft', { kind: 'move', move: { kind: 'left' } }],
    ['ArrowRight', { kind: 'move', move: { kind: 'right' } }],
    ['Home', by(-Infinity)],
    ['End', by(Infinity)],
    ['PageDown', by(9)],
    ['PageUp', by(-9)],
    ['Enter', { kind: 'open', takesFocus: true }],
    [' ', { kind: 'open', takesFocus: false }],
    ['/', { kind: 'search' }],
  ])('%s', (key, wish) => {
    expect(press(key)).toEqual(wish);
  });

  test.each<[key: string, wish: KeyAction | undefined]>([
    ['ArrowDown', by(1)],
    ['ArrowUp', by(-1)],
    ['Home', by(-Infinity)],
    ['f', { kind: 'search' }],
    ['c', undefined],
    ['Enter', undefined],
  ])('%s with Control, or with Command', (key, wish) => {
    expect(press(key, { ctrlKey: true })).toEqual(wish);
    expect(press(key, { metaKey: true })).toEqual(wish);
  });

  test('keeps its meaning where it is not ours', () => {
    for (const key of ['Tab', 'Escape', 'a', 'F1']) expect(press(key)).toBeUndefined();
    expect(press('ArrowDown', { altKey: true })).toBeUndefined();
  });

  test('turns a page by one row at least', () => {
    expect(keyActionOf({ key: 'PageDown', ctrlKey: false, metaKey: false, altKey: false }, 5)).toEqual(by(1));
  });
});
