import { afterAll, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { quarterOf } from '../../tools/check/quarter.mjs';

afterAll(removeTemporaryFolders);

test('four submissions in a row run all quarters', () => {
  const repository = temporaryRepository();
  const quarters = Array.from({ length: 4 }, (_, index) => {
    repository.write('a.txt', `${index}`);
    repository.commit();
    return quarterOf(repository.root);
  });
  expect(quarters.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4]);
});

test('without git there is a quarter as well', () => {
  expect(quarterOf(temporaryFolder())).toBe(1);
});
