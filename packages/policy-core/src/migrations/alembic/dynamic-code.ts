import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf, type Scope } from '../../parsers/python/bindings.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import {
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  nameOf,
  sourceOf,
} from '../../parsers/python/nodes.ts';
import type { TracedFile } from '../../parsers/python/values.ts';
import { isEscaping, type NodePlace } from './escaping-operation.ts';
import { isOp } from './names.ts';
import type { Step } from '../operations/operation.ts';
import { addUnclear, type Place, type InterpreterState } from './interpreter-state.ts';

/**
 * Tells of ways around what can be followed, in a node and the values right below it: operations that are handed on,
 * code that is loaded by its name or run by another program, and names that come to mean something else.
 */
export function reportDynamicCode(state: InterpreterState, node: PythonNode, place: Place): void {
  const { scope } = place;
  const hidden = node.type === 'call' ? hiddenCall(state, node, scope) : undefined;
  if (hidden !== undefined) addUnclear(state, place, { at: node, problem: hidden });
  const renaming = RENAMING[node.type]?.(state, node, scope);
  if (renaming !== undefined) addUnclear(state, place, { at: node, problem: renaming, reach: NOTHING });
  for (const child of node.children) {
    const why = HIDING_VALUES[child.type]?.(state, child, { scope, parent: node });
    if (why !== undefined) addUnclear(state, place, { at: child, problem: why });
  }
}

/** What is told, without what is handed on and called in the end by what was followed. */
export function withoutCalled({ steps, handedOn, called }: InterpreterState): readonly Step[] {
  const followed = [...handedOn].filter(([node]) => called.has(node));
  if (followed.length === 0) return steps;
  const told = new Set(followed.map(([{ start, end }, problem]) => `${start} ${end} ${problem}`));
  return steps.filter(
    (step) => step.kind !== 'unclear' || !told.has(`${step.start} ${step.end} ${step.problem}`),
  );
}

/** A clause that says what is not known; `undefined` where the node hides nothing. */
type Hiding<At> = (read: InterpreterState, node: PythonNode, at: At) => string | undefined;

/** Where a name comes to mean something else: that by itself changes nothing. */
const NOTHING = { kind: 'tables', names: [] } as const;

const RENAMING: Readonly<Record<string, Hiding<Scope> | undefined>> = {
  assignment: replacedName,
  function_definition: anotherMeaning,
  class_definition: anotherMeaning,
  import_from_statement: anotherOp,
};

const HIDING_VALUES: Readonly<Record<string, Hiding<NodePlace> | undefined>> = {
  identifier: handedOnOr(hiddenName),
  attribute: handedOnOr(hiddenAttribute),
  call: handedOnOr(() => undefined),
};

function handedOnOr(hiding: Hiding<NodePlace>): Hiding<NodePlace> {
  return (state, node, at) => {
    if (!isEscaping(state, node, at)) return hiding(state, node, at);
    const source = sourceOf(state.file, node);
    return handedOn(state, node, `${source} is handed on, and what it is called with is not known`);
  };
}

function handedOn(state: InterpreterState, node: PythonNode, problem: string): string {
  state.handedOn.set(node, problem);
  return problem;
}

/** Programs, code that is loaded by its name or read from data, and what Alembic does outside of a revision. */
const RUNS_ANYTHING = new RegExp(
  `^(?:${[
    'os\\.(?:system|popen|startfile|fork|(?:exec|spawn|posix_spawn)\\w*)',
    '(?:subprocess|runpy|pty|alembic\\.command|alembic\\.config)\\.\\w+',
    'asyncio\\.create_subprocess_\\w+',
    '(?:pickle|marshal|dill|cloudpickle)\\.loads?',
    'importlib\\.(?:import_module|reload|__import__|util\\..*|machinery\\..*)',
    'builtins\\.(?:exec|eval|compile|__import__)',
    'types\\.(?:FunctionType|CodeType)',
    'sqlalchemy\\.event\\.listens?_?\\w*',
    'compile|__import__',
  ].join('|')})$`,
);
/** Methods of drivers and of Alembic's inner objects that run what they are given. */
const RUNS_GIVEN = new Set(['callproc', '_exec', '_run_ddl_visitor', '_run_visitor', 'traverse_single']);

function hiddenCall({ file }: InterpreterState, call: PythonNode, scope: Scope): string | undefined {
  const callee = childIn(call, 'function');
  if (callee === undefined) return undefined;
  const named = fullName(file, { node: callee, scope });
  const runsAnything = named !== undefined && named.from !== 'own' && RUNS_ANYTHING.test(named.path);
  const runsGiven = callee.type === 'attribute' && RUNS_GIVEN.has(lastName(file, callee) ?? '');
  if (runsAnything || runsGiven) return `what ${sourceOf(file, callee).slice(0, 60)} does is not known`;
  return writesNames(file, callee) ? NAMES_WRITTEN : undefined;
}

const NAMES_WRITTEN = 'it gives names of the module another meaning';
const NAME_TABLES = new Set(['globals', 'locals', 'vars']);
const WRITES = new Set(['update', 'setdefault', '__setitem__', '__ior__', 'pop', 'clear']);

/** `globals().update(...)` */
function writesNames(file: TracedFile, callee: PythonNode): boolean {
  return WRITES.has(lastName(file, callee) ?? '') && isNameTable(file, childIn(callee, 'object'));
}

function isNameTable(file: TracedFile, node: PythonNode | undefined): boolean {
  if (node?.type !== 'call' || argumentsOf(file, node).positional.length > 0) return false;
  return NAME_TABLES.has(identifierName(file, childIn(node, 'function')) ?? '');
}

/** `run = exec`, and `op` where nobody follows it. */
function hiddenName(state: InterpreterState, node: PythonNode, { parent }: NodePlace): string | undefined {
  const { file, names } = state;
  const name = nameOf(file, node);
  if (name === '__builtins__') return '__builtins__ runs code that is not known';
  if (node.field === 'name') return undefined;
  if (RUNS_CODE.has(name)) {
    return HOLDS_VALUES.has(parent.type)
      ? `${name} is handed on, and runs code that is not known`
      : undefined;
  }
  if (!names.op.has(name) || !isKept(state, node, parent) || !isImported(file, name)) return undefined;
  return handedOn(state, node, `${name} is handed on, and what is done with it is not known`);
}

const RUNS_CODE = new Set(['exec', 'eval', '__import__']);
const KEEPS_VALUES = new Set([
  'list',
  'tuple',
  'set',
  'pair',
  'expression_list',
  'lambda',
  'return_statement',
  'yield',
  'conditional_expression',
  'boolean_operator',
]);
const HOLDS_VALUES = new Set([
  ...KEEPS_VALUES,
  'assignment',
  'argument_list',
  'keyword_argument',
  'decorator',
]);

/** `[op]`, `holder.migrate = op`. An attribute that is called `op` is read as it wherever it stands. */
function isKept({ file, names }: InterpreterState, node: PythonNode, parent: PythonNode): boolean {
  if (parent.type !== 'assignment') return KEEPS_VALUES.has(parent.type);
  const left = childIn(parent, 'left');
  return node.field === 'right' && left?.type !== 'identifier' && !isOp(file, names, left);
}

/** Parameters and loops may be called `op`, too. */
function isImported(file: TracedFile, name: string): boolean {
  const bindings = bindingsOf(name, file.scopes.module);
  return bindings.length > 0 && bindings.every(({ kind }) => kind === 'opaque');
}

/** What is inside of op or of an operation, and `sys.modules`. */
function hiddenAttribute(read: InterpreterState, node: PythonNode, place: NodePlace): string | undefined {
  const { file, names } = read;
  const object = childIn(node, 'object');
  if (isOp(file, names, object)) return insideOp(file, node, place);
  const isOfOperation = object?.type === 'attribute' && isOp(file, names, childIn(object, 'object'));
  if (isOfOperation) return isNotKnown(file, node);
  const isModules = fullName(file, { node, scope: place.scope })?.path === 'sys.modules';
  return isModules ? 'sys.modules holds code that is not known' : undefined;
}

/** `op._proxy`, `op.__dict__`, and `op.create_table = run` */
function insideOp(file: TracedFile, node: PythonNode, { parent }: NodePlace): string | undefined {
  if (/^_|^impl$/.test(lastName(file, node) ?? '')) return isNotKnown(file, node);
  const isReplaced = parent.type === 'assignment' && node.field === 'left';
  return isReplaced ? `it gives ${sourceOf(file, node).slice(0, 60)} another meaning` : undefined;
}

function isNotKnown(file: TracedFile, node: PythonNode): string {
  return `nobody knows what ${sourceOf(file, node).slice(0, 60)} is`;
}

/** `globals()["upgrade"] = run` */
function replacedName({ file }: InterpreterState, node: PythonNode): string | undefined {
  const left = childIn(node, 'left');
  const [isGiven, isKept] = [childIn(left, 'value'), childIn(node, 'right')].map((table) =>
    isNameTable(file, table),
  );
  return isGiven === true || isKept === true ? NAMES_WRITTEN : undefined;
}

/** Names that are read as those of Alembic and SQLAlchemy wherever they stand. */
const READ_BY_NAME = new Set(['op', 'sa', 'text']);

function anotherMeaning({ file }: InterpreterState, node: PythonNode, scope: Scope): string | undefined {
  const name = identifierName(file, childIn(node, 'name')) ?? '';
  const isOfModule = scope.parent === undefined && childIn(node, 'body') !== undefined;
  return isOfModule && READ_BY_NAME.has(name) && !isMethod(file, node)
    ? `${name} is another one here`
    : undefined;
}

function isMethod(file: TracedFile, node: PythonNode): boolean {
  return !file.root.children.some((statement) => (childIn(statement, 'definition') ?? statement) === node);
}

/** `from tools import op` */
function anotherOp({ file }: InterpreterState, node: PythonNode): string | undefined {
  const module = childIn(node, 'module_name');
  if (module === undefined || /^alembic\b/.test(sourceOf(file, module))) return undefined;
  const isOther = node.children.some((child) => {
    const name = childIn(child, 'alias') ?? childIn(child, 'name') ?? child;
    return child.field === 'name' && sourceOf(file, name).normalize('NFKC') === 'op';
  });
  return isOther ? `what ${sourceOf(file, module)} has as op is not known` : undefined;
}
