import type { TextRange } from '../../model/text-range.ts';
import { splitSql } from './splitter.ts';
import { keyword, significantTokens, type SqlToken } from './tokens.ts';

/** A statement that changes the schema, told by its key words alone: other databases have other grammars. */
export interface SchemaStatement extends TextRange {
  /** In capitals: `ALTER TABLE`. */
  readonly what: string;
  /** As it is written; `undefined` where none follows, as in DROP OWNED. */
  readonly name: string | undefined;
  /** The table it is about, where that is not `name`: of an index, a trigger, a policy. */
  readonly on: string | undefined;
  /** From the first key word to the end of the name. */
  readonly head: TextRange;
  /** It makes something that is gone with the connection. */
  readonly isTemporary: boolean;
}

/** Whether a text may hold such a statement at all: asked before anything is parsed. */
export function mayChangeSchema(text: string): boolean {
  return SUSPICIOUS.test(text);
}

/** Data and databases themselves are no schema, nor are rights and settings. */
const OBJECTS =
  'TABLE|INDEX|VIEW|SEQUENCE|TYPE|DOMAIN|SCHEMA|FUNCTION|PROCEDURE|AGGREGATE|TRIGGER|POLICY|RULE|OWNED';
const MODIFIERS =
  'OR|REPLACE|GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|UNIQUE|MATERIALIZED|RECURSIVE|CONSTRAINT|FOREIGN|VIRTUAL';
/**
 * What may stand between two words: in SQL space and comments, in the source of a literal also quotes, signs and
 * escapes. No character fits twice, so that nothing is tried again.
 */
const GAP = String.raw`(?:\/\*[^*]{0,200}\*\/|--[^\n]{0,200}\n|\\[nrtfv]|[rfbu]{1,2}(?=["'])|[^\w\/-]|\/(?!\*)|-(?!-))+`;
const SUSPICIOUS = new RegExp(
  String.raw`(?:\b|\\[nrtfv])(?:create|alter|drop)${GAP}(?:(?:${MODIFIERS})${GAP})*(?:${OBJECTS})\b`,
  'i',
);
const OBJECT_WORDS = new Set(OBJECTS.split('|'));
const MODIFIER_WORDS = new Set(MODIFIERS.split('|'));
const VERBS = new Set(['CREATE', 'ALTER', 'DROP']);

/** Never throws. What stands in quotes and comments is no statement; the body of a DO block is read, too. */
export function schemaStatements(text: string): readonly SchemaStatement[] {
  if (!mayChangeSchema(text)) return [];
  return splitSql(text)
    .filter(({ kind }) => kind === 'statement')
    .flatMap(({ start, end }) => statementsIn(text, significantTokens(text, start, end)));
}

function statementsIn(text: string, tokens: readonly SqlToken[]): readonly SchemaStatement[] {
  if (keyword(text, tokens[0]) === 'DO') return tokens.flatMap((token) => insideQuotes(text, token));
  const found = statementAt(text, tokens, 0);
  return found === undefined ? [] : [found];
}

/** Every statement of a PL/pgSQL body, whichever branch it stands in. */
function insideQuotes(text: string, token: SqlToken): readonly SchemaStatement[] {
  const quote =
    token.kind === 'string' ? /^(?:\$[^$]*\$|')/.exec(text.slice(token.start, token.end))?.[0] : undefined;
  if (quote === undefined) return [];
  const tokens = significantTokens(text, token.start + quote.length, token.end - quote.length);
  return tokens.flatMap((inner, index) => {
    // `EXECUTE 'ALTER TABLE ...'` has its statement in quotes again.
    if (inner.kind === 'string') return quotedStatement(text, inner);
    const found = startsStatement(text, tokens[index - 1]) ? statementAt(text, tokens, index) : undefined;
    return found === undefined ? [] : [found];
  });
}

function quotedStatement(text: string, token: SqlToken): readonly SchemaStatement[] {
  const found = statementAt(text, significantTokens(text, token.start + 1, token.end - 1), 0);
  return found === undefined ? [] : [found];
}

const BEFORE_STATEMENT = new Set(['BEGIN', 'THEN', 'ELSE', 'LOOP', 'DO']);

function startsStatement(text: string, before: SqlToken | undefined): boolean {
  if (before === undefined || before.kind === 'semicolon') return true;
  return BEFORE_STATEMENT.has(wordAt(text, before));
}

function statementAt(text: string, tokens: readonly SqlToken[], from: number): SchemaStatement | undefined {
  const head = headAt(text, tokens, from);
  if (head === undefined) return undefined;
  const { verb, modifiers, object, what, rest } = head;
  const name = nameIn(text, rest, keyword(text, object));
  if (isHarmless(text, what, rest)) return undefined;
  return {
    what,
    name: name && text.slice(name.start, name.end),
    on: tableOf(text, rest, keyword(text, object)),
    head: { start: verb.start, end: (name ?? object).end },
    start: verb.start,
    end: (rest.at(-1) ?? object).end,
    isTemporary: isTemporary(text, modifiers, name),
  };
}

interface Head {
  readonly verb: SqlToken;
  readonly modifiers: readonly string[];
  readonly object: SqlToken;
  readonly what: string;
  /** Up to the end of the statement. */
  readonly rest: readonly SqlToken[];
}

function headAt(text: string, tokens: readonly SqlToken[], from: number): Head | undefined {
  const verb = tokens[from];
  const word = wordAt(text, verb);
  if (verb === undefined || !VERBS.has(word)) return undefined;
  let at = from + 1;
  while (MODIFIER_WORDS.has(wordAt(text, tokens[at]))) at += 1;
  const object = tokens[at];
  const kind = wordAt(text, object);
  if (object === undefined || !OBJECT_WORDS.has(kind)) return undefined;
  const modifiers = tokens.slice(from + 1, at).map((token) => wordAt(text, token));
  const what = [word, ...(modifiers.includes('MATERIALIZED') ? ['MATERIALIZED'] : []), kind].join(' ');
  return { verb, modifiers, object, what, rest: tokens.slice(at + 1, endFrom(tokens, at + 1)) };
}

/** A long body has many statements: none is looked at beyond its end. */
function endFrom(tokens: readonly SqlToken[], from: number): number {
  let at = from;
  while (at < tokens.length && tokens[at]?.kind !== 'semicolon') at += 1;
  return at;
}

function wordAt(text: string, token: SqlToken | undefined): string {
  return keyword(text, token) ?? '';
}

const BEFORE_NAME = new Set(['IF', 'NOT', 'EXISTS', 'ONLY', 'CONCURRENTLY', 'BY']);

/** `public.users` and `"Order Items"` are one name each; an index may have none. */
function nameIn(text: string, rest: readonly SqlToken[], object: string | undefined): TextRange | undefined {
  const at = rest.findIndex((token) => !BEFORE_NAME.has(wordAt(text, token)));
  const first = rest[at];
  if (first === undefined || !isName(first)) return undefined;
  if (object === 'INDEX' && keyword(text, first) === 'ON') return undefined;
  const next = rest.findIndex((token, index) => index > at && !continuesName(text, token, rest[index - 1]));
  const last = rest[(next < 0 ? rest.length : next) - 1] ?? first;
  return { start: first.start, end: last.end };
}

function continuesName(text: string, token: SqlToken, before: SqlToken | undefined): boolean {
  return token.start === before?.end && (isName(token) || text[token.start] === '.');
}

function isName({ kind }: SqlToken): boolean {
  return kind === 'word' || kind === 'quoted-name';
}

/** The table behind ON. */
function tableOf(text: string, rest: readonly SqlToken[], object = ''): string | undefined {
  if (!['INDEX', 'TRIGGER', 'POLICY', 'RULE'].includes(object)) return undefined;
  const on = rest.findIndex((token) => keyword(text, token) === 'ON');
  const name = on < 0 ? undefined : nameIn(text, rest.slice(on + 1), 'TABLE');
  return name && text.slice(name.start, name.end);
}

/** Switching triggers off while rows are loaded, storage settings, owners, and setting a counter. */
function isHarmless(text: string, what: string, rest: readonly SqlToken[]): boolean {
  if (what === 'ALTER SEQUENCE') return true;
  if (!what.startsWith('ALTER')) return false;
  const words = rest.map((token) => keyword(text, token) ?? text.slice(token.start, token.end)).join(' ');
  return HARMLESS.test(words);
}

const HARMLESS =
  /\b(?:(?:ENABLE|DISABLE) (?:ALWAYS |REPLICA )?TRIGGER\b|(?:RE)?SET \(|OWNER TO\b|CLUSTER ON\b)/;

function isTemporary(text: string, modifiers: readonly string[], name: TextRange | undefined): boolean {
  if (modifiers.includes('TEMP') || modifiers.includes('TEMPORARY')) return true;
  // `#t` is SQL Server's.
  return name !== undefined && /^pg_temp\./i.test(text.slice(name.start, name.end));
}
