import { describe, expect, test } from 'vitest';

import type { ListedFinding } from '../views/finding-rows.ts';
import { fixedFinding, seesFinding, type Listing } from './milestones.ts';

const FILE = 'file:///home/ada/shop/requirements.txt';
const UNPINNED: ListedFinding = {
  rule: 'dependencies/requirements-pinned',
  severity: 'error',
  message: 'flask has no version. Write flask==<version>.',
  uri: FILE,
  path: 'requirements.txt',
  line: 2,
  column: 1,
  hasPage: true,
};

describe('the first finding is seen', () => {
  test.each<[string, boolean, Partial<Listing>]>([
    ['in the list', true, { now: [UNPINNED], isListInSight: true }],
    ['in its file', true, { now: [UNPINNED], inSight: new Set([FILE]) }],
    ['not while its file is behind another', false, { now: [UNPINNED], inSight: new Set(['file:///other']) }],
    ['not where there is none', false, { isListInSight: true, inSight: new Set([FILE]) }],
  ])('%s', (_where, is, given) => {
    expect(seesFinding(listing(given))).toBe(is);
  });
});

describe('the first finding is fixed', () => {
  test.each<[string, boolean, Partial<Listing>]>([
    ['by an edit of its file', true, { before: [UNPINNED] }],
    ['where one of two that say the same is gone', true, { before: [UNPINNED, UNPINNED], now: [UNPINNED] }],
    ['not where it has only moved', false, { before: [UNPINNED], now: [{ ...UNPINNED, line: 9 }] }],
    [
      'not without an edit: the policy or the branch has changed',
      false,
      { before: [UNPINNED], edited: new Set() },
    ],
    ['not by an edit of another file', false, { before: [UNPINNED], edited: new Set(['file:///other']) }],
    ['not where another one came', false, { now: [UNPINNED] }],
    ['not where there was none', false, {}],
  ])('%s', (_how, is, given) => {
    expect(fixedFinding(listing(given))).toBe(is);
  });
});

function listing(given: Partial<Listing>): Listing {
  return {
    before: [],
    now: [],
    edited: new Set([FILE]),
    inSight: new Set(),
    isListInSight: false,
    ...given,
  };
}
