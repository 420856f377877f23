import type { PythonParser } from '../../parsers/parsers.ts';
import { spansIn, startOf, type SourceSpan } from '../../model/source-span.ts';
import type { ApiChange } from './python-api-change.ts';
import { pythonApiDifference } from './python-api-difference.ts';
import { readPythonApi } from '../surface/python-api.ts';
import type { Texts } from '../surface/python-texts.ts';

/** What a change does to those who use a module. */
export type SurfaceComparison =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'compared'; readonly changes: readonly SurfaceChange[] }
  /** One of the texts is no Python; `problem` is a clause. */
  | { readonly kind: 'unreadable'; readonly at: SourceSpan; readonly problem: string };

export interface SurfaceChange {
  /** `breaks`: they must change too. `unclear`: nobody can tell. */
  readonly kind: ApiChange['kind'];
  readonly what: ApiChange['what'];
  readonly name: string;
  /** A clause that reads well after the name. */
  readonly text: string;
  /** In the new text; its start for what is gone. */
  readonly at: SourceSpan;
}

export function surfaceComparison(python: PythonParser, { path, before, after }: Texts): SurfaceComparison {
  if (before === undefined || before === after) return { kind: 'compared', changes: [] };
  const old = readPythonApi(python, { path, text: before });
  const now = readPythonApi(python, { path, text: after });
  const spans = spansIn(path, after);
  if (now.kind === 'unreadable')
    return { kind: 'unreadable', at: spans.span(now.start, now.end), problem: now.problem };
  if (old.kind === 'unreadable')
    return { kind: 'unreadable', at: startOf(path), problem: `before the change, ${old.problem}` };
  const changes = pythonApiDifference(old.api, now.api);
  return {
    kind: 'compared',
    changes: changes.map(({ kind, what, name, text, start, end }) => ({
      kind,
      what,
      name,
      text,
      at: spans.span(start, end),
    })),
  };
}
