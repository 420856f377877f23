import { functionVolatility } from '../functions/known-functions.ts';
import { keyword, significantTokens, type SqlToken } from '../sql/tokens.ts';

/** `name` is the first function that nothing is known of. */
export type Volatility =
  | { readonly kind: 'stable' | 'volatile'; readonly name: undefined }
  | { readonly kind: 'unknown'; readonly name: string };

/**
 * Whether an expression of SQL may give another value for each row. `stable`: it is the same within a statement.
 */
export function volatility(expression: string): Volatility {
  const called = functionsIn(expression);
  if (called.some((name) => functionVolatility(name) === 'volatile'))
    return { kind: 'volatile', name: undefined };
  const name = called.find((one) => functionVolatility(one) === undefined);
  return name === undefined ? { kind: 'stable', name: undefined } : { kind: 'unknown', name };
}

/** Names before an opening parenthesis, without their schema and in lower case. */
function functionsIn(expression: string): readonly string[] {
  const tokens = significantTokens(expression, 0, expression.length);
  return tokens.flatMap((token, index) => {
    const isCalled = tokens[index + 1]?.kind === 'open' && isName(token);
    if (!isCalled || isType(expression, tokens, index)) return [];
    const text = expression.slice(token.start, token.end);
    const name = token.kind === 'quoted-name' ? text.slice(1, -1) : text.toLowerCase();
    return KEYWORDS.has(name) ? [] : [name];
  });
}

function isName({ kind }: SqlToken): boolean {
  return kind === 'word' || kind === 'quoted-name';
}

/** `'1'::numeric(10, 2)`, `CAST (1 AS varchar(3))`. */
function isType(text: string, tokens: readonly SqlToken[], index: number): boolean {
  const before = tokens[index - 1];
  return before !== undefined && (text[before.end - 1] === ':' || keyword(text, before) === 'AS');
}

/** What stands before a parenthesis and calls nothing: key words, and types that cast. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `
    and array as between case cast coalesce else extract greatest in is least not nullif or row then varying when
    current_time current_timestamp hstore inet interval localtime localtimestamp numeric text varchar
  `
    .trim()
    .split(/\s+/),
);
