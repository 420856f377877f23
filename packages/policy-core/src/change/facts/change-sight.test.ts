import { expect, test } from 'vitest';

import {
  changeObservations,
  documentObservations,
  treeObservations,
} from '../../checker/observations-from-input.ts';
import { unobserved } from '../../model/known.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { changeSight } from './change-sight.ts';

test('a change is seen whole', () => {
  expect(changeSight(changeObservations({ changes: ['a'] }, {}))).toEqual({ kind: 'whole' });
});

test('a change whose list was cut short is not', () => {
  expect(changeSight(changeObservations({ changes: ['a', 'b'], isCutShort: true }, {}))).toEqual({
    kind: 'cut-short',
    count: 2,
  });
});

test.each(['change', 'release'] as const)('a %s nobody could see is unseen, with the reason', (kind) => {
  const seen = { focus: { kind }, change: unobserved('this is a shallow clone') };
  expect(changeSight(seen)).toEqual({ kind: 'unseen', reason: 'this is a shallow clone' });
});

test('a tree and a document have no change to see', () => {
  expect(changeSight(treeObservations(policyOf({}), [], {}))).toEqual({ kind: 'whole' });
  expect(changeSight(documentObservations({ path: 'a', text: '' }, {}))).toEqual({ kind: 'whole' });
});
