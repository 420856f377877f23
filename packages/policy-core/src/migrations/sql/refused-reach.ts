import type { UnclearReach } from '../operations/operation.ts';
import { hasPlaceholder } from '../../parsers/python/text.ts';
import { calledNames } from './called-names.ts';
import { keepsNames } from '../functions/known-functions.ts';
import { keyword, significantTokens } from './tokens.ts';

/**
 * All that a statement may change which PostgreSQL's grammar refuses: it is of another database, or a part of it is not
 * known. `undefined`: that may be anything.
 */
export function refusedReach(sql: string): UnclearReach | undefined {
  // What has no end may hold more than one.
  if (sql.includes(';') || holdsAnother(sql)) return undefined;
  const words = wordsOf(sql, HEAD);
  const [verb = ''] = words;
  const isWhole = !hasPlaceholder(sql);
  if (verb === 'PRAGMA') return { kind: 'settings' };
  if (OF_ROWS.has(verb)) return isWhole || callsNothingUnknown(sql) ? { kind: 'rows' } : undefined;
  const isOfNames = /^(?:(?:ALTER|CREATE|RENAME) TABLE|DROP INDEX|CREATE (?:\w+ )?INDEX) /.test(
    words.join(' '),
  );
  return isWhole && isOfNames ? { kind: 'tables', names: wordsIn(sql) } : undefined;
}

/** A few words, and comments before and between them. */
const HEAD = 1_000;

const OF_ROWS: ReadonlySet<string> = new Set([
  'DELETE',
  'INSERT',
  'MERGE',
  'REPLACE',
  'SELECT',
  'UPDATE',
  'VALUES',
  'WITH',
]);

/** SQL Server needs no mark between two statements. */
function holdsAnother(sql: string): boolean {
  return MAY_HOLD.test(sql) && ANOTHER.test(wordsOf(sql, sql.length).join(' '));
}

const MAY_HOLD = /\b(?:drop|truncate|exec|execute)\b/i;
const ANOTHER = / (?:DROP (?:DATABASE|SCHEMA|TABLE)|TRUNCATE TABLE|EXEC|EXECUTE)(?: |$)/;

function wordsOf(sql: string, end: number): readonly (string | undefined)[] {
  return significantTokens(sql, 0, end).map((token) => keyword(sql, token));
}

/** The project's own functions may do anything, and a part that is not known may stand for the name of one. */
function callsNothingUnknown(sql: string): boolean {
  return calledNames(sql, significantTokens(sql)).every(({ name }) => keepsNames(name));
}

function wordsIn(sql: string): readonly string[] {
  return [...new Set(sql.toLowerCase().match(/[\p{L}\p{N}_$]+/gu))];
}
