import { observed, unobserved } from '@lockkeeper/policy-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { BranchMover, FoundPullRequest, PullRequests } from '../ports/index.ts';
import { tryUpgrade, type SandboxTools, type Trial } from './try-upgrade.ts';

const UPGRADE = {
  branch: 'auto/dependency-upgrade-20261121-001',
  commit: 'c'.repeat(40),
  main: 'main',
  title: 'Upgrade dependencies of app',
};
const SINCE = '2026-11-21T08:00:00Z';

/** How the world answers once: as it should, not at all, or by the death of whoever asked. */
type Luck = 'well' | 'killed-before' | 'killed-behind' | 'lost';

class Killed extends Error {}

interface FakeWorld {
  /** Where the branch is on the remote. */
  tip: string | null;
  isReady: boolean;
  pullRequests: FoundPullRequest[];
  /** What was changed, in order. */
  readonly deeds: string[];
  /** How it answers to what changes it, in order; at the end always well. */
  luck: Luck[];
  /** What it says of a deploy that does not get well. */
  readonly exitCode: number;
  readonly refuses: boolean;
}

function fakeWorld(more: Partial<FakeWorld> = {}): FakeWorld {
  return {
    tip: null,
    isReady: false,
    pullRequests: [],
    deeds: [],
    luck: [],
    exitCode: 0,
    refuses: false,
    ...more,
  };
}

type Lost = { readonly kind: 'unknown'; readonly why: string };

/** Changes the world once; whoever is killed or gets no answer does not know whether it did. */
function deed<T>(world: FakeWorld, name: string, change: () => T): T | Lost {
  const luck = world.luck.shift() ?? 'well';
  if (luck === 'killed-before') throw new Killed();
  world.deeds.push(name);
  const value = change();
  if (luck === 'killed-behind') throw new Killed();
  return luck === 'lost' ? { kind: 'unknown', why: 'the connection was lost' } : value;
}

function toolsOf(world: FakeWorld, more: Partial<SandboxTools> = {}): SandboxTools {
  const branches: BranchMover = {
    main: async () => observed('main'),
    tip: async () => observed(world.tip),
    has: async () => observed(true),
    advance: async ({ from, to }) => {
      if (from !== world.tip) throw new Error('It was seen to be elsewhere.');
      if (world.refuses) return { kind: 'refused', why: 'a hook declined' };
      return deed(world, 'push', () => {
        world.tip = to;
        return { kind: 'moved' as const };
      });
    },
  };
  const trial: Trial = {
    readySince: async () => (world.isReady ? SINCE : undefined),
    deploy: async () => {
      const { exitCode } = world;
      const done = deed(world, 'deploy', () => {
        world.isReady = exitCode === 0;
        return { exitCode, why: 'It did not get ready.' };
      });
      return 'exitCode' in done ? done : { exitCode: 3, why: 'It is not known.' };
    },
  };
  const pullRequests: PullRequests = {
    mayOpen: async () => observed(true),
    from: async () => observed(world.pullRequests.at(-1) ?? null),
    open: async () =>
      deed(world, 'open', () => {
        const made = {
          number: world.pullRequests.length + 7,
          url: 'https://github.test/7',
          state: 'open',
        } as const;
        world.pullRequests.push(made);
        return { kind: 'opened' as const, ...made };
      }),
  };
  const nothing = () => undefined;
  return {
    branches,
    trial,
    pullRequests,
    text: (since) => `since ${since}`,
    mayNotGoOn: nothing,
    begin: nothing,
    ...more,
  };
}

const tried = async (world: FakeWorld, more: Partial<SandboxTools> = {}) =>
  await tryUpgrade(UPGRADE, toolsOf(world, more));

describe('an upgrade on its way to a pull request', () => {
  test('[row 2.05] is pushed, tried and proposed, in this order', async () => {
    const world = fakeWorld();
    expect(await tried(world)).toMatchObject({
      kind: 'rests',
      state: { kind: 'proposed', since: SINCE, pullRequest: { number: 7, isOld: false } },
    });
    expect(world.deeds).toEqual(['push', 'deploy', 'open']);
  });

  test('[row 2.05] killed anywhere, or without an answer, and called again: one branch, one deploy, one pull request', async () => {
    const luck = fc.constantFrom<Luck>('well', 'killed-before', 'killed-behind', 'lost');
    await fc.assert(
      fc.asyncProperty(fc.array(luck, { maxLength: 9 }), async (fortune) => {
        const world = fakeWorld({ luck: [...fortune] });
        const call = async () =>
          await tried(world).catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
        for (let calls = 0; calls <= fortune.length; calls += 1) await call();
        expect(await tried(world)).toMatchObject({ kind: 'rests', state: { kind: 'proposed' } });
        expect(world.deeds).toEqual(['push', 'deploy', 'open']);
      }),
    );
  });

  test('goes on at once where the answer was lost and the world says that it came about', async () => {
    const world = fakeWorld({ luck: ['lost', 'lost', 'lost'] });
    expect(await tried(world)).toMatchObject({ state: { kind: 'proposed', pullRequest: { number: 7 } } });
    expect(world.deeds).toEqual(['push', 'deploy', 'open']);
  });

  test('rests where nothing shall be proposed', async () => {
    const world = fakeWorld();
    const end = await tried(world, { pullRequests: undefined });
    expect(end).toEqual({ kind: 'rests', state: { kind: 'tried', since: SINCE } });
    expect(world.deeds).toEqual(['push', 'deploy']);
  });

  test.each([
    ['the branch is at another commit', { tip: 'd'.repeat(40) }, []],
    ['the remote takes no such branch', { refuses: true }, []],
    ['it does not get well', { exitCode: 5 }, ['push', 'deploy']],
    [
      'people closed its pull request',
      { pullRequests: [{ number: 7, url: 'u', state: 'closed' }] },
      ['push', 'deploy'],
    ],
  ] as const)('stops where %s, and does nothing behind that', async (_, more, deeds) => {
    const world = fakeWorld(more as Partial<FakeWorld>);
    const end = await tried(world);
    expect(end).toMatchObject({ kind: 'rests', state: { kind: 'stopped', exitCode: world.exitCode || 1 } });
    expect(world.deeds).toEqual(deeds);
  });

  test.each(['open', 'merged'] as const)('finds a pull request that is %s', async (state) => {
    const world = fakeWorld({ pullRequests: [{ number: 4, url: 'u', state }] });
    expect(await tried(world)).toMatchObject({
      state: { kind: 'proposed', pullRequest: { number: 4, isOld: true } },
    });
    expect(world.deeds).toEqual(['push', 'deploy']);
  });

  test('does not know where the remote or the forge cannot be asked', async () => {
    const dead = unobserved('there is no network');
    const world = fakeWorld();
    const { branches, pullRequests } = toolsOf(world);
    expect(await tried(world, { branches: { ...branches, tip: async () => dead } })).toMatchObject({
      kind: 'unknown',
    });
    expect(world.deeds).toEqual([]);
    if (pullRequests === undefined) throw new Error('There are some.');
    const mute = { ...pullRequests, from: async () => dead };
    expect(await tried(world, { pullRequests: mute })).toMatchObject({
      kind: 'unknown',
      state: { kind: 'tried' },
    });
    expect(world.deeds).toEqual(['push', 'deploy']);
  });

  test('does not know where a deploy ended well and the log does not say so', async () => {
    const world = fakeWorld();
    const trial: Trial = {
      readySince: async () => undefined,
      deploy: async () => ({ exitCode: 0, why: '' }),
    };
    expect(await tried(world, { trial })).toMatchObject({ kind: 'unknown', state: { kind: 'pushed' } });
  });

  test('begins nothing more once somebody wants it to stop', async () => {
    const world = fakeWorld();
    const mayNotGoOn = () => (world.deeds.includes('push') ? 'somebody wanted it to stop' : undefined);
    expect(await tried(world, { mayNotGoOn })).toMatchObject({ kind: 'stopped', state: { kind: 'pushed' } });
    expect(world.deeds).toEqual(['push']);
  });
});
