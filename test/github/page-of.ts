import type { Json } from './github-description.ts';
import type { WorldAnswer } from './world-answers.ts';

type List = Extract<WorldAnswer, { kind: 'list' }>;

/** One page of a list, and the address of the next one as GitHub gives it: by the number of the repository. */
export function pageOf(
  { entries, inside, byMark = false }: List,
  url: URL,
  mostEntries = 100,
): { readonly body: unknown; readonly headers: Readonly<Record<string, string>> } {
  const { searchParams: query } = url;
  const size = Math.min(Number(query.get('per_page') ?? 30), mostEntries);
  const start = byMark ? markIn(query) : (Number(query.get('page') ?? 1) - 1) * size;
  const page = entries.slice(start, start + size);
  const body: Json | readonly Json[] =
    inside === undefined ? page : { [inside]: page, total_count: entries.length };
  if (start + size >= entries.length) return { body, headers: {} };
  const next = new URL(url.href.replace(/\/repos\/[^/]+\/[^/]+\//, '/repositories/4711/'));
  if (byMark) next.searchParams.set('after', `mark-${start + size}`);
  else next.searchParams.set('page', String(start / size + 2));
  return { body, headers: { link: `<${next.href}>; rel="next", <${next.href}>; rel="last"` } };
}

function markIn(query: URLSearchParams): number {
  return Number(query.get('after')?.replace('mark-', '') ?? 0);
}
