import type { PythonNode } from '../../parsers/parsers.ts';
import { childIn, identifierName, lastName, withoutParentheses } from '../../parsers/python/nodes.ts';
import { withItems } from '../../parsers/python/with-items.ts';
import { followCall } from './calls.ts';
import { mapToCallSite, doneBefore } from './call-site-spans.ts';
import { branchesOf } from './conditions.ts';
import { afterStatement, beforeStatement, noValuesYet, scopeNow } from './current-values.ts';
import { frameOfCall, namesComputedIn, scopeOfRound, scopeWith } from './frames.ts';
import { callbackArguments } from './callback-arguments.ts';
import { reportDynamicCode } from './dynamic-code.ts';
import { farther, outOfLoop, type EarlyExit } from './early-exit.ts';
import { receiverOf } from './receivers.ts';
import { unroll, valuesOfIteration, type UnrolledElement } from './loop-unrolling.ts';
import { exitsSurely } from './certain-exit.ts';
import { followBareCall } from './unknown-calls.ts';
import {
  addUnclear,
  depthIn,
  isRunning,
  onlyReads,
  perhaps,
  placeAt,
  type EnteredFunction,
  type Place,
  type InterpreterState,
} from './interpreter-state.ts';

/** Follows code in the order in which it runs. */
export function interpret(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  state.budget.left -= 1;
  reportDynamicCode(state, node, place);
  const walker = WALKERS[node.type];
  if (walker !== undefined) return walker(state, node, place);
  walkChildren(state, node, place);
  return 'nothing';
}

/** The statements of a block, or of the module. */
export function interpretBlock(
  state: InterpreterState,
  node: PythonNode | undefined,
  place: Place,
): EarlyExit {
  let left: EarlyExit = 'nothing';
  let isPast = false;
  let current = noValuesYet(place.scope);
  for (const statement of node?.children ?? []) {
    current = beforeStatement(current, statement);
    const here = placeAt(place, scopeNow(current));
    if (isPast) passOver(state, statement, here);
    else left = farther(left, interpret(state, statement, left === 'nothing' ? here : perhaps(here)));
    isPast ||= exitsSurely(state.file, { node: statement, scope: here.scope });
    current = afterStatement(state.file, current, statement);
  }
  return left;
}

function walkChildren(state: InterpreterState, node: PythonNode, place: Place): void {
  for (const child of node.children) {
    // Most nodes have nothing below, and then nothing happens in them.
    if (child.children.length > 0) interpret(state, child, place);
    else state.budget.left -= 1;
  }
}

/** What may not run at all: a COMMIT in it ends the transaction only for itself. */
function walkPerhaps(state: InterpreterState, node: PythonNode | undefined, place: Place): EarlyExit {
  const { isOver } = state.transaction;
  const left = node === undefined ? 'nothing' : interpret(state, node, perhaps(place));
  state.transaction.isOver = isOver;
  return left === 'block' ? 'nothing' : left;
}

type Walker = (state: InterpreterState, node: PythonNode, place: Place) => EarlyExit;

const WALKERS: Readonly<Record<string, Walker | undefined>> = {
  block: interpretBlock,
  module: interpretBlock,
  if_statement: walkBranches,
  elif_clause: walkBranches,
  else_clause: (state, node, place) => interpretBlock(state, childIn(node, 'body'), place),
  while_statement: walkWhile,
  for_statement: walkFor,
  try_statement: walkTry,
  except_clause: walkHandler,
  finally_clause: walkLastBlock,
  with_statement: walkWith,
  match_statement: walkMatch,
  case_clause: walkCondition,
  return_statement: (state, node, place) => {
    walkChildren(state, node, place);
    return 'function';
  },
  raise_statement: (state, node, place) => {
    walkChildren(state, node, place);
    return 'block';
  },
  break_statement: () => 'loop',
  continue_statement: () => 'loop',
  function_definition: (state, node, place) => {
    // What its parameters default to runs where the function is defined, and its body where it is called.
    for (const child of node.children) if (child.field !== 'body') interpret(state, child, place);
    return 'nothing';
  },
  lambda: () => 'nothing',
  conditional_expression: walkConditional,
  boolean_operator: (state, node, place) => {
    for (const child of node.children) {
      if (child.field === 'right') walkPerhaps(state, child, place);
      else interpret(state, child, place);
    }
    return 'nothing';
  },
  list_comprehension: walkComprehension,
  set_comprehension: walkComprehension,
  dictionary_comprehension: walkComprehension,
  generator_expression: walkComprehension,
  call: walkCall,
  expression_statement: (state, node, place) => {
    const before = state.steps.length;
    walkChildren(state, node, place);
    const [call] = node.children[0]?.type === 'await' ? node.children[0].children : node.children;
    // What a call was found to do is all that is told of it.
    const isTold = state.steps.length > before;
    if (call?.type === 'call' && !isTold) followBareCall(state, call, place);
    return 'nothing';
  },
};

function walkBranches(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  let left: EarlyExit = 'nothing';
  for (const { node: branch, runs } of branchesOf(state.file, { node, scope: place.scope })) {
    if (runs === 'never') passOver(state, branch, place);
    else left = farther(left, (runs === 'surely' ? interpret : walkPerhaps)(state, branch, place));
  }
  return left;
}

/** What does not run here is read all the same, and kept apart. */
function passOver(state: InterpreterState, node: PythonNode, place: Place): void {
  const aside = stateAside(state);
  interpret(aside, node, perhaps(place));
  for (const { start, end } of [node, ...aside.steps, ...aside.texts]) state.passedOver.push({ start, end });
}

function stateAside(state: InterpreterState): InterpreterState {
  const aside: InterpreterState = {
    ...state,
    steps: [],
    texts: [],
    transaction: { isOver: false },
    enter: (entered, within) => enterFunction(aside, entered, within),
  };
  return aside;
}

function walkCondition(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  let left: EarlyExit = 'nothing';
  for (const child of node.children) {
    const isBranch = child.field === 'consequence' || child.field === 'alternative';
    left = farther(left, isBranch ? walkPerhaps(state, child, place) : interpret(state, child, place));
  }
  return left;
}

function walkMatch(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const subject = childIn(node, 'subject');
  if (subject !== undefined) interpret(state, subject, place);
  return walkPerhaps(state, childIn(node, 'body'), place);
}

function walkWhile(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const condition = childIn(node, 'condition');
  if (condition !== undefined) interpret(state, condition, place);
  const left = walkPerhaps(state, childIn(node, 'body'), place);
  return farther(outOfLoop(left), walkPerhaps(state, childIn(node, 'alternative'), place));
}

function walkTry(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const isHandled = node.children.some(({ type }) => type === 'except_clause');
  let left: EarlyExit = 'nothing';
  for (const child of node.children) {
    const isSure = child.type === 'finally_clause' || (!isHandled && child.field === 'body');
    left = farther(left, isSure ? interpret(state, child, place) : walkPerhaps(state, child, place));
  }
  return left;
}

function walkHandler(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const value = childIn(node, 'value');
  if (value !== undefined) interpret(state, value, place);
  return walkLastBlock(state, node, place);
}

function walkLastBlock(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const block = node.children.findLast(({ type }) => type === 'block');
  return interpretBlock(state, block, place);
}

function walkConditional(state: InterpreterState, { children }: PythonNode, place: Place): EarlyExit {
  const [whenTrue, condition, whenFalse] = children;
  if (condition !== undefined) interpret(state, condition, place);
  walkPerhaps(state, whenTrue, place);
  walkPerhaps(state, whenFalse, place);
  return 'nothing';
}

function walkFor(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const [target, iterable, body] = [childIn(node, 'left'), childIn(node, 'right'), childIn(node, 'body')];
  if (target === undefined || iterable === undefined || body === undefined) return 'nothing';
  interpret(state, iterable, place);
  const loop = { target, iterable, body };
  const left = outOfLoop(walkRounds(state, loop, place) ?? walkPerhaps(state, body, place));
  const alternative = childIn(node, 'alternative');
  return alternative === undefined ? left : farther(left, walkPerhaps(state, alternative, place));
}

interface Loop {
  readonly target: PythonNode;
  readonly iterable: PythonNode;
  readonly body: PythonNode;
}

/** Round by round, where the file writes out what the loop goes through. */
function walkRounds(
  state: InterpreterState,
  { target, iterable, body }: Loop,
  place: Place,
): EarlyExit | undefined {
  const rounds = roundsWithinBudget(state, { iterable, body }, place);
  if (rounds === undefined) return undefined;
  const computed = namesComputedIn(body, place.scope);
  let left: EarlyExit = 'nothing';
  for (const element of rounds) {
    const scope = scopeOfRound(place.scope, valuesOfIteration(state.file, target, element), computed);
    const within = left === 'nothing' ? place : perhaps(place);
    left = farther(left, interpret(state, body, { ...within, scope }));
  }
  return left;
}

/** Every character of code is about a node: so that loops in loops in loops come to an end. */
function roundsWithinBudget(
  state: InterpreterState,
  { iterable, body }: Omit<Loop, 'target'>,
  { scope }: Place,
): readonly UnrolledElement[] | undefined {
  const rounds = unroll(state.file, { node: iterable, scope });
  if (rounds === undefined || rounds.length === 0) return undefined;
  return (rounds.length - 1) * (body.end - body.start) <= state.budget.left ? rounds : undefined;
}

/** `[op.drop_table(name) for name in ("a", "b")]` */
function walkComprehension(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const body = childIn(node, 'body');
  const clauses = node.children.filter((child) => child !== body);
  const [clause, ...more] = clauses;
  const [target, iterable] = [childIn(clause, 'left'), childIn(clause, 'right')];
  for (const child of clauses) walkPerhaps(state, child, place);
  if (body === undefined) return 'nothing';
  const isPlain = more.length === 0 && node.type !== 'generator_expression';
  const loop = isPlain && target && iterable && { target, iterable, body };
  if (!loop || walkRounds(state, loop, place) === undefined) walkPerhaps(state, body, place);
  return 'nothing';
}

function walkWith(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  let within = place;
  let isSuppressing = false;
  for (const item of withItems(node)) {
    interpret(state, item.value, within);
    const name = calledName(state, item.value);
    if (name === 'autocommit_block') within = { ...within, autocommit: true };
    if (isOwnConnection(state, item.value, node)) within = { ...within, autocommit: true };
    if (name === 'suppress') isSuppressing = true;
    if (item.alias !== undefined) within = withAlias(state, { ...item, alias: item.alias }, within);
  }
  const body = childIn(node, 'body');
  return isSuppressing ? walkPerhaps(state, body, within) : interpretBlock(state, body, within);
}

/** `engine.connect().execution_options(isolation_level="AUTOCOMMIT")`, and nothing below it runs on the one of Alembic. */
function isOwnConnection({ file }: InterpreterState, value: PythonNode, node: PythonNode): boolean {
  const text = file.text.slice(value.start, value.end);
  return (
    /\bisolation_level\s*=\s*["']AUTOCOMMIT["']/.test(text) &&
    !/\bop\./.test(file.text.slice(node.start, node.end))
  );
}

function calledName({ file }: InterpreterState, node: PythonNode): string | undefined {
  return node.type === 'call' ? lastName(file, childIn(node, 'function')) : undefined;
}

/** Inside, the name stands for what it was given; only for what matters here. */
function withAlias(
  state: InterpreterState,
  { value, alias }: { readonly value: PythonNode; readonly alias: PythonNode },
  place: Place,
): Place {
  const name = identifierName(state.file, alias);
  if (name === undefined || receiverOf(state, value, place).kind === 'unknown') return place;
  return { ...place, scope: scopeWith(place.scope, new Map([[name, { node: value, scope: place.scope }]])) };
}

function walkCall(state: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  state.visited.add(node);
  const before = doneBefore(state);
  const callee = childIn(node, 'function');
  if (callee !== undefined) interpret(state, withoutParentheses(callee), place);
  const list = childIn(node, 'arguments');
  if (list !== undefined) interpret(state, list, place);
  followCall(state, node, place);
  if (calledName(state, node) !== 'partial') handOn(state, list, place);
  mapToCallSite(state, node, before);
  return 'nothing';
}

/** A function that a call is given may run then, or later, or never. */
function handOn(state: InterpreterState, list: PythonNode | undefined, place: Place): void {
  for (const argument of list?.children ?? []) {
    for (const definition of callbackArguments(state, argument, place)) {
      if (state.visited.has(definition)) continue;
      enterFunction(state, { definition, call: undefined, isBound: false }, perhaps(place));
    }
  }
}

/** Functions that call each other more deeply than this are told on their own. */
const DEEPEST = 24;

/** Follows the body of a function of the file. */
export function enterFunction(state: InterpreterState, entered: EnteredFunction, place: Place): void {
  const { definition, call } = entered;
  const body = childIn(definition, 'body');
  if (body === undefined || depthIn(place) >= DEEPEST) return;
  if (isRunning(place, definition)) {
    if (hasArguments(call)) noteRecursive(state, { ...entered, body }, place);
    return;
  }
  const at = call ?? definition;
  if (isTooMuch(state, definition, body)) {
    if (!state.tooOften.has(definition)) addUnclear(state, perhaps(place), { at, problem: TOO_OFTEN });
    state.tooOften.add(definition);
    return;
  }
  const before = state.steps.length;
  followBody(state, { ...entered, body }, place);
  if (state.recursive.delete(definition) && state.steps.length > before) {
    addUnclear(state, perhaps(place), { at, problem: 'it calls itself with other arguments' });
  }
}

/** Whatever it calls itself with, it may only read; what it then calls itself with is no other matter. */
function noteRecursive(state: InterpreterState, entered: FollowedFunction, place: Place): void {
  const { definition } = entered;
  if (state.recursive.has(definition)) return;
  state.recursive.add(definition);
  // Tried out only: what it meets on the way is still to be followed where it stands.
  const tried = { ...state, visited: new Set(state.visited), tooOften: new Set(state.tooOften) };
  const aside = stateAside({ ...tried, passedOver: [] });
  followBody(aside, { ...entered, call: undefined }, perhaps(place));
  if (aside.steps.every(onlyReads)) state.recursive.delete(definition);
}

/** Every function is followed once. */
function isTooMuch({ visited, budget }: InterpreterState, definition: PythonNode, body: PythonNode): boolean {
  return visited.has(definition) && body.end - body.start > budget.left;
}

const TOO_OFTEN = 'it is called more often than is followed here';

type FollowedFunction = EnteredFunction & { readonly body: PythonNode };

function followBody(
  state: InterpreterState,
  { definition, call, isBound, body }: FollowedFunction,
  place: Place,
): void {
  state.visited.add(definition);
  const [decorator] = state.definitions.decorators.get(definition) ?? [];
  const within = decorator === undefined ? place : perhaps(place);
  const before = state.steps.length;
  if (decorator !== undefined) addUnclear(state, place, { at: decorator, ...DECORATED });
  const after = state.steps.length;
  interpret(state, body, {
    ...within,
    scope: frameOfCall(state.file, { definition, call, scope: place.scope, isBound }),
    running: { definition, caller: place.running, depth: depthIn(place) + 1 },
    holder: state.definitions.methodOf.get(definition) ?? place.holder,
  });
  // What nobody calls and does nothing is no matter, whatever decorates it.
  if (!place.isCertain && state.steps.length === after) state.steps.length = before;
}

/** A decorator that is not known may call the function, or not, or several times. */
const DECORATED = {
  problem: 'what the decorator does with the function is not known',
  keepsTables: true,
} as const;

function hasArguments(call: PythonNode | undefined): boolean {
  return (childIn(call, 'arguments')?.children.length ?? 0) > 0;
}
