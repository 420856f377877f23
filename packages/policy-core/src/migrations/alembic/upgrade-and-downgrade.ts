import type { PythonNode, SqlParser } from '../../parsers/parsers.ts';
import { childIn } from '../../parsers/python/nodes.ts';
import type { TracedFile } from '../../parsers/python/values.ts';

import type { TextRange } from '../../model/text-range.ts';
import { bodyKind } from './body-kind.ts';
import { withoutCalled } from './dynamic-code.ts';
import { definitionsIn } from './definitions.ts';
import { lazily } from '../../model/lazy.ts';
import { entryNamed, type Entry } from './entry.ts';
import type { AlembicNames } from './names.ts';
import { downgradeOnly, neverReached, sharedFunctions } from './reachability.ts';
import type { Direction } from '../operations/direction.ts';
import { enterFunction, interpret, interpretBlock } from './interpreter.ts';
import { addUnclear, type Place, type InterpreterState } from './interpreter-state.ts';

export interface ReadFile {
  readonly file: TracedFile;
  readonly names: AlembicNames;
  readonly sql: SqlParser;
}

/** What upgrade() and downgrade() do. What runs when the module is loaded, and what nobody calls, is the upgrade's. */
export function readUpgradeAndDowngrade(read: ReadFile): {
  readonly upgrade: Direction;
  readonly downgrade: Direction;
} {
  const definitions = definitionsIn(read.file);
  const shared = { definitions, recursive: new Set<PythonNode>(), budget: { left: MOST_NODES } };
  const up = newState(read, shared);
  interpretBlock(up, read.file.root, placeIn(read.file));
  const loaded = up.steps.length;
  const upgrade = entryNamed(read.file, definitions, 'upgrade');
  followEntry(up, upgrade, 'upgrade');
  const down = newState(read, shared);
  const downgrade = entryNamed(read.file, definitions, 'downgrade');
  followEntry(down, downgrade, 'downgrade');
  const own = up.steps.length;
  followRest(up, down);
  markUncalled(up, own);
  return {
    upgrade: directionOf(upgrade, up, { loaded, own }),
    downgrade: directionOf(downgrade, down, { loaded: 0, own: down.steps.length }),
  };
}

/** Functions and loops are followed again for each call and each round, up to so many nodes of a file. */
const MOST_NODES = 200_000;

function newState(
  { file, names, sql }: ReadFile,
  shared: Pick<InterpreterState, 'definitions' | 'recursive' | 'budget'>,
): InterpreterState {
  const state: InterpreterState = {
    file,
    names,
    sql,
    ...shared,
    visited: new Set(),
    called: new Set(),
    handedOn: new Map(),
    tooOften: new Set(),
    steps: [],
    texts: [],
    passedOver: [],
    transaction: { isOver: false },
    enter: (entered, place) => enterFunction(state, entered, place),
  };
  return state;
}

function placeIn(file: TracedFile): Place {
  return {
    scope: file.scopes.module,
    isCertain: true,
    autocommit: false,
    running: undefined,
    holder: undefined,
  };
}

function followEntry(state: InterpreterState, entry: Entry, name: string): void {
  const place = placeIn(state.file);
  if (entry.kind === 'elsewhere') {
    const problem = `${name}() is not defined in this file`;
    addUnclear(state, place, { at: entry.at, problem, keepsTables: true });
  }
  if (entry.kind !== 'function') return;
  const [first] = entry.definitions;
  if (entry.isReplaced && first !== undefined) {
    const at = childIn(first, 'name') ?? first;
    addUnclear(state, place, { at, problem: `${name}() is also something else in this file` });
  }
  for (const definition of entry.definitions) {
    // Alembic calls it without arguments, or with those of its environment.
    enterFunction(
      state,
      { definition, call: undefined, isBound: false },
      { ...place, isCertain: entry.isCertain },
    );
  }
}

/**
 * Functions that nothing seems to call, those that the upgrade mentions and only the downgrade calls, and calls that
 * were passed over: nothing may be lost.
 */
function followRest(up: InterpreterState, down: InterpreterState): void {
  const place = { ...placeIn(up.file), isCertain: false };
  up.transaction.isOver = false;
  const shared = lazily(() => [...sharedFunctions(up.file)]);
  const onlyDown = lazily(() => [...downgradeOnly(up.file)]);
  for (const definition of up.definitions.all) {
    if (up.visited.has(definition)) continue;
    if (down.visited.has(definition) && !isWithin(shared(), definition)) continue;
    const state = isWithin(onlyDown(), definition) ? down : up;
    enterFunction(state, { definition, call: undefined, isBound: false }, place);
  }
  for (const call of up.definitions.calls) {
    if (up.visited.has(call) || down.visited.has(call)) continue;
    interpret(isWithin(onlyDown(), call) ? down : up, call, place);
  }
}

function isWithin(functions: readonly PythonNode[], { start, end }: PythonNode): boolean {
  return functions.some((one) => one.start <= start && end <= one.end);
}

/** Of the steps from there on, which nothing leads to, those of functions whose names stand nowhere else. */
function markUncalled({ file, steps }: InterpreterState, from: number): void {
  if (steps.length === from) return;
  const uncalled = neverReached(file, (name) => name === 'upgrade' || name === 'downgrade');
  for (const [index, step] of steps.entries()) {
    const isWithin = uncalled.some(({ start, end }) => start <= step.start && step.end <= end);
    if (index >= from && isWithin) steps[index] = { ...step, isUncalled: true };
  }
}

interface Counted {
  /** Steps of loading the module. */
  readonly loaded: number;
  /** Those and the ones that the function reaches. */
  readonly own: number;
}

function directionOf(entry: Entry, state: InterpreterState, { loaded }: Counted): Direction {
  const done = doneIn(state);
  const nothing = { name: undefined, body: undefined, raise: undefined, ...done };
  if (entry.kind !== 'function') return { kind: entry.kind, ...nothing };
  const [definition, ...others] = entry.definitions.toReversed();
  const body = childIn(definition, 'body');
  if (definition === undefined || body === undefined) return { kind: 'runs', ...nothing };
  const { kind, raise } = others.length > 0 || (loaded > 0 && !isRaising(body)) ? RUNS : bodyKind(body);
  const name = childIn(definition, 'name');
  if (!entry.isNamed || name === undefined) return { kind, ...nothing };
  return { kind, name: rangeOf(name), body: rangeOf(body), raise: raise && rangeOf(raise), ...done };
}

function doneIn(state: InterpreterState): Pick<Direction, 'steps' | 'sql' | 'passedOver'> {
  const { texts, passedOver } = state;
  return { steps: withoutCalled(state), sql: texts, ...(passedOver.length === 0 ? {} : { passedOver }) };
}

const RUNS = { kind: 'runs', raise: undefined } as const;

function isRaising(body: PythonNode): boolean {
  return bodyKind(body).kind === 'raises';
}

function rangeOf({ start, end }: TextRange): TextRange {
  return { start, end };
}
