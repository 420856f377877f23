import { observed } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';
import { z } from 'zod';

import type { GitHubResponse } from './github-client.ts';
import { requestAllPages, nextPage } from './pages.ts';
import { ROUTES, type RouteRequest } from './routes.ts';

test.each([
  [null, undefined],
  ['', undefined],
  ['<https://api.github.com/x?page=1>; rel="prev"', undefined],
  ['<https://api.github.com/x?per_page=5&page=2>; rel="next"', { page: '2' }],
  [
    '<https://api.github.com/x?page=1>; rel="prev", <https://api.github.com/x?page=3>; rel="next"',
    { page: '3' },
  ],
  ['<https://api.github.com/x?after=abc%3D&ref=other>; rel=next', { after: 'abc=' }],
  ['<https://evil.test/steal?page=4&token=yes>; rel="next"', { page: '4' }],
  ['<?page=5>; rel="next"', { page: '5' }],
  ['<https://[broken>; rel="next"', {}],
])('of the link %j the next page is %j', (link, expected) => {
  expect(nextPage(link)).toEqual(expected);
});

/** Pages by the number asked for, each naming the next. */
function pagesOf(...pages: readonly unknown[]) {
  const asked: RouteRequest['parameters'][] = [];
  const ask = (question: RouteRequest) => {
    asked.push(question.parameters);
    const page = Number(question.parameters['page'] ?? 1);
    const link = page < pages.length ? `<https://api.github.com/x?page=${page + 1}>; rel="next"` : null;
    return Promise.resolve(observed<GitHubResponse>({ data: pages[page - 1], link }));
  };
  return { ask, asked };
}

const LIST = {
  route: ROUTES.labels,
  parameters: { owner: 'acme' },
  about: 'the letters',
  needs: 'issues: read',
  page: z.array(z.string()),
  perPage: 2,
};

test('pages are asked for one after the other and put together', async () => {
  const { ask, asked } = pagesOf(['a', 'b'], ['c']);
  expect(await requestAllPages(ask, LIST)).toEqual(observed(['a', 'b', 'c']));
  expect(asked).toEqual([
    { owner: 'acme', per_page: 2 },
    { owner: 'acme', per_page: 2, page: '2' },
  ]);
});

test('one wrong page makes the whole list unknown', async () => {
  const { ask } = pagesOf(['a', 'b'], 'oops');
  expect(await requestAllPages(ask, LIST)).toMatchObject({ known: false });
});

test('what was found early spares the other pages', async () => {
  const { ask, asked } = pagesOf(['a', 'b'], ['c', 'd'], ['e']);
  const found = await requestAllPages(ask, { ...LIST, isEnough: (entries) => entries.includes('c') });
  expect(found).toEqual(observed(['a', 'b', 'c', 'd']));
  expect(asked).toHaveLength(2);
});

test('a list that goes on somewhere is not whole', async () => {
  const ask = () =>
    Promise.resolve(
      observed<GitHubResponse>({ data: ['a'], link: '<https://api.github.com/x>; rel="next"' }),
    );
  expect(await requestAllPages(ask, LIST)).toEqual({
    known: false,
    reason: "GitHub's list of the letters has more pages, and does not say where",
  });
});

test('a list that does not end is none', async () => {
  const { ask, asked } = pagesOf(...Array.from({ length: 70 }, () => ['x']));
  expect(await requestAllPages(ask, LIST)).toEqual({
    known: false,
    reason: "GitHub's list of the letters has no end",
  });
  expect(asked).toHaveLength(50);
});
