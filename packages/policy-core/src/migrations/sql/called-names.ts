import { keyword, type SqlToken } from './tokens.ts';

/** A name before an opening parenthesis, without its schema and in lower case. */
export interface CalledName {
  readonly name: string;
  /** Its place among the tokens. */
  readonly index: number;
}

/** What a text calls as far as its tokens tell: key words and types before a parenthesis call nothing. */
export function calledNames(text: string, tokens: readonly SqlToken[]): readonly CalledName[] {
  return tokens.flatMap(({ kind, start, end }, index) => {
    if (tokens[index + 1]?.kind !== 'open' || (kind !== 'word' && kind !== 'quoted-name')) return [];
    const name = text.slice(start, end).replaceAll('"', '').toLowerCase();
    return BEFORE_PARENTHESIS.has(name) || isTarget(text, tokens.slice(Math.max(0, index - 9), index))
      ? []
      : [{ name, index }];
  });
}

const BEFORE_PARENTHESIS: ReadonlySet<string> = new Set(
  `all and any array as assert between bit by bpchar case cast char character coalesce conflict decimal else elsif exists
   extract filter for foreach from group having if in interval into is join lateral like not numeric on or over
   perform raise return row select set some then time timestamp timestamptz timetz union using values varbit varchar varying
   when where while with`.split(/\s+/),
);

/** `INSERT INTO orders (id, total)` */
function isTarget(sql: string, before: readonly SqlToken[]): boolean {
  const last = before.at(-1);
  if (last === undefined) return false;
  if (sql[last.start] === '.') return isTarget(sql, before.slice(0, -2));
  return keyword(sql, last) === 'INTO';
}
