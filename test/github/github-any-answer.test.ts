import { createGitHub } from '@lockkeeper/host-node/read';
import type { Forge } from '@lockkeeper/operations/ports';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { HEAD, OTHER, TOKEN, worldWith } from './sample-world.ts';
import { fastPatience, withGitHub } from './with-github.ts';

/** Everything a forge can be asked, by the name of the question. */
const QUESTIONS: Readonly<Record<string, (forge: Forge) => Promise<unknown>>> = {
  pullRequest: (forge) => forge.pullRequest(12),
  pullRequestOf: (forge) => forge.pullRequestOf(HEAD),
  labelsOf: (forge) => forge.labelsOf(12),
  reviewsOf: (forge) => forge.reviewsOf(12),
  checksOf: (forge) => forge.checksOf(HEAD),
  account: (forge) => forge.account('ada'),
  makersOf: (forge) => forge.makersOf({ from: OTHER, to: HEAD }),
  'makersOf of one commit': (forge) => forge.makersOf({ from: null, to: HEAD }),
};

/** What each question may be answered with, written down without the reader's own shapes. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const isText = (value: unknown) => typeof value === 'string';
const isKnown = (value: unknown, inside: (value: unknown) => boolean) =>
  fieldsOf(value)['known'] === true
    ? inside(fieldsOf(value)['value'])
    : isText(fieldsOf(value)['reason']) && fieldsOf(value)['reason'] !== '';
const isAccount = (value: unknown) => {
  const { login, id, isBot } = fieldsOf(value);
  return isText(login) && (id === null || Number.isInteger(id)) && typeof isBot === 'boolean';
};
const isTime = (value: unknown) => typeof value === 'string' && TIME.test(value);
const isPullRequest = (value: unknown) => {
  const { number, author, branch, pushedAt, pushers } = fieldsOf(value);
  return (
    Number.isInteger(number) &&
    isAccount(author) &&
    isText(branch) &&
    isKnown(pushedAt, isTime) &&
    isKnown(pushers, isListOf(isAccount))
  );
};
const isLabel = (value: unknown) => {
  const { kind, name, by, role, at, reason } = fieldsOf(value);
  if (kind === 'unattributed') return isText(name) && isText(reason);
  return kind === 'applied' && isText(name) && isAccount(by) && isTime(at) && isKnown(role, isText);
};
const isReview = (value: unknown) => {
  const { by, state, commit, at } = fieldsOf(value);
  return isAccount(by) && isText(state) && isText(commit) && isTime(at);
};
const isCheck = (value: unknown) => isText(fieldsOf(value)['name']) && isText(fieldsOf(value)['outcome']);
const areMakers = (value: unknown) => {
  const { accounts, pusher } = fieldsOf(value);
  if (!(accounts instanceof Map) || !isKnown(pusher, isText)) return false;
  return [...accounts].every(([email, login]) => isText(email) && (login === null || isText(login)));
};
const isListOf = (inside: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(inside);
const IS_RIGHT: Readonly<Record<string, (value: unknown) => boolean>> = {
  pullRequest: isPullRequest,
  pullRequestOf: (value) => value === null || isPullRequest(value),
  labelsOf: isListOf(isLabel),
  reviewsOf: isListOf(isReview),
  checksOf: isListOf(isCheck),
  account: isAccount,
  makersOf: areMakers,
  'makersOf of one commit': areMakers,
};

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A forge whose every answer `answer` writes. */
function forgeThatHears(
  answer: (url: string) => {
    readonly status?: number;
    readonly text: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Forge {
  const fetch = (url: string) => {
    const { status = 200, text, headers = {} } = answer(url);
    return Promise.resolve(new Response(status === 204 ? null : text, { status, headers }));
  };
  return createGitHub({
    owner: 'acme',
    repository: 'shop',
    token: TOKEN,
    fetch,
    patience: fastPatience().patience,
  });
}

test('whatever JSON comes, every question is answered with the right shape or with a reason', async () => {
  const status = fc.constantFrom(200, 200, 200, 204, 301, 401, 403, 404, 422, 429, 500);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(status, fc.jsonValue()), { minLength: 1 }), async (answers) => {
      let next = 0;
      const forge = forgeThatHears(() => {
        const [code, body] = answers[next % answers.length] ?? [200, null];
        next += 1;
        return { status: code, text: JSON.stringify(body) };
      });
      for (const [name, ask] of Object.entries(QUESTIONS)) {
        expect(isKnown(await ask(forge), IS_RIGHT[name] ?? (() => false)), name).toBe(true);
      }
    }),
  );
});

test('whatever bytes and headers come, nothing rejects', async () => {
  const value = fc.oneof(
    fc.stringMatching(/^[!-~]{0,20}$/),
    fc.stringMatching(/^<[!-;=?-~]{0,20}>; rel="next"$/),
    fc.nat().map(String),
  );
  const names = [
    'link',
    'location',
    'retry-after',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
    'content-type',
  ];
  const headers = fc.dictionary(fc.constantFrom(...names), value);
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('[]'));
  const status = fc.constantFrom(200, 302, 403, 500);
  await fc.assert(
    fc.asyncProperty(fc.record({ text, headers, status }), async (answer) => {
      const forge = forgeThatHears(() => answer);
      for (const ask of Object.values(QUESTIONS)) expect(await ask(forge)).toHaveProperty('known');
    }),
  );
});

/** Per question the fields its answer hangs on, in the answers of the sample world. */
const NEEDED: Readonly<Record<string, readonly (readonly [RegExp, readonly (string | number)[]])[]>> = {
  pullRequest: [
    [/pulls\/12/, ['number']],
    [/pulls\/12/, ['state']],
    [/pulls\/12/, ['user', 'login']],
    [/pulls\/12/, ['user', 'id']],
    [/pulls\/12/, ['user', 'type']],
    [/pulls\/12/, ['merged_at']],
    [/pulls\/12/, ['base', 'ref']],
    [/pulls\/12/, ['base', 'repo', 'owner', 'login']],
    [/pulls\/12/, ['head', 'sha']],
    [/pulls\/12/, ['head', 'ref']],
    [/pulls\/12/, ['head', 'repo', 'owner', 'login']],
  ],
  pullRequestOf: [
    [/commits\/\w+\/pulls/, [0, 'number']],
    [/commits\/\w+\/pulls/, [0, 'head']],
    [/commits\/\w+\/pulls/, [0, 'base']],
  ],
  labelsOf: [[/labels/, [0, 'name']]],
  reviewsOf: [
    [/reviews/, [0, 'state']],
    [/reviews/, [0, 'submitted_at']],
    [/reviews/, [0, 'user', 'id']],
    [/reviews/, [0, 'commit_id']],
  ],
  checksOf: [
    [/\/status/, ['statuses']],
    [/\/status/, ['statuses', 0, 'state']],
    [/\/status/, ['statuses', 0, 'context']],
    [/check-runs/, ['check_runs']],
    [/check-runs/, ['check_runs', 0, 'name']],
    [/check-runs/, ['check_runs', 0, 'id']],
    [/check-runs/, ['check_runs', 0, 'status']],
    [/check-runs/, ['check_runs', 0, 'conclusion']],
  ],
  account: [
    [/users\/ada/, ['login']],
    [/users\/ada/, ['id']],
    [/users\/ada/, ['type']],
  ],
  makersOf: [
    [/compare/, ['commits']],
    [/compare/, ['commits', 0, 'commit']],
    [/compare/, ['commits', 0, 'commit', 'author', 'email']],
    [/compare/, ['commits', 0, 'commit', 'committer', 'email']],
  ],
  'makersOf of one commit': [
    [/commits\/\w+$/, ['commit']],
    [/commits\/\w+$/, ['commit', 'author', 'email']],
  ],
};

const cases = Object.entries(NEEDED).flatMap(([name, fields]) =>
  fields.map(([at, path]) => ({ name, at, path, spelled: path.join('.') })),
);

test.each(cases)('$name is not observed when $spelled is something else', async ({ name, at, path }) => {
  const recorded = await recordedAnswers();
  const wrong = fc.oneof(
    fc.constant(undefined),
    fc.boolean(),
    fc.double({ noInteger: true, noNaN: true, noDefaultInfinity: true }),
    fc.dictionary(fc.string(), fc.jsonValue()),
    fc.array(fc.jsonValue(), { minLength: 1 }),
  );
  await fc.assert(
    fc.asyncProperty(wrong, async (value) => {
      const forge = forgeThatHears((url) => {
        const key = new URL(url).pathname;
        const body: unknown = JSON.parse(recorded.get(key) ?? 'null');
        return { text: JSON.stringify(at.test(key) ? replaced(body, path, value) : body) };
      });
      expect(await QUESTIONS[name]?.(forge)).toMatchObject({ known: false });
    }),
  );
});

test('with the recorded answers as they are everything is observed', async () => {
  const recorded = await recordedAnswers();
  const forge = forgeThatHears((url) => ({ text: recorded.get(new URL(url).pathname) ?? 'null' }));
  for (const ask of Object.values(QUESTIONS)) expect(await ask(forge)).toMatchObject({ known: true });
});

/** What the loopback GitHub answers, by path: GitHub's own description stands behind it. */
async function recordedAnswers(): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>();
  const world = worldWith(
    { reviews: [{ by: 'mia', state: 'APPROVED', commit: HEAD, at: '2026-11-21T10:00:00Z' }] },
    {
      statuses: { [HEAD]: [{ context: 'ci', state: 'success' }] },
      checkRuns: { [HEAD]: [{ name: 'build', conclusion: 'success' }] },
      commits: (_, sha) => [{ sha, author: { email: 'ada@example.com', login: 'ada' } }],
    },
  );
  const fetch = async (url: string, init: RequestInit) => {
    const response = await globalThis.fetch(url, init);
    answers.set(new URL(url).pathname, await response.clone().text());
    return response;
  };
  await withGitHub(
    world,
    async (forge) => {
      for (const ask of Object.values(QUESTIONS)) await ask(forge);
    },
    { fetch },
  );
  return answers;
}

function replaced(body: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(body))
    return body.map((entry: unknown, index) => (index === key ? replaced(entry, rest, value) : entry));
  const fields = fieldsOf(body);
  return { ...fields, [key]: replaced(fields[key], rest, value) };
}
