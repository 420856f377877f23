import { observed, textContent } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import { typedOver } from './typed-over.ts';

const saved = { 'a.py': observed(textContent('a')), 'b.py': observed(textContent('b')) };
const [typed, typedOn] = [textContent('b, typed'), textContent('b, typed on')];

test('an open document stands before what is saved, where that is among the files', () => {
  const open = new Map([
    ['b.py', typed],
    ['elsewhere.py', typed],
  ]);
  expect(typedOver(saved, open, 'a.py')).toEqual({ ...saved, 'b.py': observed(typed) });
});

test('what is typed in the judged document makes no other files of it', () => {
  expect(typedOver(saved, new Map([['a.py', typed]]), 'a.py')).toBe(saved);
  const files = (judged: typeof typed) =>
    typedOver(
      saved,
      new Map([
        ['a.py', judged],
        ['b.py', typed],
      ]),
      'a.py',
    );
  expect(files(typedOn)).toBe(files(typed));
});

test('what is typed in another one does', () => {
  const first = typedOver(saved, new Map([['b.py', typed]]), 'a.py');
  expect(typedOver(saved, new Map([['b.py', typedOn]]), 'a.py')).not.toBe(first);
  expect(typedOver(saved, new Map([['b.py', typedOn]]), 'a.py')['b.py']).toEqual(observed(typedOn));
});
