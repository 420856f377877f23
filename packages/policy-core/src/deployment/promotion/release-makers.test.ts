import { describe, expect, test } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import type { ActorPolicy } from '../../policy/policy.ts';
import { releaseMakers } from './release-makers.ts';

const ACTORS: ActorPolicy = {
  ai: {
    branches: [],
    accounts: ['claude'],
    emails: ['agent@example.com'],
    trailers: [],
    labels: [],
    localEnv: [],
  },
  automation: ['deployer'],
  human: { accounts: [], emails: [] },
  default: 'human',
};
const MADE = ['ada@example.com', '7+bob@users.noreply.github.com', 'agent@example.com', 'eve@example.com'];
const FORGE = observed({
  accounts: new Map([
    ['ada@example.com', 'Ada-L'],
    ['agent@example.com', null],
    ['eve@example.com', null],
  ]),
  pusher: observed('zoe'),
});

describe('who made a release', () => {
  test('goes by mail address, and by the account behind it as far as the forge knows one', () => {
    const { authors, nameless, lastPusher } = releaseMakers({ addresses: MADE, keys: [] }, ACTORS, FORGE);
    expect(authors).toEqual(new Set([...MADE, 'ada-l', 'bob']));
    expect(nameless).toEqual(['eve@example.com']);
    expect(lastPusher).toEqual(observed('zoe'));
  });

  test('goes by mail address alone where no forge is asked', () => {
    expect(releaseMakers({ addresses: MADE, keys: [] }, ACTORS)).toMatchObject({
      authors: new Set([...MADE, 'bob']),
      nameless: [],
      lastPusher: undefined,
    });
  });

  test('is not known of who pushed it where the forge does not say', () => {
    expect(
      releaseMakers({ addresses: MADE, keys: [] }, ACTORS, unobserved('there is no token')).lastPusher?.known,
    ).toBe(false);
  });

  test.each(['claude', 'Deployer', 'agent@example.com', 'anything[bot]'])('%s is no person', (name) => {
    expect(releaseMakers({ addresses: [], keys: [] }, ACTORS).isAgent(name)).toBe(true);
  });
});
