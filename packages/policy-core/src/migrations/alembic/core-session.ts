import type { PythonNode } from '../../parsers/parsers.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import {
  allNodes,
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  withoutParentheses,
} from '../../parsers/python/nodes.ts';
import { alternatives, newBudget, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';
import { handedArguments, namesHanded } from './session-arguments.ts';

/**
 * Whether no object of a model ever gets into a session: it is made in the file, and all that is asked of it, also
 * in functions of the file that it is handed to, are rows of `sa.Table`, and statements on such tables. Its commit then
 * writes nothing that is not seen elsewhere.
 */
export function isOfCoreAlone(file: TracedFile, session: PythonNode): boolean {
  const first = identifierName(file, session);
  if (first === undefined) return false;
  const all = handedArguments(file);
  const names = namesHanded(file, first, all);
  const handed = all.filter(({ parameter }) => names.includes(parameter));
  const given = new Set(handed.map(({ argument }) => argument));
  const receivers = new Set(handed.map(({ definition }) => definition));
  const named = names.map((name): Named => ({ file, name, given, receivers }));
  const whole = { node: file.root, scope: file.scopes.module };
  const isMade = allNodes(file.root).some(
    (node) => BINDERS.has(node.type) && named.some((one) => isBound(one, node)),
  );
  return (
    isMade &&
    [...given].every((node) => identifierName(file, node) !== undefined || makesSession(file, node)) &&
    named.every((one) => isUsedForCore(one, whole))
  );
}

const BINDERS: ReadonlySet<string> = new Set(['assignment', 'as_pattern']);

function isBound(named: Named, node: PythonNode): boolean {
  return useIn(named, { node, scope: named.file.scopes.module }) !== undefined;
}

interface Named {
  readonly file: TracedFile;
  readonly name: string;
  /** Arguments by which functions of the file get it, under whatever name. */
  readonly given: ReadonlySet<PythonNode>;
  readonly receivers: ReadonlySet<PythonNode>;
}

/** Whether every mention of the name below a node is one that brings no object in. */
function isUsedForCore(named: Named, { node, scope }: PythonValue): boolean {
  const { file } = named;
  const inner = node.type === 'function_definition' ? (file.scopes.functions.get(node) ?? scope) : scope;
  const own = useIn(named, { node, scope: inner });
  return node.children.every((child) => {
    if (child === own || (child.field === 'parameters' && named.receivers.has(node))) return true;
    if (identifierName(file, child) === named.name) return named.given.has(child);
    return child.children.length === 0 || isUsedForCore(named, { node: child, scope: inner });
  });
}

/** The child by which a node mentions the session harmlessly; its other children are looked through. */
function useIn(named: Named, value: PythonValue): PythonNode | undefined {
  return USES[value.node.type]?.(named, value);
}

type Use = (named: Named, value: PythonValue) => PythonNode | undefined;

const USES: Readonly<Record<string, Use | undefined>> = {
  assignment: (named, { node }) => {
    const left = childIn(node, 'left');
    return isNamed(named, left) && makesSession(named.file, childIn(node, 'right')) ? left : undefined;
  },
  as_pattern: (named, { node }) => {
    const target = node.children.find(({ type }) => type === 'as_pattern_target');
    const isOwn = isNamed(named, target?.children[0]);
    return isOwn && makesSession(named.file, node.children[0]) ? target : undefined;
  },
  call: (named, { node, scope }) => {
    const method = childIn(node, 'function');
    if (method?.type !== 'attribute' || !isNamed(named, childIn(method, 'object'))) return undefined;
    return bringsNoObject(named.file, { node, scope }) ? method : undefined;
  },
  // `f(session=x)`
  keyword_argument: (_, { node }) => childIn(node, 'name'),
};

function isNamed({ file, name }: Named, node: PythonNode | undefined): boolean {
  return identifierName(file, node) === name;
}

const MAKERS: ReadonlySet<string | undefined> = new Set(['Session', 'sessionmaker']);

/** `Session(bind=bind)`, `sessionmaker(bind=bind)()` */
function makesSession(file: TracedFile, node: PythonNode | undefined): boolean {
  const callee = node?.type === 'call' ? childIn(node, 'function') : undefined;
  if (callee === undefined) return false;
  return callee.type === 'call' ? makesSession(file, callee) : MAKERS.has(lastName(file, callee));
}

const WITHOUT_OBJECTS: ReadonlySet<string | undefined> = new Set([
  'begin',
  'close',
  'commit',
  'connection',
  'expire_all',
  'flush',
  'get_bind',
  'rollback',
  // These write at once, and keep nothing.
  'bulk_insert_mappings',
  'bulk_save_objects',
  'bulk_update_mappings',
]);
const RUN_STATEMENTS: ReadonlySet<string | undefined> = new Set(['execute', 'scalar', 'scalars']);

/** A method of the session that is called. */
function bringsNoObject(file: TracedFile, { node, scope }: PythonValue): boolean {
  const method = lastName(file, childIn(node, 'function'));
  if (WITHOUT_OBJECTS.has(method)) return true;
  if (method === 'query') return areOfCore(file, node, scope);
  const [statement] = argumentsOf(file, node).positional;
  return (
    RUN_STATEMENTS.has(method) && statement !== undefined && isOfTables(file, { node: statement, scope }, 0)
  );
}

/** Statements of statements of statements. */
const DEEPEST = 24;

/** Calls that say what comes back. */
const CHOOSE: ReadonlySet<string | undefined> = new Set([
  'Select',
  'add_columns',
  'column',
  'from_statement',
  'returning',
  'select',
  'with_only_columns',
]);

/** A statement, or a query of one, that starts from tables of Core; or a text. */
function isOfTables(file: TracedFile, value: PythonValue, depth: number): boolean {
  if (depth > DEEPEST) return false;
  return alternatives(file, value, newBudget()).every(({ node, scope }) => {
    if (TEXTS.has(node.type)) return true;
    const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
    if (callee === undefined) return false;
    const name = lastName(file, callee);
    if (CHOOSE.has(name) && !areOfCore(file, node, scope)) return false;
    if (isOfSqlalchemy(file, { node: callee, scope })) return true;
    const object = childIn(callee, 'object');
    if (object === undefined) return false;
    return isTable(file, { node: object, scope }) || isOfTables(file, { node: object, scope }, depth + 1);
  });
}

const TEXTS: ReadonlySet<string> = new Set(['string', 'concatenated_string', 'binary_operator']);

function areOfCore(file: TracedFile, call: PythonNode, scope: Scope): boolean {
  const { positional, keywords, spread } = argumentsOf(file, call);
  return !spread && keywords.size === 0 && positional.every((node) => isOfCore(file, { node, scope }));
}

/** A table, a column of one, or a function of such. */
function isOfCore(file: TracedFile, value: PythonValue): boolean {
  const { scope } = value;
  const node = withoutParentheses(value.node);
  return isTable(file, { node, scope }) || (OF_CORE[node.type]?.(file, { node, scope }) ?? false);
}

const OF_CORE: Readonly<Record<string, ((file: TracedFile, value: PythonValue) => boolean) | undefined>> = {
  string: () => true,
  integer: () => true,
  list: (file, { node, scope }) => node.children.every((child) => isOfCore(file, { node: child, scope })),
  attribute: (file, { node, scope }) => {
    const object = childIn(node, 'object');
    if (object === undefined) return false;
    return isColumns(file, { node: object, scope }) || isColumnOfModel(file, node, object);
  },
  call: (file, { node, scope }) => {
    const callee = childIn(node, 'function');
    if (callee === undefined || !areOfCore(file, node, scope)) return false;
    const on = childIn(callee, 'object');
    return (
      isOfSqlalchemy(file, { node: callee, scope }) ||
      (on !== undefined && isOfCore(file, { node: on, scope }))
    );
  },
};

/** `User.id`: what comes back is no object, but a value. `models.User` is all of one. */
function isColumnOfModel(file: TracedFile, node: PythonNode, model: PythonNode): boolean {
  return /^[A-Z]\w*[a-z]/.test(lastName(file, model) ?? '') && /^[a-z_]/.test(lastName(file, node) ?? '');
}

/** `users.c`, whose members are columns. */
function isColumns(file: TracedFile, { node, scope }: PythonValue): boolean {
  const object = childIn(node, 'object');
  const name = node.type === 'attribute' ? lastName(file, node) : undefined;
  return (
    object !== undefined && (name === 'c' || name === 'columns') && isTable(file, { node: object, scope })
  );
}

const TABLES: ReadonlySet<string | undefined> = new Set(['Table', 'table', 'TableClause']);

/** `sa.Table(...)`, under whatever name, and what `op.create_table` gives back. */
function isTable(file: TracedFile, value: PythonValue): boolean {
  return alternatives(file, value, newBudget()).every(({ node, scope }) => {
    const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
    if (callee === undefined) return false;
    const name = lastName(file, callee);
    if (name === 'create_table')
      return fullName(file, { node: callee, scope })?.path === 'alembic.op.create_table';
    return TABLES.has(name) && isOfSqlalchemy(file, { node: callee, scope });
  });
}

function isOfSqlalchemy(file: TracedFile, value: PythonValue): boolean {
  const name = fullName(file, value);
  return name?.from === 'imported' && /^sqlalchemy\b/.test(name.path);
}
