import { keyword, significantTokens, type SqlToken } from './tokens.ts';

/**
 * One spelling of an expression, so that two texts of it can be compared: small letters, no space but between words,
 * no comments, and no brackets or quotes that change nothing. Other spellings of one meaning stay apart.
 */
export function oneSpelling(expression: string): string {
  return spelled(expression, withoutBrackets(significantTokens(expression)));
}

/**
 * What a WHERE demands, one by one: `a AND (b = 1)` demands `a` and `b=1`. With an OR outside of brackets it is one
 * demand.
 */
export function demandsIn(where: string): readonly string[] {
  return demandsBelow(where, MOST_NESTED);
}

/** Nobody writes brackets in brackets that deep; what stands there is one demand. */
const MOST_NESTED = 20;

function demandsBelow(where: string, depth: number): readonly string[] {
  const tokens = withoutBrackets(significantTokens(where));
  const outer = outerWords(where, tokens);
  const isOne = depth === 0 || outer.some(({ word }) => word === 'OR' || word === 'BETWEEN');
  if (isOne) return [spelled(where, tokens)];
  const ends = outer.filter(({ word }) => word === 'AND').map(({ at }) => at);
  const parts = [...ends, tokens.length].map((end, index) =>
    tokens.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end),
  );
  if (parts.length === 1) return [demanded(spelled(where, tokens))];
  return parts.flatMap((part) => demandsBelow(where.slice(part[0]?.start, part.at(-1)?.end), depth - 1));
}

/** `x = true` and `x IS TRUE` demand `x`, `x = false` demands `not x`. */
function demanded(spelling: string): string {
  const [, name, truth] = /^(\w+)(?:=| is )(true|false)$/.exec(spelling) ?? [];
  if (name === undefined) return spelling;
  return truth === 'true' ? name : `not ${name}`;
}

/** Every name that an expression may speak of: its words that call no function, name no type and are no text. */
export function namesSpoken(expression: string): readonly string[] {
  const tokens = significantTokens(expression);
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'word' && token.kind !== 'quoted-name') return [];
    const isCall = tokens[index + 1]?.kind === 'open';
    const isType = expression.slice(tokens[index - 1]?.start, token.start).trimEnd() === ':';
    return isCall || isType ? [] : [nameText(expression, token)];
  });
}

function spelled(text: string, tokens: readonly SqlToken[]): string {
  let spelling = '';
  let before = '';
  let end: number | undefined;
  for (const token of tokens) {
    const next = nameText(text, token);
    // A quote that is doubled in a text ends a token and begins the next.
    const isOneText = end === token.start && before.endsWith("'") && next.startsWith("'");
    spelling += `${!isOneText && ENDS_WORD.test(before) && BEGINS_WORD.test(next) ? ' ' : ''}${next}`;
    before = next;
    end = token.end;
  }
  return spelling;
}

const ENDS_WORD = /[\p{L}\p{N}_'"]$/u;
const BEGINS_WORD = /^[\p{L}\p{N}_'"]/u;

/** Quotes around a name that needs none are left out. */
function nameText(text: string, { kind, start, end }: SqlToken): string {
  const written = text.slice(start, end);
  if (kind === 'word') return written.toLowerCase();
  return /^"[a-z_][a-z0-9_]*"$/.test(written) ? written.slice(1, -1) : written;
}

/** Without the brackets around all of it, however many there are. */
function withoutBrackets(tokens: readonly SqlToken[]): readonly SqlToken[] {
  const closedAt = closings(tokens);
  let around = 0;
  while (closedAt.get(around) === tokens.length - 1 - around) around += 1;
  return tokens.slice(around, tokens.length - around);
}

/** Where each bracket closes, by where it opens. */
function closings(tokens: readonly SqlToken[]): ReadonlyMap<number, number> {
  const closedAt = new Map<number, number>();
  const open: number[] = [];
  tokens.forEach(({ kind }, index) => {
    if (kind === 'open') open.push(index);
    const opened = kind === 'close' ? open.pop() : undefined;
    if (opened !== undefined) closedAt.set(opened, index);
  });
  return closedAt;
}

/** Key words outside of brackets. */
function outerWords(
  text: string,
  tokens: readonly SqlToken[],
): readonly { readonly word: string; readonly at: number }[] {
  let depth = 0;
  return tokens.flatMap((token, at) => {
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    const word = depth === 0 ? keyword(text, token) : undefined;
    return word === undefined ? [] : [{ word, at }];
  });
}
