import { afterAll, describe, expect, test } from 'vitest';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import type { GitHubWorld, WorldActivity } from '../github/world.ts';
import {
  LABEL,
  labelled,
  lockkeeperInCi,
  pullRequestEvent,
  sampleOnGitHub,
  worldOf,
} from './github-sample.ts';

afterAll(removeTemporaryFolders);

/** One for all: nothing here changes it. */
const sample = sampleOnGitHub();

const PUSH_OF_MIA: WorldActivity = {
  ref: 'refs/heads/topic',
  after: sample.head,
  at: '2026-11-21T08:00:00Z',
  actor: 'mia',
};

function check(world: GitHubWorld, env: Readonly<Record<string, string>> = {}) {
  const event = pullRequestEvent(sample);
  return lockkeeperInCi(sample, { world, event, args: ['check'], env });
}

describe('a protected file passes', () => {
  test('with a label of a maintainer, put there after the last push', async () => {
    expect(await check(worldOf(sample))).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('whatever the labels were when the event was sent', async () => {
    const event = pullRequestEvent(sample, []);
    const args = ['check'];
    expect((await lockkeeperInCi(sample, { world: worldOf(sample), event, args })).exitCode).toBe(0);
    const unlabelled = worldOf(sample, { labels: [] });
    expect((await check(unlabelled)).exitCode).toBe(1);
  });
});

describe('a protected file is refused, with the reason', () => {
  test.each([
    [
      'without the label',
      worldOf(sample, { events: [] }),
      'need the label approved-core-change. Ask an approver for it',
    ],
    [
      'with a label of somebody whose role is too low',
      worldOf(sample, { events: [labelled({ actor: 'bob' })] }, { accounts: { bob: { role: 'write' } } }),
      'bob, whose role is write and not maintain or higher',
    ],
    [
      'with a label the author put there',
      worldOf(sample, { author: 'mia' }),
      'mia, the author of the change',
    ],
    [
      'with a label of somebody who pushed to the branch in the name of others',
      worldOf(sample, {}, { activity: [PUSH_OF_MIA] }),
      'mia, who pushed to the branch',
    ],
    [
      'with a label from before GitHub pointed it at another base',
      worldOf(sample, {
        events: [
          labelled({}),
          { event: 'automatic_base_change_succeeded', actor: 'ada', at: '2026-11-21T10:00:00Z' },
        ],
      }),
      'the last push was at 2026-11-21T10:00:00Z',
    ],
    [
      'with a label of a bot',
      worldOf(sample, { events: [labelled({ actor: 'labeler[bot]' })] }),
      'labeler[bot], a bot',
    ],
    [
      'with a label older than the last push',
      worldOf(sample, { events: [labelled({ at: '2026-11-21T07:00:00Z' })] }),
      'the last push was at 2026-11-21T08:00:00Z',
    ],
  ])('%s', async (_, world, reason) => {
    const { exitCode, stdout } = await check(world);
    expect(stdout).toContain(reason);
    expect(exitCode).toBe(1);
  });
});

describe('a protected file is not proved where GitHub does not answer, with the reason', () => {
  const answering = (status: number, more: object = {}) =>
    worldOf(sample, {}, { faults: [{ kind: 'answer', status, ...more }] });

  test.concurrent.each([
    ['a token that is refused', answering(401), 'GitHub refused the token (401); check GITHUB_TOKEN'],
    [
      'a token without rights',
      answering(403),
      'GitHub says that the token may not read the pull request #12 (403); give it the permission',
    ],
    ['a pull request it does not show', answering(404), 'GitHub knows no pull request #12 (404)'],
    ['a request it does not understand', answering(422), '(422)'],
    ['a fault of its own', answering(502), 'GitHub failed (502) when asked for'],
    ['another form of answer', answering(200, { body: { number: 'twelve' } }), 'GitHub'],
    [
      'no JSON',
      answering(200, { body: '<html>' }),
      "is not JSON; check that GITHUB_API_URL is the address of GitHub's API",
    ],
    [
      'a limit that is used up for an hour',
      answering(429, { headers: { 'retry-after': '3600' } }),
      "GitHub's rate limit is used up (429)",
    ],
    [
      'an answer that breaks off',
      worldOf(sample, {}, { faults: [{ kind: 'cut' }] }),
      'GitHub could not be reached',
    ],
    [
      'silence about the events alone',
      worldOf(sample, {}, { faults: [{ kind: 'answer', status: 403, at: /events/ }] }),
      '(403)',
    ],
    [
      'silence about the role alone',
      worldOf(sample, {}, { faults: [{ kind: 'answer', status: 403, at: /permission/ }] }),
      'the role of mia in the repository (403)',
    ],
    [
      'a head that moved on since the event',
      worldOf({ head: 'd'.repeat(40) }),
      'the pull request has moved on since the event: #12 is at dddddddddd',
    ],
  ])('%s', async (_, world, reason) => {
    const { exitCode, stdout } = await check(world);
    expect(stdout.replace(/\s+/g, ' ')).toContain(reason);
    expect(exitCode).toBe(2);
  });

  test('no token', async () => {
    const { exitCode, stdout, requests } = await check(worldOf(sample), { GITHUB_TOKEN: '' });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('there is no token for GitHub; set GITHUB_TOKEN');
    expect(requests).toEqual([]);
  });

  test('an address that is no GitHub', async () => {
    const env = { GITHUB_API_URL: 'http://api.example.com' };
    expect(await check(worldOf(sample), env)).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining("the address of GitHub's API is not https"),
    });
  });

  test.concurrent.each([
    ['fails once', { kind: 'answer', status: 503, times: 1 } as const],
    ['hangs once in the middle of an answer', { kind: 'half-open', times: 1 } as const],
  ])('GitHub that %s is asked again', async (_, fault) => {
    expect((await check(worldOf(sample, {}, { faults: [fault] }))).exitCode).toBe(0);
  });
});

describe('GitHub is asked', () => {
  test('nothing at home, though a token is set', async () => {
    const { requests } = await lockkeeperInCi(sample, {
      world: worldOf(sample),
      args: ['check', '--base', 'main'],
      env: { CI: '' },
    });
    expect(requests).toEqual([]);
  });

  test('at home about a pull request that is named, so that people see what CI will say', async () => {
    const args = ['check', '--base', 'main', '--pull-request', '12'];
    const at = (world: GitHubWorld, ci = '') =>
      lockkeeperInCi(sample, { world, args, env: { CI: ci } }).then(({ exitCode, stdout }) => ({
        exitCode,
        says: stdout.replace(/\s+/g, ' '),
      }));
    const trusted = await at(worldOf(sample));
    expect(trusted).toMatchObject({ exitCode: 0 });
    expect(trusted.says).not.toContain('core/pay.py is protected');
    const missing = await at(worldOf(sample, { events: [] }));
    expect(missing.exitCode).toBe(0);
    expect(missing.says).toContain(`need the label ${LABEL}. Ask an approver for it`);
    expect((await at(worldOf(sample), 'true')).exitCode).toBe(0);
  });

  test('only with a number that a pull request can have', async () => {
    const { exitCode, stderr } = await lockkeeperInCi(sample, {
      world: worldOf(sample),
      args: ['check', '--pull-request', '12x'],
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Give its number, such as 123.');
  });
});
