import { createGitHub } from '@lockkeeper/host-node/read';
import type { Forge } from '@lockkeeper/operations/ports';
import { describe, expect, test } from 'vitest';

import { HEAD, TOKEN, WORLD } from './sample-world.ts';
import { startGitHub } from './start-github.ts';
import { fastPatience, withGitHub } from './with-github.ts';
import type { Fault } from './world.ts';

/** What the forge says of the labels of #12 when every answer, or those at `at`, goes wrong. */
async function labelsUnder(fault: Fault, timeoutMs?: number) {
  const { patience, pauses } = fastPatience(timeoutMs);
  return withGitHub(
    { ...WORLD, faults: [fault] },
    async (forge, github) => {
      const labels = await forge.labelsOf(12);
      const asked = github.requests.filter(({ path }) => path.includes('/labels')).length;
      return { labels, pauses, asked, said: JSON.stringify(labels) };
    },
    { patience },
  );
}

const because = (reason: string) => ({ known: false, reason });
const LABELS = /\/labels/;

describe('a refusal is unobserved and says what to do', () => {
  test.each([
    [401, {}, 'GitHub refused the token (401); check GITHUB_TOKEN'],
    [
      403,
      {},
      'GitHub says that the token may not read the labels of #12 (403); give it the permission "issues: read"',
    ],
    [
      403,
      { 'x-github-sso': 'required; url=https://evil.test/' },
      'GitHub wants the token to be authorised for single sign-on (403); authorise it for the organisation',
    ],
    [
      404,
      {},
      'GitHub knows no labels of #12 (404), or the token may not see it; check the repository and give the token the permission "issues: read"',
    ],
    [410, {}, 'GitHub says that the labels of #12 are gone (410)'],
    [422, {}, 'GitHub could not make sense of the request for the labels of #12 (422)'],
    [204, {}, 'GitHub answered 204 when asked for the labels of #12; check GITHUB_API_URL'],
    [418, {}, 'GitHub answered 418 when asked for the labels of #12; check GITHUB_API_URL'],
  ])('%i with %o', async (status, headers, reason) => {
    const { labels, asked, pauses } = await labelsUnder({ kind: 'answer', at: LABELS, status, headers });
    expect(labels).toEqual(because(reason));
    expect({ asked, pauses }, 'trying again would bring the same').toEqual({ asked: 1, pauses: [] });
  });

  test('with a token that is not the right one', async () => {
    await withGitHub(
      WORLD,
      async (forge) => {
        expect(await forge.checksOf(HEAD)).toEqual(
          because('GitHub refused the token (401); check GITHUB_TOKEN'),
        );
      },
      { token: 'another' },
    );
  });
});

describe('what may pass is tried again', () => {
  test.each([500, 502, 503])('%i is gone at the third try', async (status) => {
    const { labels, pauses } = await labelsUnder({ kind: 'answer', at: LABELS, status, times: 2 });
    expect(labels).toMatchObject({ known: true });
    expect(pauses).toEqual([1000, 2000]);
  });

  test('5xx that stays is unobserved after four tries', async () => {
    const { labels, asked } = await labelsUnder({ kind: 'answer', at: LABELS, status: 503 });
    expect(labels).toEqual(because('GitHub failed (503) when asked for the labels of #12; run again later'));
    expect(asked).toBe(4);
  });

  test('a connection that breaks is tried once more', async () => {
    expect(await labelsUnder({ kind: 'cut', at: LABELS, times: 1 })).toMatchObject({
      labels: { known: true },
      pauses: [1000],
    });
    expect((await labelsUnder({ kind: 'cut', at: LABELS })).labels).toMatchObject(
      because(
        expect.stringMatching(
          /^GitHub could not be reached( \([A-Z_]+\))?; check the network and run again$/,
        ),
      ),
    );
  });

  test.each(['silence', 'half-open'] as const)('%s ends with the time for a request', async (kind) => {
    const { labels, asked } = await labelsUnder({ kind, at: LABELS }, 300);
    expect(labels).toEqual(
      because(
        'GitHub did not answer within 1 s when asked for the labels of #12; check the network and run again',
      ),
    );
    expect(asked).toBe(4);
  });

  test.each([
    ['429 with seconds', { status: 429, headers: { 'retry-after': '7' } }, 7000],
    ['429 with a date', { status: 429, headers: { 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' } }, 30_000],
    ['403 for asking too fast', { status: 403, headers: { 'retry-after': '5' } }, 5000],
    [
      '403 when the limit of an hour is used up',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795262420' } },
      21_000,
    ],
  ])('%s is waited for', async (_, answer, pause) => {
    const { labels, pauses } = await labelsUnder({ kind: 'answer', at: LABELS, ...answer, times: 1 });
    expect(labels).toMatchObject({ known: true });
    expect(pauses).toEqual([pause]);
  });

  test.each([
    [
      'a limit that is set back in an hour',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795266000' } },
      'in 61 minutes',
    ],
    [
      'a second limit that asks for ten minutes',
      { status: 429, headers: { 'retry-after': '600' } },
      'in 10 minutes',
    ],
  ])('%s is not waited for', async (_, answer, when) => {
    const { labels, pauses, asked } = await labelsUnder({ kind: 'answer', at: LABELS, ...answer });
    expect(labels).toEqual(
      because(
        `GitHub's rate limit is used up (${answer.status}); run again ${when} or use a token with a limit of its own`,
      ),
    );
    expect({ pauses, asked }).toEqual({ pauses: [], asked: 1 });
  });

  test('a second limit that names no time is known by its words', async () => {
    const body = { message: 'You have exceeded a secondary rate limit.' };
    const { labels } = await labelsUnder({ kind: 'answer', at: LABELS, status: 403, body });
    expect(labels).toMatchObject(
      because(expect.stringContaining('rate limit is used up (403); run again in a minute')),
    );
  });

  test('all pauses of a run together stay below a minute, however much is asked', async () => {
    const { patience, pauses } = fastPatience();
    await withGitHub(
      { ...WORLD, faults: [{ kind: 'answer', status: 429, headers: { 'retry-after': '9' } }] },
      async (forge, github) => {
        for (const answer of await everythingOf(forge)) expect(answer.known).toBe(false);
        const asked = github.requests.length;
        expect(await forge.labelsOf(99)).toMatchObject({ known: false });
        expect(github.requests.length - asked, 'nobody knocks for ever').toBeLessThanOrEqual(2);
      },
      { patience },
    );
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(60_000);
  });
});

describe('an answer that is none', () => {
  const ELSE = "check that GITHUB_API_URL is the address of GitHub's API";

  test.each([
    ['a page for people', '<html>Sign in</html>'],
    ['nothing', ''],
    ['half of it', '[{"name": "approved-core'],
  ])('%s instead of JSON', async (_, body) => {
    const { labels } = await labelsUnder({ kind: 'answer', at: LABELS, status: 200, body });
    expect(labels).toEqual(because(`GitHub's answer about the labels of #12 is not JSON; ${ELSE}`));
  });

  test.each([
    ['an object', {}, ''],
    ['null', null, ''],
    ['other entries', [{ name: 'fine' }, { name: 7 }], ' (at 1.name)'],
  ])('%s instead of labels', async (_, body, where) => {
    const { labels } = await labelsUnder({ kind: 'answer', at: LABELS, status: 200, body });
    expect(labels).toEqual(
      because(
        `GitHub's answer about the labels of #12 is not of the shape GitHub describes${where}; ${ELSE}`,
      ),
    );
  });

  test('10 MB are not read to the end', async () => {
    const { labels, asked } = await labelsUnder({ kind: 'large', at: LABELS, bytes: 10 * 1024 * 1024 });
    expect(labels).toEqual(
      because(`GitHub's answer about the labels of #12 is larger than any such answer; ${ELSE}`),
    );
    expect(asked).toBe(1);
  });

  test('a list without end is no list', async () => {
    const again = '/repositories/4711/issues/12/labels?per_page=100&page=';
    const faults = Array.from({ length: 60 }, (_, page): Fault => ({
      kind: 'next-page',
      at: LABELS,
      times: 1,
      to: `${again}${page + 2}`,
    }));
    await withGitHub({ ...WORLD, faults }, async (forge, github) => {
      expect(await forge.labelsOf(12)).toEqual(because("GitHub's list of the labels of #12 has no end"));
      expect(github.requests.length).toBeLessThan(60);
    });
  });
});

describe('nothing leaves for another server', () => {
  test('a redirect to one is refused, and nothing arrives there', async () => {
    const other = await startGitHub(WORLD);
    const { labels, asked } = await labelsUnder({ kind: 'redirect', at: LABELS, to: `${other.url}/stolen` });
    expect(labels).toEqual(
      because(
        'the request for the labels of #12 was redirected to another server, which gets no token; check GITHUB_API_URL and the name of the repository',
      ),
    );
    expect({ asked, arrived: other.requests }).toEqual({ asked: 1, arrived: [] });
    await other.close();
  });

  test('a next page on one is asked for here', async () => {
    const other = await startGitHub(WORLD);
    const to = `${other.url}/stolen?page=2`;
    const { labels, asked } = await labelsUnder({ kind: 'next-page', at: LABELS, to, times: 1 });
    expect(labels).toMatchObject({ known: true });
    expect({ asked, arrived: other.requests }).toEqual({ asked: 2, arrived: [] });
    await other.close();
  });

  test('a repository that got another name is followed on the same server', async () => {
    const { labels } = await labelsUnder({
      kind: 'redirect',
      at: LABELS,
      status: 301,
      to: '/repos/acme/shop/issues/12/labels?per_page=100',
      times: 1,
    });
    expect(labels).toMatchObject({ known: true });
  });

  test('a redirect in a circle ends', async () => {
    const { labels } = await labelsUnder({
      kind: 'redirect',
      at: LABELS,
      to: '/repos/acme/shop/issues/12/labels',
    });
    expect(labels).toMatchObject({ known: false });
  });
});

describe('the token', () => {
  const FAULTS: readonly Fault[] = [
    ...[200, 301, 401, 403, 404, 422, 429, 500].map((status): Fault => ({
      kind: 'answer',
      status,
      headers: {
        'x-echo': TOKEN,
        location: `https://evil.test/${TOKEN}`,
        deprecation: 'true',
        sunset: TOKEN,
      },
      body: { message: `You sent ${TOKEN}`, documentation_url: TOKEN, [TOKEN]: TOKEN },
    })),
    { kind: 'answer', status: 200, body: [{ name: { [TOKEN]: TOKEN } }] },
    { kind: 'answer', status: 200, body: TOKEN },
    { kind: 'cut' },
    { kind: 'half-open' },
  ];

  test('is in no answer and on no console, whatever the server sends back', async () => {
    const printed: unknown[] = [];
    const noting = (...words: unknown[]) => printed.push(...words);
    const before = { ...console };
    Object.assign(console, { log: noting, warn: noting, error: noting, info: noting, debug: noting });
    try {
      for (const fault of FAULTS) {
        const { patience } = fastPatience();
        await withGitHub(
          { ...WORLD, faults: [fault] },
          async (forge, github) => {
            const said = JSON.stringify(await everythingOf(forge));
            expect(said).not.toContain(TOKEN);
            expect(github.requests.every(({ path }) => !path.includes(TOKEN))).toBe(true);
          },
          { patience: { ...patience, timeoutMs: 100, totalMs: 300 } },
        );
      }
    } finally {
      Object.assign(console, before);
    }
    expect(printed).toEqual([]);
  });

  test('goes where it belongs', async () => {
    await withGitHub(WORLD, async (forge, github) => {
      await everythingOf(forge);
      expect(new Set(github.requests.map(({ authorization }) => authorization))).toEqual(
        new Set([`token ${TOKEN}`]),
      );
    });
  });

  test.each(['two\nlines', 'with space', 'ümlaut', ''])('%j is no token and is not sent', async (token) => {
    await withGitHub(
      WORLD,
      async (forge, github) => {
        for (const answer of await everythingOf(forge)) {
          expect(answer).toEqual(because('the token for GitHub holds a character that no token has'));
        }
        expect(github.requests).toEqual([]);
      },
      { token },
    );
  });

  test('is not sent to an address that is not safe', async () => {
    const forge = createGitHub({
      owner: 'acme',
      repository: 'shop',
      token: TOKEN,
      apiUrl: 'http://github.test',
    });
    for (const answer of await everythingOf(forge)) {
      expect(answer).toEqual(
        because(
          "the address of GitHub's API is not https; set GITHUB_API_URL to an address such as https://api.github.com",
        ),
      );
    }
  });
});

test('half a character stands in no address, and nothing is sent', async () => {
  await withGitHub(WORLD, async (forge, github) => {
    expect(await forge.account('\ud800')).toMatchObject({ known: false });
    expect(github.requests).toEqual([]);
  });
});

test('where nobody listens the reason says so', async () => {
  const github = await startGitHub(WORLD);
  await github.close();
  const forge = createGitHub({
    owner: 'acme',
    repository: 'shop',
    token: TOKEN,
    apiUrl: github.url,
    patience: fastPatience().patience,
  });
  expect(await forge.labelsOf(12)).toEqual(
    because('GitHub could not be reached (ECONNREFUSED); check the network and run again'),
  );
});

function everythingOf(forge: Forge) {
  return Promise.all([
    forge.pullRequest(12),
    forge.pullRequestOf(HEAD),
    forge.labelsOf(12),
    forge.reviewsOf(12),
    forge.checksOf(HEAD),
    forge.account('ada'),
    forge.makersOf({ from: null, to: HEAD }),
  ]);
}
