import { describe, expect, test } from 'vitest';

import { commitInHistory } from './commit-in-history.ts';

describe('what git says of the commit in a record', () => {
  test.each([
    ['ancestor', 'is part of the history that is checked out.'],
    ['not-an-ancestor', 'is a commit of this repository, and not part of the history that is checked out.'],
    ['absent', 'is no commit of this repository.'],
    ['not-a-commit', 'is an object of this repository, and no commit.'],
  ] as const)('reads the same in a note and in a report: %s', (state, said) => {
    expect(commitInHistory(state, 'It')).toBe(`It ${said}`);
    expect(commitInHistory(state, 'last_good_sha')).toBe(`last_good_sha ${said}`);
  });
});
