import type { PullRequests } from '@lockkeeper/operations/ports';
import { afterEach, describe, expect, test } from 'vitest';

import { createPullRequests } from '../../packages/host-node/src/write/github/github-pull-requests.ts';
import { TOKEN } from './sample-world.ts';
import { startActions, type ActionsWorld, type RunningActions } from './start-actions.ts';

const [HEAD, OTHER] = ['a'.repeat(40), 'b'.repeat(40)];
const WANTED = { branch: 'auto/x', into: 'main', title: 'Upgrade', text: '## Upgrade\n' };

let github: RunningActions | undefined;
afterEach(async () => {
  await github?.close();
  github = undefined;
});

interface Asked {
  readonly asked: PullRequests;
  readonly on: RunningActions;
}

async function pullRequestsWith(world: Partial<ActionsWorld> = {}, token = TOKEN): Promise<Asked> {
  github = await startActions({ token: TOKEN, stages: [], tipOf: () => HEAD, ...world });
  const place = { owner: 'acme', repository: 'shop', token, apiUrl: github.url };
  return { asked: createPullRequests(place), on: github };
}

describe('pull requests on GitHub', () => {
  test('[row 2.05] are opened, and found as long as they are open', async () => {
    const { asked, on } = await pullRequestsWith();
    expect(await asked.from('auto/x', HEAD)).toEqual({ known: true, value: null });
    const opened = await asked.open(WANTED);
    expect(opened).toEqual({ kind: 'opened', number: 7, url: 'https://github.com/acme/shop/pull/7' });
    expect(on.pullRequests).toMatchObject([{ ...WANTED, number: 7 }]);
    // Also where somebody pushed since.
    for (const commit of [HEAD, OTHER])
      expect(await asked.from('auto/x', commit)).toMatchObject({ value: { number: 7, state: 'open' } });
    expect(await asked.from('auto/y', HEAD)).toEqual({ known: true, value: null });
  });

  test('[row 2.05] that are over count for the commit they ended with: the name of a branch may come again', async () => {
    const { asked, on } = await pullRequestsWith();
    await asked.open(WANTED);
    for (const [state, is] of [
      ['closed', 'closed'],
      ['merged', 'merged'],
    ] as const) {
      for (const one of on.pullRequests) one.state = state;
      expect(await asked.from('auto/x', HEAD)).toMatchObject({ value: { number: 7, state: is } });
      expect(await asked.from('auto/x', OTHER)).toEqual({ known: true, value: null });
    }
  });

  test('are refused a second time, as far as GitHub says so', async () => {
    const { asked, on } = await pullRequestsWith();
    await asked.open(WANTED);
    expect(await asked.open(WANTED)).toMatchObject({ kind: 'refused', why: expect.stringContaining('422') });
    expect(on.pullRequests).toHaveLength(1);
  });

  test.each([
    [403, 'refused', 'pull-requests: write'],
    [404, 'refused', 'pull-requests: write'],
    [500, 'unknown', '500'],
  ] as const)('say what is wrong where GitHub answers %i', async (status, kind, said) => {
    const { asked } = await pullRequestsWith({
      faults: [{ kind: 'answer', at: /^POST .*\/pulls$/, status, isRefused: true }],
    });
    expect(await asked.open(WANTED)).toMatchObject({ kind, why: expect.stringContaining(said) });
  });

  test('may be opened by who may push, and by who is not told', async () => {
    const { asked, on } = await pullRequestsWith();
    expect(await asked.mayOpen()).toEqual({ known: true, value: true });
    for (const mayPush of [true, false]) {
      on.change({ mayPush });
      expect(await asked.mayOpen()).toEqual({ known: true, value: mayPush });
    }
  });

  test('are not known with a token of nobody', async () => {
    const { asked } = await pullRequestsWith({}, 'of-nobody');
    const reason = expect.stringContaining('401');
    expect(await asked.mayOpen()).toMatchObject({ known: false, reason });
    expect(await asked.from('auto/x', HEAD)).toMatchObject({ known: false, reason });
  });
});
