import type { Name, TableName } from '../operations/name.ts';
import { keyword, significantTokens, type SqlToken } from '../sql/tokens.ts';
import { tableNow, type EffectContext } from './effect-context.ts';

/** Whether a check that is valid says that the column is not NULL: PostgreSQL believes it, from version 12 on. */
export function isNotNullProven(context: EffectContext, table: TableName, column: Name): boolean {
  const checks = tableNow(context, table)?.constraints ?? [];
  return checks.some(
    ({ definition, isValidated }) =>
      isValidated && definition.kind === 'check' && saysNotNull(definition.expression, column),
  );
}

/** `c IS NOT NULL`, alone or as one of several that all must hold. */
function saysNotNull(expression: string | undefined, column: Name): boolean {
  if (expression === undefined || !column.isKnown) return false;
  return says(column.text, expression, significantTokens(expression, 0, expression.length));
}

function says(column: string, text: string, tokens: readonly SqlToken[]): boolean {
  const parts = parted(text, tokens);
  if (parts.length > 1) return parts.some((part) => says(column, text, part));
  if (isInParentheses(tokens)) return says(column, text, tokens.slice(1, -1));
  const words = tokens.slice(-3).map((token) => keyword(text, token));
  return words.join(' ') === 'IS NOT NULL' && nameOf(text, tokens.slice(0, -3)) === column;
}

/** One pair around all of it, unlike `(a) = (b)`. */
function isInParentheses(tokens: readonly SqlToken[]): boolean {
  let depth = 0;
  const isHeld = tokens.every(({ kind }, index) => {
    if (kind === 'open') depth += 1;
    if (kind === 'close') depth -= 1;
    return depth > 0 || index === tokens.length - 1;
  });
  return isHeld && depth === 0 && tokens.at(-1)?.kind === 'close';
}

/** What AND joins, outside parentheses; none where something else may join it. */
function parted(text: string, tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const words = wordsOutside(text, tokens);
  if (words.includes('OR') || words.includes('CASE')) return [];
  const parts: SqlToken[][] = [[]];
  let isBetween = false;
  tokens.forEach((token, index) => {
    const word = words[index];
    if (word === 'AND' && !isBetween) parts.push([]);
    else parts.at(-1)?.push(token);
    if (word === 'AND' || word === 'BETWEEN') isBetween = word === 'BETWEEN';
  });
  return parts;
}

/** The key word that each token is, outside parentheses. */
function wordsOutside(text: string, tokens: readonly SqlToken[]): readonly (string | undefined)[] {
  let depth = 0;
  return tokens.map((token) => {
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    return depth === 0 ? keyword(text, token) : undefined;
  });
}

/** As PostgreSQL holds it; `undefined` for what is no name alone. A doubled quote parts a quoted one in two tokens. */
function nameOf(text: string, tokens: readonly SqlToken[]): string | undefined {
  const name = text.slice(tokens[0]?.start, tokens.at(-1)?.end);
  if (tokens.length === 1 && tokens[0]?.kind === 'word') return name.toLowerCase();
  const isQuoted = tokens.length > 0 && tokens.every(({ kind }) => kind === 'quoted-name');
  return isQuoted ? name.slice(1, -1).replaceAll('""', '"') : undefined;
}
