import { observed, unobserved } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers } from '../testing/fake-repository.ts';
import { observePush } from './push.ts';

const { git } = fakeObservers({
  commits: { one: { files: {} }, two: { files: {}, parents: ['one'] }, other: { files: {} } },
});
const REF = 'refs/heads/main';
const push = (before: string | undefined, forced = false) =>
  observePush({ ref: REF, before, after: 'two', forced }, git);

describe('a push takes commits away', () => {
  test('when what was there is not part of what is there, even if nobody calls it forced', async () => {
    expect(await push('other')).toEqual({ ref: REF, rewrites: observed(true) });
  });

  test('when it was forced, even if nothing of it is to be seen', async () => {
    expect(await push('nowhere', true)).toEqual({ ref: REF, rewrites: observed(true) });
    expect(await push('one', true)).toEqual({ ref: REF, rewrites: observed(true) });
  });
});

describe('a push takes nothing away', () => {
  test('when it goes on from what was there', async () => {
    expect(await push('one')).toEqual({ ref: REF, rewrites: observed(false) });
  });

  test('when there was nothing', async () => {
    expect(await push(undefined)).toEqual({ ref: REF, rewrites: observed(false) });
  });
});

describe('whether a push takes commits away is not known', () => {
  test('when what was there is not in the clone', async () => {
    expect(await push('nowhere')).toEqual({
      ref: REF,
      rewrites: unobserved('nowhere, where the branch was before, is not in this clone'),
    });
  });

  test('when git is not asked, or does not answer', async () => {
    const request = { ref: REF, before: 'one', after: 'two', forced: false };
    expect((await observePush(request, undefined)).rewrites).toEqual(unobserved('git was not asked'));
    const silent = { ...git, relation: async () => unobserved('this is a shallow clone') };
    expect((await observePush(request, silent)).rewrites).toEqual(unobserved('this is a shallow clone'));
  });
});
