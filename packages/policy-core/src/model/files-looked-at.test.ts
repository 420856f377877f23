import { describe, expect, test } from 'vitest';

import { filesLookedAt } from './files-looked-at.ts';
import { observed, unobserved } from './known.ts';
import { deleted } from '../testing/change-entries.ts';

const NO_CHANGE = unobserved('nobody asked');
const ABSENT = observed({ kind: 'absent' } as const);
const TEXT = observed({ kind: 'text', text: '' } as const);

describe('the files that were looked at', () => {
  test('are those that are there, whatever they hold', () => {
    const files = {
      'a.txt': TEXT,
      'image.png': observed({ kind: 'unreadable', problem: 'it is not valid UTF-8' } as const),
      'locked.txt': unobserved('it was not read'),
    };
    expect(filesLookedAt({ files, change: NO_CHANGE })).toEqual(['a.txt', 'image.png', 'locked.txt']);
  });

  test('are none where a rule only asked whether one is there', () => {
    expect(filesLookedAt({ files: { 'migrations/env.py': ABSENT }, change: NO_CHANGE })).toEqual([]);
  });

  test('hold what a change takes away', () => {
    const change = observed({
      base: 'main',
      head: 'worktree',
      branch: unobserved('nobody asked'),
      entries: [deleted('a.lock')],
      isWhole: true,
      commits: observed([]),
      push: null,
    });
    expect(filesLookedAt({ files: { 'a.lock': ABSENT, 'b.lock': ABSENT }, change })).toEqual(['a.lock']);
  });
});
