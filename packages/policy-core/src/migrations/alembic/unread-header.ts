import type { Parsers } from '../../parsers/parsers.ts';
import { traceNames } from '../../parsers/python/values.ts';
import { readHeader } from './header.ts';
import type { RevisionHeader } from './revision-header.ts';

/**
 * The header of a revision that cannot be read as a whole, of what stands before its first function. `undefined`
 * where that does not read either, or names no revision.
 */
export function unreadHeader({ python }: Parsers, text: string): RevisionHeader | undefined {
  const end = text.search(FIRST_DEFINITION);
  const top = end === -1 ? text : text.slice(0, end);
  const parse = python.parse(top);
  if (parse.kind === 'unanalyzable' || parse.kind === 'syntax-error') return undefined;
  const header = readHeader(traceNames({ text: top, root: parse.root }));
  return header.revision.kind === 'ids' ? header : undefined;
}

const FIRST_DEFINITION = /^(?:@|(?:async\s+)?def\b|class\b)/m;
