import { memoizeByObject } from '../../model/memoize.ts';
import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf, type Scope } from '../../parsers/python/bindings.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import {
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  withoutParentheses,
} from '../../parsers/python/nodes.ts';
import { alternatives, newBudget, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';
import { OPERATIONS } from './operation-table/operation-table.ts';

/**
 * Whether anything in the file may change an object that a session has read: an attribute that is set, a list of one that
 * grows, or code elsewhere that gets the object. A commit writes nothing of objects that are only read.
 */
export const mayChangeObjects = memoizeByObject((file: TracedFile): boolean =>
  mayChange(file, { node: file.root, scope: file.scopes.module }),
);

/**
 * Commits and flushes with nothing but statements between them and the last one of the same session before, in the same
 * block: what was changed is written by then.
 */
export const commitsOfNothing = memoizeByObject((file: TracedFile): ReadonlySet<PythonNode> => {
  const whole = { node: file.root, scope: file.scopes.module };
  const blocks = [...valuesBelow(file, whole)].filter(({ node }) => BLOCKS.has(node.type));
  return new Set(blocks.flatMap((block) => commitsTwice(file, block)));
});

const BLOCKS: ReadonlySet<string> = new Set(['block', 'module']);

function commitsTwice(file: TracedFile, { node, scope }: PythonValue): readonly PythonNode[] {
  const found: PythonNode[] = [];
  let written: string | undefined;
  for (const statement of node.children) {
    const done = sessionCall(file, statement);
    if (done !== undefined && WRITES_OUT.has(done.method)) {
      if (done.session === written) found.push(done.call);
      written = done.session;
    } else if (done?.session !== written || done?.method !== 'execute') written = undefined;
    else if (mayChange(file, { node: statement, scope })) written = undefined;
  }
  return found;
}

const WRITES_OUT: ReadonlySet<string> = new Set(['commit', 'flush']);

interface SessionCall {
  readonly call: PythonNode;
  readonly session: string;
  readonly method: string;
}

/** `session.commit()`, alone in its statement. */
function sessionCall(file: TracedFile, statement: PythonNode): SessionCall | undefined {
  const [call] = statement.type === 'expression_statement' ? statement.children : [];
  const callee = call?.type === 'call' ? childIn(call, 'function') : undefined;
  const session = identifierName(file, childIn(callee, 'object'));
  const method = lastName(file, callee);
  if (call === undefined || session === undefined || method === undefined) return undefined;
  return { call, session, method };
}

function mayChange(file: TracedFile, value: PythonValue): boolean {
  for (const { node, scope } of valuesBelow(file, value)) {
    if (CHANGES[node.type]?.(file, { node, scope }) === true) return true;
  }
  return false;
}

/** A node and all below it that hold others, each with the scope of its names. No recursion: a sum may be as deep as it is long. */
function* valuesBelow(file: TracedFile, value: PythonValue): Generator<PythonValue> {
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    const scope = (node.type === 'function_definition' && file.scopes.functions.get(node)) || next.scope;
    yield { node, scope };
    for (const child of node.children) if (child.children.length > 0) open.push({ node: child, scope });
  }
}

type Changes = (file: TracedFile, value: PythonValue) => boolean;

const CHANGES: Readonly<Record<string, Changes | undefined>> = {
  assignment: setsMember('left'),
  augmented_assignment: setsMember('left'),
  for_statement: setsMember('left'),
  for_in_clause: setsMember('left'),
  as_pattern_target: isMemberOfObject,
  delete_statement: isMemberOfObject,
  call: handsOn,
};

function setsMember(field: string): Changes {
  return (file, { node, scope }) => {
    const target = childIn(node, field);
    return target !== undefined && isMemberOfObject(file, { node: target, scope });
  };
}

/** `user.name`, `user.settings["x"]`; but not an entry of a dictionary of the migration's own. */
function isMemberOfObject(file: TracedFile, { node, scope }: PythonValue): boolean {
  if (node.type === 'attribute') return true;
  const held = node.type === 'subscript' ? childIn(node, 'value') : undefined;
  if (held !== undefined) return !isOwnCollection(file, { node: held, scope });
  return node.children.some((child) => isMemberOfObject(file, { node: child, scope }));
}

/** Whether a call may change an object, as far as its function is not one of the file, which is looked at itself. */
function handsOn(file: TracedFile, { node, scope }: PythonValue): boolean {
  const callee = childIn(node, 'function');
  const name = lastName(file, callee) ?? '';
  if (callee === undefined || SETS_MEMBERS.has(name)) return true;
  const object = callee.type === 'attribute' ? childIn(callee, 'object') : undefined;
  if (object !== undefined && MUTATES.has(name)) return !isOwnCollection(file, { node: object, scope });
  if (isHarmless(file, { node: callee, scope })) return false;
  const { positional, keywords } = argumentsOf(file, node);
  return [...(object === undefined ? [] : [object]), ...positional, ...keywords.values()].some((given) =>
    mayBeObject(file, { node: given, scope }),
  );
}

function isHarmless(file: TracedFile, callee: PythonValue): boolean {
  const name = lastName(file, callee.node) ?? '';
  // A batch has the operations of Alembic as well.
  if (callee.node.type === 'attribute' && (READS.has(name) || OPERATIONS.has(name))) return true;
  if (/^(?:sqlalchemy|alembic)\b/.test(importedPath(file, callee) ?? '')) return true;
  if (callee.node.type !== 'identifier') return false;
  return isDefined(file, name) || (BUILT_IN.has(name) && bindingsOf(name, callee.scope).length === 0);
}

function importedPath(file: TracedFile, value: PythonValue): string | undefined {
  const name = fullName(file, value);
  return name?.from === 'imported' ? name.path : undefined;
}

function isDefined(file: TracedFile, name: string): boolean {
  return [...file.scopes.functions.keys()].some(
    (definition) => identifierName(file, childIn(definition, 'name')) === name,
  );
}

function mayBeObject(file: TracedFile, value: PythonValue): boolean {
  return alternatives(file, value, newBudget()).some(({ node: written, scope }) => {
    const node = withoutParentheses(written);
    if (HOLDS_OTHERS.has(node.type)) {
      return node.children.some((child) => mayBeObject(file, { node: child, scope }));
    }
    if (node.type === 'identifier') return isOpenName(file, node, scope);
    if (node.type === 'call') return !isOfCore(file, { node, scope });
    return !PLAIN.has(node.type);
  });
}

/** A class, and what Python brings, are none. */
function isOpenName(file: TracedFile, node: PythonNode, scope: Scope): boolean {
  const name = identifierName(file, node) ?? '';
  return !/^_*[A-Z]/.test(name) && bindingsOf(name, scope).length > 0;
}

function isOfCore(file: TracedFile, { node, scope }: PythonValue): boolean {
  const callee = childIn(node, 'function');
  return (
    callee !== undefined &&
    /^(?:sqlalchemy|alembic)\b/.test(importedPath(file, { node: callee, scope }) ?? '')
  );
}

/** A list, set or dictionary that the file makes, whatever it puts there; a name that gets entries is opaque as well. */
function isOwnCollection(file: TracedFile, { node, scope }: PythonValue): boolean {
  const held = node.type === 'subscript' ? childIn(node, 'value') : undefined;
  if (held !== undefined) return isOwnCollection(file, { node: held, scope });
  const name = identifierName(file, node);
  if (name === undefined) return makesCollection(file, node);
  const bindings = bindingsOf(name, scope).filter(({ kind }) => kind !== 'opaque');
  return (
    bindings.length > 0 && bindings.every((one) => one.kind === 'value' && makesCollection(file, one.node))
  );
}

function makesCollection(file: TracedFile, node: PythonNode): boolean {
  if (node.type !== 'call') return COLLECTIONS.has(node.type);
  return MAKE_COLLECTIONS.has(lastName(file, childIn(node, 'function')));
}

/** Calls that set what they name, whatever it is of. */
const SETS_MEMBERS: ReadonlySet<string> = new Set(
  'setattr delattr __setattr__ __delattr__ flag_modified set_attribute set_committed_value exec eval'.split(
    ' ',
  ),
);
/** Methods that change a collection. */
const MUTATES: ReadonlySet<string> = new Set(
  'add append clear discard extend insert pop popitem remove reverse set setdefault sort update'.split(' '),
);
/** Methods of sessions, queries, results, texts and dictionaries, which change no object. */
const READS: ReadonlySet<string> = new Set(
  [
    'begin close commit connection execute expire_all flush get_bind query rollback scalar scalars',
    'add_columns bindparams columns distinct filter filter_by from_statement get group_by having join joinedload limit',
    'load_only offset options order_by outerjoin params returning select_from values where with_entities',
    'all count exists fetchall fetchmany fetchone first mappings one one_or_none partitions unique yield_per',
    'casefold decode encode endswith format isoformat items join keys lower lstrip replace rstrip split startswith',
    'strftime strip title upper',
  ].flatMap((names) => names.split(' ')),
);
const BUILT_IN: ReadonlySet<string> = new Set(
  'all any bool dict enumerate float getattr hasattr int isinstance len list print range repr reversed set str sum tuple type zip'.split(
    ' ',
  ),
);
/** Their parts are looked at. */
const HOLDS_OTHERS: ReadonlySet<string> = new Set([
  'dictionary',
  'list',
  'list_splat',
  'pair',
  'set',
  'tuple',
]);
/** What an attribute holds is a value of a column, as good as always. */
const PLAIN: ReadonlySet<string> = new Set([
  'attribute',
  'binary_operator',
  'comparison_operator',
  'concatenated_string',
  'false',
  'float',
  'integer',
  'none',
  'not_operator',
  'string',
  'true',
  'unary_operator',
]);
const COLLECTIONS: ReadonlySet<string> = new Set([
  'dictionary',
  'dictionary_comprehension',
  'list',
  'list_comprehension',
  'set',
  'set_comprehension',
]);
const MAKE_COLLECTIONS: ReadonlySet<string | undefined> = new Set([
  'Counter',
  'OrderedDict',
  'defaultdict',
  'deque',
  'dict',
  'list',
  'set',
]);
