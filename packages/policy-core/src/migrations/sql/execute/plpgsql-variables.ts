import type { TextRange } from '../../../model/text-range.ts';
import type { TextPiece } from '../../operations/called-routine.ts';
import { listedRanges } from '../clauses.ts';
import {
  nameAt,
  tokenOffset,
  placesIn,
  rangeBetween,
  signAt,
  wordAt,
  type PlpgsqlCode,
} from './plpgsql-places.ts';
import { keyword, type SqlToken } from '../tokens.ts';

/** What is known of the variables of PL/pgSQL code. */
export interface PlpgsqlVariables {
  /** In lower case. */
  readonly byName: ReadonlyMap<string, PlpgsqlVariable>;
  /** Where code may come from somewhere else than from just before, in the order of the code. */
  readonly turns: readonly number[];
}

export interface PlpgsqlVariable {
  /** As it is declared, in lower case; left out where it is not. */
  readonly type?: string;
  /** In the order of the code. */
  readonly writes: readonly VariableWrite[];
}

/** A place where a variable may get another value. The value is left out where it is not that of an expression. */
export interface VariableWrite {
  readonly at: number;
  readonly value?: TextRange;
  /** One after the other: FOREACH over elements that are written out. */
  readonly each?: readonly TextRange[];
  /** What the call of a function gives its parameter. */
  readonly given?: readonly TextPiece[];
}

export interface RoutineParameter {
  readonly name: string;
  readonly type: string;
  /** Left out where the call does not say. */
  readonly given?: readonly TextPiece[];
}

/** Before all code. */
const BY_CALL = -1;

/** `undefined` where one variable may have several names, so that nobody can tell when it changes. */
export function plpgsqlVariables(
  body: string,
  tokens: readonly SqlToken[],
  parameters: readonly RoutineParameter[],
): PlpgsqlVariables | undefined {
  if (tokens.some((token) => keyword(body, token) === 'ALIAS')) return undefined;
  const table: Table = new Map();
  for (const { name, type, given } of parameters) {
    const written = { at: BY_CALL, ...(given !== undefined && { given }) };
    note(table, name.toLowerCase(), written).type = type.replace(/^pg_catalog\./, '');
  }
  noteAll(placesIn(body, tokens), table);
  for (const { writes } of table.values()) writes.sort((one, other) => one.at - other.at);
  const turns = tokens.flatMap((token) => (TURNS.has(keyword(body, token)) ? [token.start] : []));
  return { byName: table, turns };
}

const TURNS: ReadonlySet<string | undefined> = new Set(
  'BEGIN CASE ELSE ELSEIF ELSIF END EXCEPTION FOR FOREACH IF LOOP THEN WHEN WHILE'.split(' '),
);

type Table = Map<string, { type?: string; readonly writes: VariableWrite[] }>;

function note(table: Table, name: string, write?: VariableWrite) {
  const variable = table.get(name) ?? { writes: [] };
  table.set(name, variable);
  if (write !== undefined) variable.writes.push(write);
  return variable;
}

function noteAll(code: PlpgsqlCode, table: Table): void {
  let isDeclaring = false;
  for (const index of code.tokens.keys()) {
    const word = wordAt(code, index);
    const isFirst = code.starts[index] === index;
    if (word === 'BEGIN') isDeclaring = false;
    if (isDeclaring && isFirst) noteDeclared({ code, index, table });
    else if (!isDeclaring) noteWritten({ code, index, table }, isFirst);
    if (isFirst && word === 'DECLARE') isDeclaring = true;
  }
}

interface Place {
  readonly code: PlpgsqlCode;
  readonly index: number;
  readonly table: Table;
}

/** `name CONSTANT type := expression;` A second one of a name hides the first in a part of the code. */
function noteDeclared({ code, index, table }: Place): void {
  const name = nameAt(code, index);
  if (name === undefined) return;
  const isSecond = table.has(name);
  const from = wordAt(code, index + 1) === 'CONSTANT' ? index + 2 : index + 1;
  const end = statementEnd(code, index);
  const sign = code.values[from + 1] ?? end;
  const at = tokenOffset(code, index);
  const value = sign < end ? { at, value: rangeBetween(code, sign + 1, end) } : undefined;
  const type = rangeBetween(code, from, code.typeEnds[from + 1] ?? end);
  const variable = note(table, name, value);
  if (isSecond) variable.writes.push({ at: BY_CALL }, { at });
  variable.type = code.body.slice(type.start, type.end).toLowerCase();
}

/** The index of the semicolon. */
function statementEnd({ semicolons, tokens }: PlpgsqlCode, index: number): number {
  return semicolons[index] ?? tokens.length;
}

function noteWritten(place: Place, isFirst: boolean): void {
  const word = wordAt(place.code, place.index);
  if (word === 'INTO') noteTargets(place);
  else if (isFirst && (word === 'FOR' || word === 'FOREACH')) noteLoop(place);
  else if (isFirst && (word === 'GET' || word === 'CALL')) noteWhole(place);
  else noteAssigned(place, isFirst);
}

/** `name := value;`, `name = value;`, `name[1] := value;`, `block.name := value;`; `f(name := value)` looks like one. */
function noteAssigned({ code, index, table }: Place, isFirst: boolean): void {
  const name = nameAt(code, index);
  const [, sign] = SIGNS.exec(signsBehind(code, index)) ?? [];
  if (name === undefined || sign === undefined || !(isFirst || sign === ':=')) return;
  const isWhole = isFirst && sign.endsWith('=');
  const value = rangeBetween(code, index + 1 + sign.length, statementEnd(code, index));
  note(table, name, { at: tokenOffset(code, index), ...(isWhole && { value }) });
}

const SIGNS = /^(:=|[=[.])/;

function signsBehind(code: PlpgsqlCode, index: number): string {
  return [signAt(code, index + 1), signAt(code, index + 2)].join('');
}

/** `SELECT value INTO STRICT name, other;` */
function noteTargets({ code, index, table }: Place): void {
  const before = wordAt(code, index - 1);
  if (before === 'INSERT' || before === 'MERGE') return;
  const first = wordAt(code, index + 1) === 'STRICT' ? index + 2 : index + 1;
  const names = namesFrom(code, first);
  const isAlone = names.length === 1 && code.tokens[first + 1]?.kind === 'semicolon';
  const value = isAlone ? selectedBefore(code, index) : undefined;
  const write = { at: tokenOffset(code, index), ...(value !== undefined && { value }) };
  for (const name of names) note(table, name, write);
}

function selectedBefore(code: PlpgsqlCode, index: number): TextRange | undefined {
  const start = code.starts[index] ?? index;
  const isQuery = wordAt(code, start) === 'SELECT' && start + 1 < index;
  return isQuery ? rangeBetween(code, start + 1, index) : undefined;
}

/** `name, row.field` */
function namesFrom(code: PlpgsqlCode, first: number): readonly string[] {
  const names: string[] = [];
  let index = first;
  for (let name = nameAt(code, index); name !== undefined; name = nameAt(code, index)) {
    names.push(name);
    if (!/^[,.]$/.test(signAt(code, index + 1) ?? '')) break;
    index += 2;
  }
  return names;
}

/** Tokens between FOR and IN. */
const MOST_TARGETS = 100;

/** `FOR a, b IN query LOOP`, `FOREACH a IN ARRAY ARRAY['x', 'y'] LOOP` */
function noteLoop({ code, index, table }: Place): void {
  const [inside = 0, loop = 0, range = 0] = [code.ins[index], code.loops[index], code.ranges[index]];
  if (inside >= loop || inside - index > MOST_TARGETS) return;
  const each = inside === index + 2 ? elementsIn(code, inside + 1, loop) : undefined;
  const write = { at: tokenOffset(code, index), ...(each !== undefined && { each }) };
  for (const name of namesFrom(code, index + 1)) {
    const variable = note(table, name, write);
    if (range < loop) variable.type = 'integer';
  }
}

function elementsIn(code: PlpgsqlCode, from: number, to: number): readonly TextRange[] | undefined {
  const words = `${wordAt(code, from)} ${wordAt(code, from + 1)} ${signAt(code, from + 2)} ${signAt(code, to - 1)}`;
  return words === 'ARRAY ARRAY [ ]'
    ? listedRanges(code.body, rangeBetween(code, from + 3, to - 1))
    : undefined;
}

/** GET DIAGNOSTICS, and CALL with what it gives back. */
function noteWhole({ code, index, table }: Place): void {
  const at = tokenOffset(code, index);
  const end = statementEnd(code, index);
  for (let place = index + 1; place < end; place += 1) {
    const name = nameAt(code, place);
    if (name !== undefined) note(table, name, { at });
  }
}

/** The write that gives a variable the value that it has at a place; `undefined` where it may be another. */
export function writeBefore(
  { turns }: PlpgsqlVariables,
  { writes }: PlpgsqlVariable,
  place: number,
): VariableWrite | undefined {
  const last = writes[writesBefore(writes, place) - 1];
  if (last === undefined || writes.length === 1) return last;
  const turnsBefore = (at: number) => countBefore(turns.length, (index) => (turns[index] ?? 0) < at);
  return last.at !== BY_CALL && turnsBefore(last.at + 1) === turnsBefore(place) ? last : undefined;
}

/** How often a variable may have got another value before a place; 0 where it has only one. */
export function changesBefore({ writes }: PlpgsqlVariable, place: number): number {
  return writes.length < 2 ? 0 : writesBefore(writes, place);
}

function writesBefore(writes: readonly VariableWrite[], place: number): number {
  return countBefore(writes.length, (index) => (writes[index]?.at ?? 0) < place);
}

/** How many of the first ones are; none is behind one that is not. */
function countBefore(length: number, isBefore: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
