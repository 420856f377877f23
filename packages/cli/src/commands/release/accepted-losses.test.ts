import { expect, test } from 'vitest';

import { lossesIn, namesOfLosses } from './accepted-losses.ts';

test('losses that were accepted are part of the plan, in any order the same, and found in it again', () => {
  const accepted = namesOfLosses(['b2', 'a1', 'b2']);
  expect(accepted).toEqual(namesOfLosses(['a1', 'b2']));
  expect(lossesIn({ accepted })).toEqual(['a1', 'b2']);
  expect(lossesIn({ accepted: namesOfLosses(undefined) })).toEqual([]);
});
