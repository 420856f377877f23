import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { ZodType } from 'zod';

import type { RequestGitHub } from './github-client.ts';
import { parsed } from './parsed.ts';
import type { RouteRequest } from './routes.ts';

/** A list that comes in pages. */
export interface ListRequest<Entry> extends RouteRequest {
  /** Turns one page into its entries. */
  readonly page: ZodType<readonly Entry[]>;
  readonly perPage: number;
  /** Stops before the last page where what was looked for is found. */
  readonly isEnough?: (entries: readonly Entry[]) => boolean;
}

/** Fifty pages of a hundred events: beyond that something is wrong, and half a list is none. */
const MOST_PAGES = 50;

/**
 * All entries, or none. Of GitHub's address for the next page only the query is used, on the route
 * that was asked before: a page on another server is never fetched.
 */
export async function requestAllPages<Entry>(
  ask: RequestGitHub,
  question: ListRequest<Entry>,
): Promise<Known<readonly Entry[]>> {
  const { isEnough = () => false, page: shape, perPage, route, about, needs } = question;
  const entries: Entry[] = [];
  let parameters: RouteRequest['parameters'] = { ...question.parameters, per_page: perPage };
  for (let pages = 1; pages <= MOST_PAGES; pages += 1) {
    const answer = await ask({ route, about, needs, parameters });
    if (!answer.known) return answer;
    const page = parsed(shape, answer.value.data, about);
    if (!page.known) return page;
    entries.push(...page.value);
    const next = nextPage(answer.value.link);
    if (next === undefined || isEnough(entries)) return observed(entries);
    if (Object.keys(next).length === 0)
      return unobserved(`GitHub's list of ${about} has more pages, and does not say where`);
    parameters = { ...parameters, ...next };
  }
  return unobserved(`GitHub's list of ${about} has no end`);
}

/** Numbered pages for most lists; before and after a mark for the activity of a repository. */
const PAGE_PARAMETERS = ['page', 'after', 'before'];

/** `undefined` on the last page; empty where there is another, and nothing that tells which. */
export function nextPage(link: string | null): Readonly<Record<string, string>> | undefined {
  const [, url] = /<([^<>]*)>\s*;[^,<]*\brel="?next\b/.exec(link ?? '') ?? [];
  if (url === undefined) return undefined;
  const query = new URLSearchParams(url.split('#')[0]?.split('?').slice(1).join('?'));
  return Object.fromEntries(
    PAGE_PARAMETERS.flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
