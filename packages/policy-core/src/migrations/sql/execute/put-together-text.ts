import type { SqlParser } from '../../../parsers/parsers.ts';
import { lazily } from '../../../model/lazy.ts';
import { sha256 } from '../../../model/sha256.ts';
import type { TextRange } from '../../../model/text-range.ts';
import { knownPiece, type TextPiece } from '../../operations/called-routine.ts';
import { clauseTokens, listedRanges } from '../clauses.ts';
import { formatted, nameInQuotes, textInQuotes, type Pieces } from './format-call.ts';
import { literalValue } from '../plpgsql-execute.ts';
import {
  changesBefore,
  plpgsqlVariables,
  writeBefore,
  type PlpgsqlVariable,
  type PlpgsqlVariables,
  type RoutineParameter,
} from './plpgsql-variables.ts';
import { plpgsqlName } from './plpgsql-places.ts';
import { keyword, type SqlToken } from '../tokens.ts';

/** PL/pgSQL code that puts texts together. */
export interface TextSource {
  readonly body: string;
  readonly tokens: readonly SqlToken[];
  readonly parser: SqlParser;
  readonly parameters: readonly RoutineParameter[];
}

/**
 * What an expression of the code gives: more than one where it stands in a loop over texts that are written out. Pieces
 * that are not known have the source that gives them. `undefined` where nothing can be told of any variable.
 */
export type TextsOf = (expression: TextRange) => readonly Pieces[] | undefined;

export function putTogetherTexts(source: TextSource): TextsOf {
  const read = lazily(() => {
    const variables = plpgsqlVariables(source.body, source.tokens, source.parameters);
    if (variables === undefined) return undefined;
    const scope = sha256(JSON.stringify([source.body, source.parameters])).slice(0, 12);
    return { code: { ...source, variables, scope }, rounds: roundsOf(variables) };
  });
  return (expression) => {
    const known = read();
    if (known === undefined) return undefined;
    const { code, rounds } = known;
    const texts = rounds.map((round) => {
      const moment = { at: expression.start, round, depth: 0, budget: { left: MOST_EXPRESSIONS } };
      return piecesOf(code, expression, moment);
    });
    return [...new Map(texts.map((text) => [JSON.stringify(text), text])).values()];
  };
}

interface Code extends TextSource {
  readonly variables: PlpgsqlVariables;
  /** Tells its sources from those of other code. */
  readonly scope: string;
}

/** What the variables of loops are in one round of all of them. */
type Round = ReadonlyMap<string, TextRange>;

const MOST_ROUNDS = 32;

function roundsOf({ byName }: PlpgsqlVariables): readonly Round[] {
  let rounds: readonly Round[] = [new Map()];
  for (const [name, { writes }] of byName) {
    const [each, ...more] = writes.map((write) => write.each);
    if (each === undefined || more.length > 0 || rounds.length * each.length > MOST_ROUNDS) continue;
    rounds = rounds.flatMap((round) => each.map((element) => new Map([...round, [name, element]])));
  }
  return rounds;
}

/** When an expression is worked out. */
interface Moment {
  readonly at: number;
  readonly round: Round;
  readonly depth: number;
  /** How many more expressions may be worked out for one text. */
  readonly budget: { left: number };
}

/** Expressions that lead to others. */
const DEEPEST = 20;
const MOST_EXPRESSIONS = 500;

function piecesOf(code: Code, range: TextRange, moment: Moment): Pieces {
  moment.budget.left -= 1;
  if (moment.budget.left < 0 || moment.depth > DEEPEST) return [unknown(code, range, moment)];
  const tokens = clauseTokens(code.body, range, () => false);
  const told =
    keyword(code.body, tokens[0]) === 'CASE' // What is joined inside of it is only joined in one case.
      ? undefined
      : READINGS.reduce<Pieces | undefined>(
          (found, reading) => found ?? reading(code, tokens, { ...moment, depth: moment.depth + 1 }),
          undefined,
        );
  return told ?? [unknown(code, range, moment)];
}

type Reading = (code: Code, tokens: readonly SqlToken[], moment: Moment) => Pieces | undefined;

const READINGS: readonly Reading[] = [inParentheses, joined, literal, number, ofType, variable, called];

function rangeOf(tokens: readonly SqlToken[]): TextRange {
  const start = tokens[0]?.start ?? 0;
  return { start, end: Math.max(start, tokens.at(-1)?.end ?? start) };
}

function inParentheses(code: Code, tokens: readonly SqlToken[], moment: Moment): Pieces | undefined {
  if (tokens[0]?.kind !== 'open' || closing(tokens, 0) !== tokens.length - 1) return undefined;
  return piecesOf(code, rangeOf(tokens.slice(1, -1)), moment);
}

/** The index of what closes a parenthesis. */
function closing(tokens: readonly SqlToken[], opening: number): number {
  let depth = 0;
  for (let index = opening; index < tokens.length; index += 1) {
    const kind = tokens[index]?.kind;
    if (kind === 'open') depth += 1;
    if (kind === 'close') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** `a || b` */
function joined(code: Code, tokens: readonly SqlToken[], moment: Moment): Pieces | undefined {
  const signs = joinsIn(code, tokens);
  if (signs.length === 0) return undefined;
  const parts = [...signs, tokens.length].map((sign, index) =>
    tokens.slice((signs[index - 1] ?? -2) + 2, sign),
  );
  if (parts.some((part) => part.length === 0)) return undefined;
  return parts.flatMap((part) => piecesOf(code, rangeOf(part), moment));
}

/** The indexes of the first token of each sign outside parentheses. */
function joinsIn({ body }: Code, tokens: readonly SqlToken[]): readonly number[] {
  const found: number[] = [];
  let depth = 0;
  for (const [index, { kind, start }] of tokens.entries()) {
    if (kind === 'open') depth += 1;
    if (kind === 'close') depth -= 1;
    const isSign = kind === 'other' && depth === 0 && body.startsWith('||', start);
    if (isSign && found.at(-1) !== index - 1) found.push(index);
  }
  return found;
}

function literal({ body, parser }: Code, tokens: readonly SqlToken[]): Pieces | undefined {
  if (tokens.length === 0 || tokens.some(({ kind }) => kind !== 'string')) return undefined;
  const { start, end } = rangeOf(tokens);
  const text = literalValue(parser, body.slice(start, end));
  return text === undefined ? undefined : [knownPiece(text)];
}

function number({ body }: Code, tokens: readonly SqlToken[]): Pieces | undefined {
  const { start, end } = rangeOf(tokens);
  const written = body.slice(start, end);
  return tokens.length === 1 && /^\d+$/.test(written) ? [knownPiece(written)] : undefined;
}

const TEXT_TYPES: ReadonlySet<string> = new Set(['text', 'varchar', 'character varying']);
const NUMBER_TYPES: ReadonlySet<string> = new Set(
  'bigint int int2 int4 int8 integer oid smallint'.split(' '),
);
/** PostgreSQL puts their values in quotes where they need them, or they hold names alone. */
const NAME_TYPES: ReadonlySet<string> = new Set(['name', 'regclass']);

/** `value::type` */
function ofType(code: Code, tokens: readonly SqlToken[], moment: Moment): Pieces | undefined {
  const cast = tokens.findLastIndex(({ start }) => code.body.startsWith('::', start));
  const type = tokens.slice(cast + 2);
  if (cast < 1 || type.length === 0 || type.some(({ kind }) => kind !== 'word')) return undefined;
  const { start, end } = rangeOf(type);
  const value = piecesOf(code, rangeOf(tokens.slice(0, cast)), moment);
  return asType(value, code.body.slice(start, end).toLowerCase());
}

function asType(value: Pieces, type: string): Pieces | undefined {
  if (TEXT_TYPES.has(type)) return value;
  const [only, ...more] = value;
  if (only === undefined || more.length > 0) return undefined;
  if (NAME_TYPES.has(type)) return only.isKnown ? value : [{ ...only, as: 'name' }];
  return NUMBER_TYPES.has(type) && !only.isKnown ? [{ ...only, as: 'number' }] : undefined;
}

/** `name`, and `block.name` or `row.field`, of which only the source is told. */
function variable(code: Code, tokens: readonly SqlToken[], moment: Moment): Pieces | undefined {
  const [token, ...more] = tokens;
  if (token === undefined || more.length > 0) return undefined;
  if (token.kind !== 'word' && token.kind !== 'quoted-name') return undefined;
  const name = plpgsqlName(code.body, token);
  const held = code.variables.byName.get(name);
  if (held === undefined) return undefined;
  return valueOf(code, held, { ...moment, name }) ?? asType([unknown(code, token, moment)], held.type ?? '');
}

function valueOf(
  code: Code,
  held: PlpgsqlVariable,
  { name, ...moment }: Moment & { readonly name: string },
): Pieces | undefined {
  const element = moment.round.get(name);
  if (element !== undefined) return piecesOf(code, element, moment);
  const write = writeBefore(code.variables, held, moment.at);
  if (write?.given !== undefined) return write.given;
  return write?.value === undefined ? undefined : piecesOf(code, write.value, { ...moment, at: write.at });
}

/** Functions that only make a text of others. */
function called(code: Code, tokens: readonly SqlToken[], moment: Moment): Pieces | undefined {
  const [name] = tokens;
  if (name?.kind !== 'word' || tokens[1]?.kind !== 'open' || closing(tokens, 1) !== tokens.length - 1)
    return undefined;
  const make = MAKERS.get(plpgsqlName(code.body, name));
  if (make === undefined) return undefined;
  const listed = listedRanges(code.body, rangeOf(tokens.slice(2, -1)));
  return make(listed.map((range) => piecesOf(code, range, moment)));
}

const MAKERS: ReadonlyMap<string, (given: readonly Pieces[]) => Pieces | undefined> = new Map([
  ['concat', (given: readonly Pieces[]) => [knownPiece(''), ...given.flat()]],
  ['format', format],
  ['lower', lowered],
  ['quote_ident', ([value]: readonly Pieces[]) => value && nameInQuotes(value)],
  ['quote_literal', ([value]: readonly Pieces[]) => value && textInQuotes(value)],
]);

function format([template, ...given]: readonly Pieces[]): Pieces | undefined {
  const isKnown = template !== undefined && template.every((piece) => piece.isKnown);
  return isKnown ? formatted(template.map(({ text }) => text).join(''), given) : undefined;
}

function lowered([value]: readonly Pieces[]): Pieces | undefined {
  return value?.map((piece) => (piece.isKnown ? knownPiece(piece.text.toLowerCase()) : piece));
}

const MOST_SHOWN = 60;

/** What is too long to be shown still tells it from others. */
function unknown({ body, variables, scope }: Code, { start, end }: TextRange, { at }: Moment): TextPiece {
  const written = body.slice(start, end).replaceAll(/\s+/g, ' ');
  const changes = [...new Set(written.toLowerCase().match(/[\p{L}_][\p{L}\d_$]*/gu))].map((name) => {
    const held = variables.byName.get(name);
    return held === undefined ? 0 : changesBefore(held, at);
  });
  const within = [scope, changes.join('.'), written.slice(MOST_SHOWN)].join(' ');
  return { text: written.slice(0, MOST_SHOWN), isKnown: false, within };
}
