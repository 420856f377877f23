import type { PythonParser } from '../../parsers/parsers.ts';
import { spansIn, startOf, type SourceSpan } from '../../model/source-span.ts';
import { newEndpoints, readEndpoints, type Endpoint } from './fastapi-endpoints.ts';
import type { Texts } from '../surface/python-texts.ts';

/** The endpoints that a change adds to a module. */
export type EndpointComparison =
  | { readonly kind: 'compared'; readonly added: readonly NewEndpoint[] }
  /** One of the texts is no Python; `problem` is a clause. */
  | { readonly kind: 'unreadable'; readonly at: SourceSpan; readonly problem: string };

export interface NewEndpoint {
  readonly endpoint: Endpoint;
  readonly at: SourceSpan;
}

export function endpointComparison(python: PythonParser, { path, before, after }: Texts): EndpointComparison {
  const now = readEndpoints(python, after);
  const spans = spansIn(path, after);
  if (now.kind === 'unreadable')
    return { kind: 'unreadable', at: spans.span(now.start, now.end), problem: now.problem };
  const old = before === undefined ? undefined : readEndpoints(python, before);
  if (old?.kind === 'unreadable')
    return { kind: 'unreadable', at: startOf(path), problem: `before the change, ${old.problem}` };
  return {
    kind: 'compared',
    added: newEndpoints(old?.endpoints ?? [], now.endpoints).map((endpoint) => ({
      endpoint,
      at: spans.span(endpoint.start, endpoint.end),
    })),
  };
}
