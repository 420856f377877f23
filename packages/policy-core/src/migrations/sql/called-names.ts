import { keyword, type SqlToken } from './tokens.ts';

/** A name before an opening parenthesis: in lower case, but for one in quotes. */
export interface CalledName {
  readonly name: string;
  readonly schema: string | undefined;
  /** Its place among the tokens. */
  readonly index: number;
}

/** What a text calls as far as its tokens tell: key words and types before a parenthesis call nothing. */
export function calledNames(text: string, tokens: readonly SqlToken[]): readonly CalledName[] {
  const declared = declaredTypes(text, tokens);
  return tokens.flatMap((token, index) => {
    const isName = token.kind === 'word' || token.kind === 'quoted-name';
    if (!isName || tokens[index + 1]?.kind !== 'open') return [];
    const name = nameOf(text, token);
    const schema = schemaBefore(text, tokens, index);
    const isWord = token.kind === 'word' && schema === undefined && isKeyWord(name, text, tokens[index - 1]);
    const isOther = isWord || declared.has(index) || isTypeOrTarget(text, tokens, index);
    return isOther ? [] : [{ name, schema, index }];
  });
}

function schemaBefore(text: string, tokens: readonly SqlToken[], index: number): string | undefined {
  const [schema, dot] = [tokens[index - 2], tokens[index - 1]];
  if (schema === undefined || dot === undefined) return undefined;
  return text.slice(dot.start, dot.end) === '.' ? nameOf(text, schema) : undefined;
}

function nameOf(text: string, { kind, start, end }: SqlToken): string {
  const written = text.slice(start, end);
  return kind === 'quoted-name' ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();
}

const BEFORE_PARENTHESIS: ReadonlySet<string> = new Set(
  `all and any array as assert between bit by bpchar case cast char character coalesce conflict cursor decimal else elseif elsif execute exists
   extract filter for foreach from group having if in interval into is join lateral like not numeric on or over
   perform raise return row select set some then time timestamp timestamptz timetz union using values varbit varchar varying
   when where while with`.split(/\s+/),
);

/** Words that PostgreSQL lets functions have as names, too: what stands before them tells. */
const ALSO_NAMES: ReadonlySet<string> = new Set(
  'assert by conflict cursor elseif elsif filter if over perform raise return set'.split(' '),
);

function isKeyWord(name: string, text: string, before: SqlToken | undefined): boolean {
  return BEFORE_PARENTHESIS.has(name) && !isCalledWord(name, text, before);
}

/** `x := cursor()`, `RETURN conflict()` */
function isCalledWord(name: string, text: string, before: SqlToken | undefined): boolean {
  if (before === undefined || !ALSO_NAMES.has(name)) return false;
  const isValue = before.kind === 'open' || /^[-=<+*/|&%^~!@#,]$/.test(text.slice(before.start, before.end));
  return isValue || BEFORE_VALUE.has(keyword(text, before));
}

const BEFORE_VALUE: ReadonlySet<string | undefined> = new Set(
  'AND IF NOT OR PERFORM RETURN SELECT WHEN'.split(' '),
);

/** `INSERT INTO orders (id, total)` */
function isTarget(sql: string, before: readonly SqlToken[]): boolean {
  const last = before.at(-1);
  if (last === undefined) return false;
  if (sql[last.start] === '.') return isTarget(sql, before.slice(0, -2));
  return keyword(sql, last) === 'INTO';
}

function isTypeOrTarget(text: string, tokens: readonly SqlToken[], index: number): boolean {
  return isCastType(text, tokens, index) || isTarget(text, tokens.slice(Math.max(0, index - 9), index));
}

/** `::numeric(10)` and `CAST(a AS numeric(10))`: a name behind AS is never called. */
function isCastType(text: string, tokens: readonly SqlToken[], index: number): boolean {
  const first = schemaBefore(text, tokens, index) === undefined ? index : index - 2;
  const [one, other] = [tokens[first - 2], tokens[first - 1]];
  if (keyword(text, other) === 'AS') return true;
  return one !== undefined && other !== undefined && text.slice(one.start, other.end) === '::';
}

/** The indexes of types with a size in the declarations of PL/pgSQL: `DECLARE place geometry(Point, 4326);` */
function declaredTypes(text: string, tokens: readonly SqlToken[]): ReadonlySet<number> {
  const found = new Set<number>();
  let isDeclaring = false;
  for (const [index, token] of tokens.entries()) {
    const word = keyword(text, token);
    if (word === 'BEGIN') isDeclaring = false;
    else if (word === 'DECLARE' && beginsStatement(text, tokens[index - 1])) isDeclaring = true;
    else if (!isDeclaring || token.kind !== 'semicolon') continue;
    if (isDeclaring) found.add(typeIndex(text, tokens, index + 1));
  }
  return found;
}

/** DECLARE is reserved: it is no name there. */
function beginsStatement(text: string, before: SqlToken | undefined): boolean {
  return before === undefined || !/^[.,(]$/.test(text.slice(before.start, before.end));
}

/** Of the type behind the name of a variable. */
function typeIndex(text: string, tokens: readonly SqlToken[], name: number): number {
  const type = keyword(text, tokens[name + 1]) === 'CONSTANT' ? name + 2 : name + 1;
  const dot = tokens[type + 1];
  return dot !== undefined && text[dot.start] === '.' ? type + 2 : type;
}
