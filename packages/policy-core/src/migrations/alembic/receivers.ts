import { unknownName, type Name, type TableName } from '../operations/name.ts';
import type { PythonNode } from '../../parsers/parsers.ts';
import { readText } from '../../parsers/python/literals.ts';
import {
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  sourceOf,
  withoutParentheses,
} from '../../parsers/python/nodes.ts';
import {
  alternatives,
  isTransparent,
  newBudget,
  type PythonValue,
  type TracedFile,
} from '../../parsers/python/values.ts';
import type { ClassDefinition } from './definitions.ts';
import { isOp, operationBehind } from './names.ts';
import { classNamed } from './visible-definitions.ts';
import type { Place, InterpreterState } from './interpreter-state.ts';

/** What a method is called on. */
export type Receiver =
  | { readonly kind: 'op' }
  | { readonly kind: 'batch'; readonly table: TableName }
  /** `isAlembics`: surely the one that Alembic runs the migration on. */
  | { readonly kind: 'connection'; readonly isAlembics?: true }
  /** SQLAlchemy's ORM session. */
  | { readonly kind: 'session' }
  /** A class of the file, or an object of it. */
  | { readonly kind: 'class'; readonly definition: ClassDefinition; readonly isObject: boolean }
  | { readonly kind: 'unknown' };

const OP: Receiver = { kind: 'op' };
const CONNECTION: Receiver = { kind: 'connection' };
const BIND: Receiver = { kind: 'connection', isAlembics: true };
const SESSION: Receiver = { kind: 'session' };
const UNKNOWN: Receiver = { kind: 'unknown' };

/** The first that is known of what it can be. */
export function receiverOf(state: InterpreterState, written: PythonNode, place: Place): Receiver {
  return receiverAt(state, written, { place, depth: 0 });
}

interface Search {
  readonly place: Place;
  readonly depth: number;
}

/** `b = stack.enter_context(b)` leads back to itself. */
const DEEPEST = 8;

function receiverAt(state: InterpreterState, written: PythonNode, search: Search): Receiver {
  const { file, names } = state;
  const { place } = search;
  const node = withoutParentheses(written);
  if (isOp(file, names, node)) return OP;
  if (givesNothingKnown(file, node)) return UNKNOWN;
  const name = identifierName(file, node);
  if (place.holder !== undefined && (name === 'self' || name === 'cls')) {
    return { kind: 'class', definition: place.holder, isObject: true };
  }
  const values = alternatives(file, { node, scope: place.scope }, newBudget());
  const kinds = values.map((value) => classified(state, value, search));
  const known = kinds.find(({ kind }) => kind !== 'unknown') ?? UNKNOWN;
  if (known.kind !== 'batch' || kinds.length === 1) return known;
  return { kind: 'batch', table: { ...unknownName(sourceOf(file, node)), schema: undefined } };
}

/** What calls of these names give back. */
const RESULTS = new Map<string, Receiver>([
  ['Operations', OP],
  ['get_bind', BIND],
  ...['get_context', 'connect', 'connection', 'begin', 'raw_connection', 'cursor'].map(
    (name): [string, Receiver] => [name, CONNECTION],
  ),
  ...['Session', 'sessionmaker', 'scoped_session', 'AsyncSession', 'SessionLocal'].map(
    (name): [string, Receiver] => [name, SESSION],
  ),
]);
/** Methods that give back what is known of their object, or of an argument. */
const HANDS_ON = new Set(['batch_alter_table', 'enter_context', '__enter__', 'context']);

/** `sa.Column(...)`, and most calls of methods: told by the name alone. */
function givesNothingKnown(file: TracedFile, node: PythonNode): boolean {
  const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
  if (callee?.type !== 'attribute') return false;
  const name = lastName(file, callee) ?? '';
  return !RESULTS.has(name) && !HANDS_ON.has(name) && !isTransparent(name);
}

const CONNECTION_NAMES = new Set(['conn', 'connection', 'bind', 'engine', 'cursor', 'db', 'migrate_engine']);

function classified(state: InterpreterState, value: PythonValue, search: Search): Receiver {
  const { file, names } = state;
  const { node } = value;
  if (isOp(file, names, node)) {
    state.called.add(node);
    return OP;
  }
  if (node.type === 'call') return resultOf(state, value, search);
  const name = lastName(file, node) ?? '';
  const definition = node.type === 'identifier' ? classNamed(state, name, value.scope) : undefined;
  if (definition !== undefined) return { kind: 'class', definition, isObject: false };
  if (/session$/i.test(name)) return SESSION;
  return CONNECTION_NAMES.has(name) ? CONNECTION : UNKNOWN;
}

/** What a call gives back. */
function resultOf(state: InterpreterState, { node, scope }: PythonValue, search: Search): Receiver {
  const { file } = state;
  const callee = childIn(node, 'function');
  if (callee?.type === 'call') return classified(state, { node: callee, scope }, search);
  const name = calledOperation(state, { node: callee ?? node, scope });
  if (name === 'batch_alter_table') return { kind: 'batch', table: tableGiven(file, { node, scope }) };
  const made = RESULTS.get(name);
  if (made !== undefined) return made;
  const definition = callee?.type === 'identifier' ? classNamed(state, name, scope) : undefined;
  if (definition !== undefined) return { kind: 'class', definition, isObject: true };
  if (isSessionMaker(state, callee, scope)) return SESSION;
  return heldBy(state, { node, scope }, search);
}

/** `Maker` of `Maker = sessionmaker(bind=bind)`, which makes sessions when it is called. */
function isSessionMaker(
  { file }: InterpreterState,
  node: PythonNode | undefined,
  scope: Place['scope'],
): boolean {
  if (node?.type !== 'identifier') return false;
  return alternatives(file, { node, scope }, newBudget()).every((value) =>
    SESSION_MAKERS.has(lastName(file, childIn(value.node, 'function')) ?? ''),
  );
}

const SESSION_MAKERS = new Set(['sessionmaker', 'async_sessionmaker', 'scoped_session']);

function calledOperation({ file, names }: InterpreterState, { node, scope }: PythonValue): string {
  const name = lastName(file, node) ?? '';
  if (node.type !== 'identifier') return name;
  return operationBehind(file, names, { name, scope }) ?? name;
}

/** `stack.enter_context(batch)` and `batch.__enter__()` are the batch; `Operations.context(c)` is op. */
function heldBy(state: InterpreterState, { node, scope }: PythonValue, search: Search): Receiver {
  const { file } = state;
  if (search.depth > DEEPEST) return UNKNOWN;
  const callee = childIn(node, 'function');
  const object = childIn(callee, 'object');
  const within = { place: { ...search.place, scope }, depth: search.depth + 1 };
  switch (lastName(file, callee)) {
    case 'enter_context': {
      const [entered] = argumentsOf(file, node).positional;
      return entered === undefined ? UNKNOWN : receiverAt(state, entered, within);
    }
    case '__enter__':
      return object === undefined ? UNKNOWN : receiverAt(state, object, within);
    case 'context':
      return lastName(file, object) === 'Operations' ? OP : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** The table that a call names by its first argument, and by `schema`. */
export function tableGiven(file: TracedFile, { node, scope }: PythonValue): TableName {
  const { positional, keywords, spread } = argumentsOf(file, node);
  const table = positional[0] ?? keywords.get('table_name') ?? keywords.get('name');
  if (table === undefined || spread) {
    return { ...unknownName(sourceOf(file, childIn(node, 'arguments') ?? node)), schema: undefined };
  }
  const name = nameGiven(file, { node: table, scope });
  const schema = keywords.get('schema');
  if (schema === undefined || schema.type === 'none') return { ...name, schema: undefined };
  const within = nameGiven(file, { node: schema, scope });
  return { text: name.text, isKnown: name.isKnown && within.isKnown, schema: within.text };
}

/** The text of an argument, or its source. */
export function nameGiven(file: TracedFile, value: PythonValue): Name {
  const parts = readText(file, value, newBudget());
  if (parts.some(({ kind }) => kind === 'unknown')) return unknownName(sourceOf(file, value.node));
  return { text: parts.map((part) => (part.kind === 'known' ? part.text : '')).join(''), isKnown: true };
}
