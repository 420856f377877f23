import { expect, test } from 'vitest';

import {
  changeObservations,
  documentObservations,
  treeObservations,
} from '../../checker/observations-from-input.ts';
import { unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { findChangeSight } from './change-sight.ts';

test('a change is seen whole', () => {
  expect(findChangeSight(changeObservations({ changes: ['a'] }, {}))).toEqual({ kind: 'whole' });
});

test('a change whose list was cut short is not', () => {
  expect(findChangeSight(changeObservations({ changes: ['a', 'b'], isCutShort: true }, {}))).toEqual({
    kind: 'cut-short',
    count: 2,
  });
});

test.each(['change', 'release'] as const)('a %s nobody could see is unseen, with the reason', (kind) => {
  const seen = { focus: { kind }, change: unobserved('this is a shallow clone') };
  expect(findChangeSight(seen)).toEqual({ kind: 'unseen', reason: 'this is a shallow clone' });
});

test('a tree and a document have no change to see', () => {
  expect(findChangeSight(treeObservations(policyOf({}), [], {}))).toEqual({ kind: 'whole' });
  expect(findChangeSight(documentObservations({ path: 'a', text: '' }, {}))).toEqual({ kind: 'whole' });
});
