import { keyword, significantTokens } from './tokens.ts';

/**
 * Whether a text that PL/pgSQL puts together and runs leads no name to another table, as far as its literals tell:
 * `format('CREATE TABLE %I (...)', name)`, `'ALTER TABLE ' || name || ' ADD ...'`.
 */
export function keepsNamesOnceRun(expression: string): boolean {
  const tokens = significantTokens(expression);
  const isFormat = keyword(expression, tokens[0]) === 'FORMAT' && tokens[1]?.kind === 'open';
  if (!isFormat && tokens[0]?.kind !== 'string') return false;
  const written = tokens
    .filter(({ kind }) => kind === 'string')
    .map(({ start, end }) => expression.slice(start, end).replaceAll(QUOTES, ''))
    .join(' %s ');
  return KEEPS_NAMES.test(written) && !MAY_DO_MORE.test(written);
}

const QUOTES = /^(?:[a-z]?'|\$[^$]*\$)|(?:'|\$[^$]*\$)$/gi;

/** What a table is made with, or what is done to one: neither RENAME nor SET SCHEMA, nor what only the run tells. */
const KEEPS_NAMES =
  /^\s*(?:CREATE\s+(?:UNLOGGED\s+)?TABLE\b|CREATE\s+(?:UNIQUE\s+)?INDEX\b|ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?(?:\S+\s+)?(?:(?:ADD|ATTACH|DETACH|DISABLE|ENABLE|OWNER|VALIDATE)\b|SET\s*\())/i;
const MAY_DO_MORE = /;|\b(?:SELECT|EXECUTE|SET_CONFIG)\b/i;
