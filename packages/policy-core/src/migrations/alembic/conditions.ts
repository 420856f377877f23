import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf } from '../../parsers/python/bindings.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import {
  childIn,
  identifierName,
  lastName,
  moduleAt,
  withoutParentheses,
} from '../../parsers/python/nodes.ts';
import { newBudget, origins, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';
import { answerOfUrl } from './asked-url.ts';
import { answerOfCall } from './asking-functions.ts';
import { knownText } from './render/render-values.ts';

/** One part of an `if` with its `elif` and `else`, in the order of the text. */
export interface Branch {
  readonly node: PythonNode;
  /** `surely`: a first condition is always asked. */
  readonly runs: 'surely' | 'perhaps' | 'never';
}

/**
 * What is compared with the name of a dialect and cannot be followed: nothing is known of it, or it is taken for the
 * name of the dialect that a migration runs on.
 */
export type Unfollowed = 'unknown' | 'dialect';

interface Asking {
  readonly unfollowed: Unfollowed;
  /** Functions whose answer is asked for. */
  readonly running: readonly PythonNode[];
}

/**
 * Which parts of an `if_statement` or an `elif_clause` run on PostgreSQL, as far as what is called with a
 * literal and the name of the dialect decide it.
 */
export function branchesOf(
  file: TracedFile,
  { node, scope }: PythonValue,
  unfollowed: Unfollowed = 'unknown',
): readonly Branch[] {
  const asking: Asking = { unfollowed, running: [] };
  const branches: Branch[] = [];
  let before: Branch['runs'] = 'never';
  const choose = (part: PythonNode, answer: boolean | undefined): void => {
    branches.push({ node: part, runs: runsAfter(before, answer) });
    if (answer === true) before = 'surely';
    else if (answer === undefined && before === 'never') before = 'perhaps';
  };
  let answer: boolean | undefined;
  for (const child of node.children) {
    if (child.field === 'condition') {
      answer = truthOf(file, { node: child, scope }, asking);
      branches.push({ node: child, runs: 'surely' });
    } else if (child.field === 'consequence') choose(child, answer);
    else if (child.type === 'elif_clause') choose(child, elifTruth(file, { node: child, scope }, asking));
    else choose(child, true);
  }
  return branches;
}

function runsAfter(before: Branch['runs'], answer: boolean | undefined): Branch['runs'] {
  if (before === 'surely' || answer === false) return 'never';
  return before === 'never' && answer === true ? 'surely' : 'perhaps';
}

function elifTruth(file: TracedFile, { node, scope }: PythonValue, asking: Asking): boolean | undefined {
  const condition = childIn(node, 'condition');
  return condition && truthOf(file, { node: condition, scope }, asking);
}

/** Whether a condition holds on PostgreSQL; `undefined` where only a run tells. */
function truthOf(file: TracedFile, value: PythonValue, asking: Asking): boolean | undefined {
  const node = withoutParentheses(value.node);
  const { scope } = value;
  if (node.type === 'not_operator') {
    const [inner] = node.children;
    return not(inner && truthOf(file, { node: inner, scope }, asking));
  }
  if (node.type === 'boolean_operator') return joined(file, { node, scope }, asking);
  if (node.type === 'comparison_operator') return compared(file, { node, scope }, asking);
  if (node.type === 'call') return answered(file, { node, scope }, asking);
  const constant = constantOf(file, { node, scope }, asking);
  return constant && constant.value !== undefined && Boolean(constant.value);
}

function answered(file: TracedFile, call: PythonValue, asking: Asking): boolean | undefined {
  const { running } = asking;
  return (
    answerOfUrl(file, call, (value) => leadsToAlembic(file, value)) ??
    answerOfCall(file, { call, running }, (asked, within) =>
      truthOf(file, asked, { ...asking, running: within }),
    )
  );
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function joined(file: TracedFile, { node, scope }: PythonValue, asking: Asking): boolean | undefined {
  const [left, right] = [childIn(node, 'left'), childIn(node, 'right')];
  if (left === undefined || right === undefined) return undefined;
  const decides = childIn(node, 'operator')?.type === 'or';
  const answers = [left, right].map((side) => truthOf(file, { node: side, scope }, asking));
  if (answers.includes(decides)) return decides;
  return answers.includes(undefined) ? undefined : !decides;
}

function compared(file: TracedFile, { node, scope }: PythonValue, asking: Asking): boolean | undefined {
  const [left, right, ...more] = node.children;
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const operator = file.text.slice(left.end, right.start).replaceAll(/\s+/g, ' ').trim();
  const others = COMPARISONS.get(operator)?.(right)?.map((other) =>
    constantOf(file, { node: other, scope }, asking),
  );
  if (others === undefined) return undefined;
  const one = constantOf(file, { node: left, scope }, asking) ?? dialectAmong(others, asking);
  if (one === undefined) return undefined;
  const answer = isAmong(one, others);
  return /not|!/.test(operator) ? not(answer) : answer;
}

function isAmong(one: Constant, others: readonly (Constant | undefined)[]): boolean | undefined {
  if (others.some((other) => other?.value === one.value)) return true;
  return others.includes(undefined) ? undefined : false;
}

/** What is held against names of dialects only, and cannot be followed, is the dialect. */
function dialectAmong(
  others: readonly (Constant | undefined)[],
  { unfollowed }: Asking,
): Constant | undefined {
  return unfollowed === 'dialect' && others.every(isNameOfDialect) ? POSTGRESQL : undefined;
}

const POSTGRESQL: Constant = { value: 'postgresql' };
const DIALECTS: ReadonlySet<unknown> = new Set([
  'mariadb',
  'mssql',
  'mysql',
  'oracle',
  'postgresql',
  'sqlite',
]);

function isNameOfDialect(constant: Constant | undefined): boolean {
  return DIALECTS.has(constant?.value);
}

/** What the left side is compared with. */
const COMPARISONS = new Map<string, (right: PythonNode) => readonly PythonNode[] | undefined>([
  ['==', (right) => [right]],
  ['!=', (right) => [right]],
  ['is', (right) => [right]],
  ['is not', (right) => [right]],
  ['in', elementsOf],
  ['not in', elementsOf],
]);

function elementsOf(node: PythonNode): readonly PythonNode[] | undefined {
  const list = withoutParentheses(node);
  return ['list', 'tuple', 'set'].includes(list.type) ? list.children : undefined;
}

/** `None` is null. */
interface Constant {
  readonly value: string | boolean | null;
}

/** Only where all that a name may stand for is the same. */
function constantOf(file: TracedFile, value: PythonValue, { running }: Asking): Constant | undefined {
  const values = origins(file, value, newBudget());
  // A switch in another module is turned without anybody looking at the migration.
  const here = running.length > 0 ? undefined : moduleAt(file, value.node.start);
  const isElsewhere = ({ node }: PythonValue) =>
    ![undefined, here].includes(moduleAt(file, node.start)) && !running.some((asked) => holds(asked, node));
  if (values.some(isElsewhere)) return undefined;
  const [first, ...others] = values.map((origin) => literalOf(file, origin));
  return first !== undefined && others.every((other) => other?.value === first.value) ? first : undefined;
}

function holds({ start, end }: PythonNode, node: PythonNode): boolean {
  return start <= node.start && node.end <= end;
}

function literalOf(file: TracedFile, { node, scope }: PythonValue): Constant | undefined {
  if (node.type === 'true' || node.type === 'false') return { value: node.type === 'true' };
  if (node.type === 'none') return { value: null };
  if (node.type === 'string' || node.type === 'concatenated_string') {
    const text = knownText(file, { node, scope });
    return text === undefined ? undefined : { value: text };
  }
  return isDialect(file, { node, scope }) ? POSTGRESQL : undefined;
}

const ON_THE_WAY = new Set(['dialect', 'engine', 'connection', 'bind', 'impl']);

/** `op.get_bind().dialect.name`, `context.get_context().connection.engine.name` */
function isDialect(file: TracedFile, { node, scope }: PythonValue): boolean {
  if (node.type !== 'attribute' || lastName(file, node) !== 'name') return false;
  const object = childIn(node, 'object');
  return object !== undefined && isDialectItself(file, { node: object, scope });
}

function isDialectItself(file: TracedFile, value: PythonValue): boolean {
  return origins(file, value, newBudget()).every(
    ({ node, scope }) =>
      ['dialect', 'engine'].includes(attributeName(file, node) ?? '') &&
      leadsToAlembic(file, { node, scope }),
  );
}

function attributeName(file: TracedFile, node: PythonNode): string | undefined {
  return node.type === 'attribute' ? lastName(file, node) : undefined;
}

function leadsToAlembic(file: TracedFile, { node, scope }: PythonValue): boolean {
  let at: PythonNode | undefined = node;
  while (ON_THE_WAY.has((at && attributeName(file, at)) ?? '')) at = childIn(at, 'object');
  if (at === undefined) return false;
  return origins(file, { node: at, scope }, newBudget()).every((origin) => isAlembics(file, origin));
}

const GIVERS = /^alembic\.(?:op|context)\.get_(?:bind|context|impl)$/;

/** What Alembic itself hands out, by a name that nothing else in the file is called, or that the environment gives. */
function isAlembics(file: TracedFile, { node, scope }: PythonValue): boolean {
  const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
  if (callee === undefined) return false;
  return isImportedGiver(file, { node: callee, scope }) || isGiverOfEntry(file, { node: callee, scope });
}

/** `def upgrade(op, tables):` is called by the environment alone, which has no other `op` to give. */
function isGiverOfEntry(file: TracedFile, { node, scope }: PythonValue): boolean {
  if (!['get_bind', 'get_context'].includes(attributeName(file, node) ?? '')) return false;
  if (identifierName(file, childIn(node, 'object')) !== 'op') return false;
  const [binding, ...others] = bindingsOf('op', scope);
  return (
    binding?.kind === 'parameter' &&
    others.length === 0 &&
    binding.default === undefined &&
    isCalledFromOutside(file, binding.function)
  );
}

/** Nothing in the file calls the function, decorates it, or takes its name. */
function isCalledFromOutside(file: TracedFile, name: string): boolean {
  if (name !== 'upgrade' && name !== 'downgrade') return false;
  const { root, scopes, uses } = file;
  const isPlain = root.children.some(
    (node) => node.type === 'function_definition' && identifierName(file, childIn(node, 'name')) === name,
  );
  const isItself = bindingsOf(name, scopes.module).length === 1 && !uses.untraceable.has(name);
  return isPlain && isItself && !uses.calls.has(name);
}

function isImportedGiver(file: TracedFile, { node: callee, scope }: PythonValue): boolean {
  const name = fullName(file, { node: callee, scope });
  if (name?.from !== 'imported' || !GIVERS.test(name.path)) return false;
  let root: PythonNode | undefined = callee;
  while (root?.type === 'attribute') root = childIn(root, 'object');
  const first = identifierName(file, root);
  return first !== undefined && bindingsOf(first, scope).every(({ kind }) => kind === 'opaque');
}
