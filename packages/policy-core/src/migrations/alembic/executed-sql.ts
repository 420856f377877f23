import type { Step, UnclearStep } from '../operations/operation.ts';
import type { PythonNode } from '../../parsers/parsers.ts';
import { LONGEST_INPUT } from '../../parsers/input-limit.ts';
import { readText } from '../../parsers/python/literals.ts';
import { argumentNamed, argumentsOf, childIn } from '../../parsers/python/nodes.ts';
import { hasPlaceholder, placeInFile, skeletonOf, type Skeleton } from '../../parsers/python/text.ts';
import { alternatives, newBudget, type PythonValue } from '../../parsers/python/values.ts';
import { sqlOperations, type SqlOperation } from '../sql/operations.ts';
import { mayDropTable, mayGoOn, runsUnknownStatement } from '../sql/placeholder-statements.ts';
import { splitSql } from '../sql/splitter.ts';
import { scriptParts, startReading } from '../sql/script-parts.ts';
import { significantTokens } from '../sql/tokens.ts';
import type { TextRange } from '../../model/text-range.ts';
import { hasDriverMarkers, withoutMarkers } from './bind-markers.ts';
import { readConstruct, type Construct } from './constructs.ts';
import { isForOtherDialect } from './other-dialect.ts';
import { returnedValues } from './returned-values.ts';
import type { SqlText } from '../operations/direction.ts';
import { unveiled } from '../sql/unknown-parts.ts';
import { addOperation, addUnclear, perhaps, type Place, type InterpreterState } from './interpreter-state.ts';

const DRIVER_SQL = new Set(['exec_driver_sql', 'executemany', 'executescript']);

export interface Execution {
  readonly call: PythonNode;
  /** `execute`, or another name for it. */
  readonly name: string;
}

/** `op.execute(...)`, `connection.execute(...)` and the like. */
export function followExecution(state: InterpreterState, { call, name }: Execution, place: Place): void {
  const { file } = state;
  const argument = argumentNamed(file, call, STATEMENT_NAMES);
  if (argument === undefined) return followOwnExecution(state, call, place);
  const values = alternatives(file, { node: argument, scope: place.scope }, newBudget());
  for (const value of values) {
    followStatement(
      state,
      { call, value, markers: DRIVER_SQL.has(name) ? 'of-driver' : markersOf(file, call, values.length) },
      values.length > 1 ? perhaps(place) : place,
    );
  }
}

/** What Alembic, SQLAlchemy and the cursors of drivers call the statement that they are handed. */
const STATEMENT_NAMES = ['sqltext', 'statement', 'clause', 'object_', 'query', 'sql', 'operation'];

/** What may be handed to a statement that runs itself. */
const OPTION_NAMES: ReadonlySet<string> = new Set(['bind_arguments', 'execution_options', 'params']);

const NEVER_SQL: ReadonlySet<string> = new Set(['integer', 'float', 'true', 'false', 'none']);

/** `users.update().execute()`: statements of SQLAlchemy 1, and of other libraries, may run themselves. */
function followOwnExecution(state: InterpreterState, call: PythonNode, place: Place): void {
  const { spread, keywords } = argumentsOf(state.file, call);
  const mayBeStatement = ([name, { type }]: readonly [string, PythonNode]) =>
    !OPTION_NAMES.has(name) && !NEVER_SQL.has(type);
  if (spread || [...keywords].some(mayBeStatement)) {
    return addUnclear(state, place, { at: call, problem: 'what it runs is not known' });
  }
  const node = childIn(childIn(call, 'function'), 'object');
  const values = node && alternatives(state.file, { node, scope: place.scope }, newBudget());
  for (const value of values ?? []) {
    const construct = readConstruct(state, value);
    if (construct !== undefined) addConstruct(state, { call, construct }, place);
  }
}

interface ExecutedValue {
  readonly call: PythonNode;
  readonly value: PythonValue;
  readonly markers: 'of-driver' | 'of-sqlalchemy' | 'as-written';
  /** How many functions gave it back, one to another. */
  readonly depth?: number;
}

/**
 * A cursor, and a connection of SQLAlchemy 1, hand a text with its values on to the driver. One name may hold several
 * texts in turn, of which others are run with values.
 */
function markersOf(
  file: InterpreterState['file'],
  call: PythonNode,
  texts: number,
): ExecutedValue['markers'] {
  const { positional, spread } = argumentsOf(file, call);
  return positional.length > 1 || spread || texts > 1 ? 'as-written' : 'of-sqlalchemy';
}

function areOfDriver(markers: ExecutedValue['markers'], parts: SqlText['parts']): boolean {
  return markers === 'as-written' ? hasDriverMarkers(skeletonOf(parts).text) : markers === 'of-driver';
}

function followStatement(state: InterpreterState, executed: ExecutedValue, place: Place): void {
  const { call, value, markers, depth = 0 } = executed;
  const construct = readConstruct(state, value);
  if (construct !== undefined) return addConstruct(state, { call, construct }, place);
  const parts = readText(state.file, value, newBudget());
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'unknown') {
    const returned = textsReturned(state, value, depth);
    if (returned !== undefined) {
      const within = returned.length > 1 ? perhaps(place) : place;
      for (const one of returned)
        followStatement(state, { ...executed, value: one, depth: depth + 1 }, within);
      return;
    }
    addUnclear(state, place, { at: call, problem: `the SQL in ${only.source.slice(0, 60)} is not known` });
    return;
  }
  const { start, end } = value.node;
  const text = { parts, start, end, driverMarkers: areOfDriver(markers, parts) };
  followSql(state, { text, isElsewhere: () => isForOtherDialect(state.file, value) }, place);
}

/** What a function gives back, where all of it is text, or leads to one. */
function textsReturned(
  state: InterpreterState,
  value: PythonValue,
  depth: number,
): readonly PythonValue[] | undefined {
  if (depth >= DEEPEST) return undefined;
  const values = returnedValues(state, value)?.flatMap((one) => alternatives(state.file, one, newBudget()));
  const isText = (one: PythonValue): boolean =>
    readText(state.file, one, newBudget()).some(({ kind }) => kind === 'known') ||
    textsReturned(state, one, depth + 1) !== undefined;
  return values?.every(isText) === true ? values : undefined;
}

/** Functions that give back what others give back. */
const DEEPEST = 4;

/** What a statement of SQLAlchemy does, or an operation as an object. */
export function addConstruct(
  state: InterpreterState,
  { call, construct }: { readonly call: PythonNode; readonly construct: Construct },
  place: Place,
): void {
  const within = construct.isCertain ? place : perhaps(place);
  for (const operation of construct.operations)
    addOperation(state, within, { at: call, via: 'directive', operation });
}

interface FollowedSql {
  readonly text: SqlText;
  /** Whether it stands where only another database comes by. */
  readonly isElsewhere: () => boolean;
}

function followSql(state: InterpreterState, { text, isElsewhere }: FollowedSql, place: Place): void {
  state.texts.push(text);
  const skeleton = skeletonOf(text.parts);
  if (skeleton.text.length > LONGEST_INPUT) {
    addUnclear(state, place, { at: text, problem: 'the SQL is longer than 2 MB' });
    return;
  }
  const sql = withoutMarkers(skeleton.text, text.driverMarkers);
  const placeOf = (start: number, end: number): TextRange =>
    placeInFile(skeleton, start, end) ?? { start: text.start, end: text.end };
  const isWhole = text.parts.every(({ kind }) => kind === 'known');
  const isPassedOver = (found: SqlOperation): boolean =>
    found.kind === 'unclear' &&
    found.isRefused === true &&
    found.keepsTables === true &&
    isWhole &&
    isElsewhere();
  const all = sqlOperations(state.sql, sql)
    .map((found) => refusedOne(found, sql))
    .filter((found) => !isPassedOver(found));
  const areSeveral = hasSeveralStatements(sql);
  for (const [index, found] of all.entries()) {
    const at = placeOf(found.start, found.end);
    const within = found.isCertain ? place : perhaps(place);
    const sent = areSeveral ? sentAs(index, all.length) : {};
    if (found.kind === 'unclear') {
      const problem = reasonFor(skeleton, found.problem);
      const bounds = unveiled(boundsOf(found, isWhole), { skeleton, place: placeOf });
      addUnclear(state, within, { at, problem, ...bounds, ...sent });
    } else if (mayGoOn(found.operation, sql.slice(found.start, found.end))) {
      const reach = found.shift === undefined && { reach: { kind: 'rows' } as const };
      const problem = reasonFor(skeleton, '');
      addUnclear(state, within, { at, problem, ...reach, keepsTables: true, ...sent });
    } else {
      const operation = unveiled(found.operation, { skeleton, place: placeOf });
      addOperation(state, within, {
        at,
        via: 'sql',
        operation,
        shift: found.shift,
        keeps: unveiled(found.keeps, { skeleton, place: placeOf }),
        ...sent,
      });
    }
  }
  for (const { start, end } of unknownBlocks(state, sql)) {
    addUnclear(state, place, { at: placeOf(start, end), problem: 'a part of the DO block is not known' });
  }
  noteTransaction(state, sql);
}

/** Of what PostgreSQL refuses it matters whether it could drop a table in another database. */
function refusedOne(found: SqlOperation, sql: string): SqlOperation {
  if (found.kind !== 'unclear' || found.isRefused !== true) return found;
  return mayDropTable(sql.slice(found.start, found.end)) ? found : { ...found, keepsTables: true };
}

/** Of a text of which a part is not known nobody can say that PostgreSQL refuses it. */
function boundsOf({ reach, keepsTables, isRead, calls, isRefused }: Bounds, isWhole: boolean): Bounds {
  const bounds = { ...(reach && { reach }), ...(keepsTables && { keepsTables }) };
  const about = { ...(isRead && { isRead }), ...(isRefused && isWhole && { isRefused }) };
  return { ...bounds, ...about, ...(calls && { calls }) };
}

type Bounds = Pick<UnclearStep, 'reach' | 'keepsTables' | 'isRead' | 'calls' | 'isRefused'>;

function reasonFor({ parts }: Skeleton, problem: string): string {
  return parts.some(({ kind }) => kind === 'unknown') ? 'a part of the SQL is not known' : problem;
}

function hasSeveralStatements(sql: string): boolean {
  return /;\s*\S/.test(sql) && splitSql(sql).filter(({ kind }) => kind === 'statement').length > 1;
}

/** One alone is what is left of several that cannot be told apart. */
function sentAs(index: number, count: number): Pick<Step, 'sentWith'> {
  if (count === 1) return {};
  return { sentWith: index === 0 ? 'first' : index === count - 1 ? 'last' : 'middle' };
}

/** In PL/pgSQL an unknown part can stand where a statement stands, and nothing there is an error. */
function unknownBlocks({ sql: parser }: InterpreterState, sql: string): readonly TextRange[] {
  if (!/\bdo\b/i.test(sql) || !hasPlaceholder(sql)) return [];
  return [...scriptParts(startReading(parser), sql)]
    .map((part) => (part.kind === 'statement' ? part : part.problem))
    .filter(({ start, end }) => runsUnknownStatement(sql.slice(start, end)));
}

/** With AND CHAIN the next one begins at once. */
const ENDS_TRANSACTION =
  /^(?:commit|end|abort|rollback)\b(?!(?:\s+(?:work|transaction))?\s+(?:to|and\s+chain)\b)/i;
const OPENS_TRANSACTION = /^(?:begin|start\s+transaction)\b/i;

/**
 * `op.execute("COMMIT")`: drivers do not notice, so what follows runs on its own. PostgreSQL runs the rest of
 * the same text as one transaction, whatever it holds.
 */
function noteTransaction({ transaction }: InterpreterState, sql: string): void {
  if (!/\b(?:commit|end|rollback|abort|begin|start)\b/i.test(sql)) return;
  let isFirst = true;
  for (const { kind, start } of significantTokens(sql)) {
    const rest = isFirst ? sql.slice(start, start + 60) : '';
    if (ENDS_TRANSACTION.test(rest)) transaction.isOver = true;
    if (OPENS_TRANSACTION.test(rest)) transaction.isOver = false;
    isFirst = kind === 'semicolon';
  }
}
