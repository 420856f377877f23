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
export function interpret(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  walking.budget.left -= 1;
  reportDynamicCode(walking, node, place);
  const walker = WALKERS[node.type];
  if (walker !== undefined) return walker(walking, node, place);
  walkChildren(walking, node, place);
  return 'nothing';
}

/** The statements of a block, or of the module. */
export function interpretBlock(
  walking: InterpreterState,
  node: PythonNode | undefined,
  place: Place,
): EarlyExit {
  let left: EarlyExit = 'nothing';
  let isPast = false;
  let current = noValuesYet(place.scope);
  for (const statement of node?.children ?? []) {
    current = beforeStatement(current, statement);
    const here = placeAt(place, scopeNow(current));
    if (isPast) passOver(walking, statement, here);
    else left = farther(left, interpret(walking, statement, left === 'nothing' ? here : perhaps(here)));
    isPast ||= exitsSurely(walking.file, { node: statement, scope: here.scope });
    current = afterStatement(walking.file, current, statement);
  }
  return left;
}

function walkChildren(walking: InterpreterState, node: PythonNode, place: Place): void {
  for (const child of node.children) {
    // Most nodes have nothing below, and then nothing happens in them.
    if (child.children.length > 0) interpret(walking, child, place);
    else walking.budget.left -= 1;
  }
}

/** What may not run at all: a COMMIT in it ends the transaction only for itself. */
function walkPerhaps(walking: InterpreterState, node: PythonNode | undefined, place: Place): EarlyExit {
  const { isOver } = walking.transaction;
  const left = node === undefined ? 'nothing' : interpret(walking, node, perhaps(place));
  walking.transaction.isOver = isOver;
  return left === 'block' ? 'nothing' : left;
}

type Walker = (walking: InterpreterState, node: PythonNode, place: Place) => EarlyExit;

const WALKERS: Readonly<Record<string, Walker | undefined>> = {
  block: interpretBlock,
  module: interpretBlock,
  if_statement: walkBranches,
  elif_clause: walkBranches,
  else_clause: (walking, node, place) => interpretBlock(walking, childIn(node, 'body'), place),
  while_statement: walkWhile,
  for_statement: walkFor,
  try_statement: walkTry,
  except_clause: walkHandler,
  finally_clause: walkLastBlock,
  with_statement: walkWith,
  match_statement: walkMatch,
  case_clause: walkCondition,
  return_statement: (walking, node, place) => {
    walkChildren(walking, node, place);
    return 'function';
  },
  raise_statement: (walking, node, place) => {
    walkChildren(walking, node, place);
    return 'block';
  },
  break_statement: () => 'loop',
  continue_statement: () => 'loop',
  function_definition: (walking, node, place) => {
    // What its parameters default to runs where the function is defined, and its body where it is called.
    for (const child of node.children) if (child.field !== 'body') interpret(walking, child, place);
    return 'nothing';
  },
  lambda: () => 'nothing',
  conditional_expression: walkConditional,
  boolean_operator: (walking, node, place) => {
    for (const child of node.children) {
      if (child.field === 'right') walkPerhaps(walking, child, place);
      else interpret(walking, child, place);
    }
    return 'nothing';
  },
  list_comprehension: walkComprehension,
  set_comprehension: walkComprehension,
  dictionary_comprehension: walkComprehension,
  generator_expression: walkComprehension,
  call: walkCall,
  expression_statement: (walking, node, place) => {
    const before = walking.steps.length;
    walkChildren(walking, node, place);
    const [call] = node.children[0]?.type === 'await' ? node.children[0].children : node.children;
    // What a call was found to do is all that is told of it.
    const isTold = walking.steps.length > before;
    if (call?.type === 'call' && !isTold) followBareCall(walking, call, place);
    return 'nothing';
  },
};

function walkBranches(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  let left: EarlyExit = 'nothing';
  for (const { node: branch, runs } of branchesOf(walking.file, { node, scope: place.scope })) {
    if (runs === 'never') passOver(walking, branch, place);
    else left = farther(left, (runs === 'surely' ? interpret : walkPerhaps)(walking, branch, place));
  }
  return left;
}

/** What does not run here is read all the same, and kept apart. */
function passOver(walking: InterpreterState, node: PythonNode, place: Place): void {
  const aside = walkingAside(walking);
  interpret(aside, node, perhaps(place));
  for (const { start, end } of [node, ...aside.steps, ...aside.texts])
    walking.passedOver.push({ start, end });
}

function walkingAside(walking: InterpreterState): InterpreterState {
  const aside: InterpreterState = {
    ...walking,
    steps: [],
    texts: [],
    transaction: { isOver: false },
    enter: (entered, within) => enterFunction(aside, entered, within),
  };
  return aside;
}

function walkCondition(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  let left: EarlyExit = 'nothing';
  for (const child of node.children) {
    const isBranch = child.field === 'consequence' || child.field === 'alternative';
    left = farther(left, isBranch ? walkPerhaps(walking, child, place) : interpret(walking, child, place));
  }
  return left;
}

function walkMatch(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const subject = childIn(node, 'subject');
  if (subject !== undefined) interpret(walking, subject, place);
  return walkPerhaps(walking, childIn(node, 'body'), place);
}

function walkWhile(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const condition = childIn(node, 'condition');
  if (condition !== undefined) interpret(walking, condition, place);
  const left = walkPerhaps(walking, childIn(node, 'body'), place);
  return farther(outOfLoop(left), walkPerhaps(walking, childIn(node, 'alternative'), place));
}

function walkTry(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const isHandled = node.children.some(({ type }) => type === 'except_clause');
  let left: EarlyExit = 'nothing';
  for (const child of node.children) {
    const isSure = child.type === 'finally_clause' || (!isHandled && child.field === 'body');
    left = farther(left, isSure ? interpret(walking, child, place) : walkPerhaps(walking, child, place));
  }
  return left;
}

function walkHandler(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const value = childIn(node, 'value');
  if (value !== undefined) interpret(walking, value, place);
  return walkLastBlock(walking, node, place);
}

function walkLastBlock(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const block = node.children.findLast(({ type }) => type === 'block');
  return interpretBlock(walking, block, place);
}

function walkConditional(walking: InterpreterState, { children }: PythonNode, place: Place): EarlyExit {
  const [whenTrue, condition, whenFalse] = children;
  if (condition !== undefined) interpret(walking, condition, place);
  walkPerhaps(walking, whenTrue, place);
  walkPerhaps(walking, whenFalse, place);
  return 'nothing';
}

function walkFor(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const [target, iterable, body] = [childIn(node, 'left'), childIn(node, 'right'), childIn(node, 'body')];
  if (target === undefined || iterable === undefined || body === undefined) return 'nothing';
  interpret(walking, iterable, place);
  const loop = { target, iterable, body };
  const left = outOfLoop(walkRounds(walking, loop, place) ?? walkPerhaps(walking, body, place));
  const alternative = childIn(node, 'alternative');
  return alternative === undefined ? left : farther(left, walkPerhaps(walking, alternative, place));
}

interface Loop {
  readonly target: PythonNode;
  readonly iterable: PythonNode;
  readonly body: PythonNode;
}

/** Round by round, where the file writes out what the loop goes through. */
function walkRounds(
  walking: InterpreterState,
  { target, iterable, body }: Loop,
  place: Place,
): EarlyExit | undefined {
  const rounds = roundsWithinBudget(walking, { iterable, body }, place);
  if (rounds === undefined) return undefined;
  const computed = namesComputedIn(body, place.scope);
  let left: EarlyExit = 'nothing';
  for (const element of rounds) {
    const scope = scopeOfRound(place.scope, valuesOfIteration(walking.file, target, element), computed);
    const within = left === 'nothing' ? place : perhaps(place);
    left = farther(left, interpret(walking, body, { ...within, scope }));
  }
  return left;
}

/** Every character of code is about a node: so that loops in loops in loops come to an end. */
function roundsWithinBudget(
  walking: InterpreterState,
  { iterable, body }: Omit<Loop, 'target'>,
  { scope }: Place,
): readonly UnrolledElement[] | undefined {
  const rounds = unroll(walking.file, { node: iterable, scope });
  if (rounds === undefined || rounds.length === 0) return undefined;
  return (rounds.length - 1) * (body.end - body.start) <= walking.budget.left ? rounds : undefined;
}

/** `[op.drop_table(name) for name in ("a", "b")]` */
function walkComprehension(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  const body = childIn(node, 'body');
  const clauses = node.children.filter((child) => child !== body);
  const [clause, ...more] = clauses;
  const [target, iterable] = [childIn(clause, 'left'), childIn(clause, 'right')];
  for (const child of clauses) walkPerhaps(walking, child, place);
  if (body === undefined) return 'nothing';
  const isPlain = more.length === 0 && node.type !== 'generator_expression';
  const loop = isPlain && target && iterable && { target, iterable, body };
  if (!loop || walkRounds(walking, loop, place) === undefined) walkPerhaps(walking, body, place);
  return 'nothing';
}

function walkWith(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  let within = place;
  let isSuppressing = false;
  for (const item of withItems(node)) {
    interpret(walking, item.value, within);
    const name = calledName(walking, item.value);
    if (name === 'autocommit_block') within = { ...within, autocommit: true };
    if (isOwnConnection(walking, item.value, node)) within = { ...within, autocommit: true };
    if (name === 'suppress') isSuppressing = true;
    if (item.alias !== undefined) within = withAlias(walking, { ...item, alias: item.alias }, within);
  }
  const body = childIn(node, 'body');
  return isSuppressing ? walkPerhaps(walking, body, within) : interpretBlock(walking, body, within);
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
  walking: InterpreterState,
  { value, alias }: { readonly value: PythonNode; readonly alias: PythonNode },
  place: Place,
): Place {
  const name = identifierName(walking.file, alias);
  if (name === undefined || receiverOf(walking, value, place).kind === 'unknown') return place;
  return { ...place, scope: scopeWith(place.scope, new Map([[name, { node: value, scope: place.scope }]])) };
}

function walkCall(walking: InterpreterState, node: PythonNode, place: Place): EarlyExit {
  walking.visited.add(node);
  const before = doneBefore(walking);
  const callee = childIn(node, 'function');
  if (callee !== undefined) interpret(walking, withoutParentheses(callee), place);
  const list = childIn(node, 'arguments');
  if (list !== undefined) interpret(walking, list, place);
  followCall(walking, node, place);
  if (calledName(walking, node) !== 'partial') handOn(walking, list, place);
  mapToCallSite(walking, node, before);
  return 'nothing';
}

/** A function that a call is given may run then, or later, or never. */
function handOn(walking: InterpreterState, list: PythonNode | undefined, place: Place): void {
  for (const argument of list?.children ?? []) {
    for (const definition of callbackArguments(walking, argument, place)) {
      if (walking.visited.has(definition)) continue;
      enterFunction(walking, { definition, call: undefined, isBound: false }, perhaps(place));
    }
  }
}

/** Functions that call each other more deeply than this are told on their own. */
const DEEPEST = 24;

/** Follows the body of a function of the file. */
export function enterFunction(walking: InterpreterState, entered: EnteredFunction, place: Place): void {
  const { definition, call } = entered;
  const body = childIn(definition, 'body');
  if (body === undefined || depthIn(place) >= DEEPEST) return;
  if (isRunning(place, definition)) {
    if (hasArguments(call)) noteRecursive(walking, { ...entered, body }, place);
    return;
  }
  const at = call ?? definition;
  if (isTooMuch(walking, definition, body)) {
    if (!walking.tooOften.has(definition)) addUnclear(walking, perhaps(place), { at, problem: TOO_OFTEN });
    walking.tooOften.add(definition);
    return;
  }
  const before = walking.steps.length;
  followBody(walking, { ...entered, body }, place);
  if (walking.recursive.delete(definition) && walking.steps.length > before) {
    addUnclear(walking, perhaps(place), { at, problem: 'it calls itself with other arguments' });
  }
}

/** Whatever it calls itself with, it may only read; what it then calls itself with is no other matter. */
function noteRecursive(walking: InterpreterState, entered: FollowedFunction, place: Place): void {
  const { definition } = entered;
  if (walking.recursive.has(definition)) return;
  walking.recursive.add(definition);
  // Tried out only: what it meets on the way is still to be followed where it stands.
  const tried = { ...walking, visited: new Set(walking.visited), tooOften: new Set(walking.tooOften) };
  const aside = walkingAside({ ...tried, passedOver: [] });
  followBody(aside, { ...entered, call: undefined }, perhaps(place));
  if (aside.steps.every(onlyReads)) walking.recursive.delete(definition);
}

/** Every function is followed once. */
function isTooMuch({ visited, budget }: InterpreterState, definition: PythonNode, body: PythonNode): boolean {
  return visited.has(definition) && body.end - body.start > budget.left;
}

const TOO_OFTEN = 'it is called more often than is followed here';

type FollowedFunction = EnteredFunction & { readonly body: PythonNode };

function followBody(
  walking: InterpreterState,
  { definition, call, isBound, body }: FollowedFunction,
  place: Place,
): void {
  walking.visited.add(definition);
  const [decorator] = walking.definitions.decorators.get(definition) ?? [];
  const within = decorator === undefined ? place : perhaps(place);
  const before = walking.steps.length;
  if (decorator !== undefined) addUnclear(walking, place, { at: decorator, ...DECORATED });
  const after = walking.steps.length;
  interpret(walking, body, {
    ...within,
    scope: frameOfCall(walking.file, { definition, call, scope: place.scope, isBound }),
    running: { definition, caller: place.running, depth: depthIn(place) + 1 },
    holder: walking.definitions.methodOf.get(definition) ?? place.holder,
  });
  // What nobody calls and does nothing is no matter, whatever decorates it.
  if (!place.isCertain && walking.steps.length === after) walking.steps.length = before;
}

/** A decorator that is not known may call the function, or not, or several times. */
const DECORATED = {
  problem: 'what the decorator does with the function is not known',
  keepsTables: true,
} as const;

function hasArguments(call: PythonNode | undefined): boolean {
  return (childIn(call, 'arguments')?.children.length ?? 0) > 0;
}
