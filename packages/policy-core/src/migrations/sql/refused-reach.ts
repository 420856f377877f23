import type { UnclearReach } from '../operations/operation.ts';
import { hasPlaceholder } from '../../parsers/python/text.ts';
import { onlyMakesValue } from './known-functions.ts';
import { keyword, significantTokens, type SqlToken } from './tokens.ts';

/**
 * All that a statement may change which PostgreSQL's grammar refuses: it is of another database, or a part of it is not
 * known. `undefined`: that may be anything.
 */
export function refusedReach(sql: string): UnclearReach | undefined {
  // What has no end may hold more than one.
  if (sql.includes(';')) return undefined;
  const words = significantTokens(sql, 0, HEAD).map((token) => keyword(sql, token));
  const [verb = ''] = words;
  const isWhole = !hasPlaceholder(sql);
  if (verb === 'PRAGMA') return { kind: 'settings' };
  if (OF_ROWS.has(verb)) return isWhole || callsNothingUnknown(sql) ? { kind: 'rows' } : undefined;
  const isOfNames = /^(?:ALTER TABLE|DROP INDEX|CREATE (?:\w+ )?INDEX) /.test(words.join(' '));
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

/** The project's own functions may do anything, and a part that is not known may stand for the name of one. */
function callsNothingUnknown(sql: string): boolean {
  const tokens = significantTokens(sql);
  return tokens.every(({ kind, start, end }, index) => {
    if (tokens[index + 1]?.kind !== 'open' || (kind !== 'word' && kind !== 'quoted-name')) return true;
    const word = sql.slice(start, end).toLowerCase();
    return BEFORE_PARENTHESIS.has(word) || onlyMakesValue(word) || isTarget(sql, tokens.slice(0, index));
  });
}

const BEFORE_PARENTHESIS: ReadonlySet<string> = new Set(
  `all and any array as between by cast coalesce conflict else exists extract filter from group having in interval
   join lateral like not on or over row select set some then union using values when where`.split(/\s+/),
);

/** `INSERT INTO orders (id, total)` */
function isTarget(sql: string, before: readonly SqlToken[]): boolean {
  const last = before.at(-1);
  if (last === undefined) return false;
  if (sql[last.start] === '.') return isTarget(sql, before.slice(0, -2));
  return keyword(sql, last) === 'INTO';
}

function wordsIn(sql: string): readonly string[] {
  return [...new Set(sql.toLowerCase().match(/[\p{L}\p{N}_$]+/gu))];
}
