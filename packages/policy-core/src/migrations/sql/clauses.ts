import type { TextRange } from '../../model/text-range.ts';
import { keyword, significantToken, type SqlToken } from './tokens.ts';

/** PostgreSQL's trees say where a clause begins at most; where it ends is told by the tokens. */

/**
 * The tokens of a stretch, without space and comments, up to the first one outside brackets that stops it:
 * that token is left out, and so is a bracket that closes something around the stretch.
 */
export function clauseTokens(
  text: string,
  { start, end }: TextRange,
  stops: (token: SqlToken) => boolean,
): SqlToken[] {
  const found: SqlToken[] = [];
  let depth = 0;
  let token = significantToken(text, start, end);
  for (; token !== undefined; token = significantToken(text, token.end, end)) {
    const last = found.at(-1);
    if (last !== undefined && goesOn(last, token)) {
      found[found.length - 1] = { ...last, end: token.end };
      continue;
    }
    const step = nesting(text, token);
    if (depth === 0 && (step < 0 || stops(token))) break;
    depth += step;
    found.push(token);
  }
  return found;
}

/** A doubled quote inside quotes makes two tokens of one name or string. */
function goesOn(last: SqlToken, token: SqlToken): boolean {
  const isQuoted = token.kind === 'quoted-name' || token.kind === 'string';
  return isQuoted && last.kind === token.kind && last.end === token.start;
}

/** The stretches between the commas outside brackets. */
export function listedRanges(text: string, range: TextRange): TextRange[] {
  const ranges: TextRange[] = [];
  let element: SqlToken[] = [];
  let depth = 0;
  for (const token of clauseTokens(text, range, () => false)) {
    if (depth === 0 && isComma(text, token)) {
      ranges.push(rangeOf(element) ?? token);
      element = [];
    } else {
      depth += nesting(text, token);
      element.push(token);
    }
  }
  const last = rangeOf(element);
  return last === undefined ? ranges : [...ranges, last];
}

/** What follows the first of these key words outside brackets, up to the end; `undefined` where it is not there. */
export function behindKeyword(text: string, range: TextRange, word: string): TextRange | undefined {
  const tokens = clauseTokens(text, range, () => false);
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (depth === 0 && keyword(text, token) === word) return rangeOf(tokens.slice(index + 1));
    depth += nesting(text, token);
  }
  return undefined;
}

/** Up to the first of these key words outside brackets; the word that the stretch begins with does not count. */
export function beforeKeywords(text: string, range: TextRange, words: ReadonlySet<string>): TextRange {
  const tokens = clauseTokens(
    text,
    range,
    (token) => token.start > range.start && words.has(keyword(text, token) ?? ''),
  );
  return rangeOf(tokens) ?? range;
}

/** From the first token to the last; `undefined` for none. */
export function rangeOf(tokens: readonly SqlToken[]): TextRange | undefined {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
}

export function isComma(text: string, { kind, start }: SqlToken): boolean {
  return kind === 'other' && text[start] === ',';
}

function nesting(text: string, { kind, start }: SqlToken): number {
  if (kind === 'open') return 1;
  if (kind === 'close') return -1;
  if (kind !== 'other') return 0;
  if (text[start] === '[') return 1;
  return text[start] === ']' ? -1 : 0;
}
