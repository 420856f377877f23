import { utilitySearchPathChange } from '../operations/utility-search-path-change.ts';
import { knownName, unknownName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import type { PythonNode } from '../../parsers/parsers.ts';
import { argumentsOf, childIn, lastName, sourceOf, withoutParentheses } from '../../parsers/python/nodes.ts';
import { alternatives, newBudget, type PythonValue } from '../../parsers/python/values.ts';
import type { Callee } from './callees.ts';
import { createdElsewhere } from './constructs.ts';
import { OPERATIONS } from './operation-table/operation-table.ts';
import { isEmptyMetadata } from './empty-metadata.ts';
import { followExecution } from './executed-sql.ts';
import { RUNS_SQL } from './escaping-operation.ts';
import { nameGiven } from './receivers.ts';
import { followSession } from './session.ts';
import { tableBehind } from './table-objects.ts';
import { followUnknownCall } from './unknown-calls.ts';
import { allKnown, knownText } from './render/render-values.ts';
import { addOperation, addUnclear, perhaps, type Place, type InterpreterState } from './interpreter-state.ts';

export interface MethodCall {
  readonly call: PythonNode;
  readonly callee: Extract<Callee, { kind: 'method' }>;
}

const RUNS_QUERY = new Set(['scalar', 'scalars', 'stream', 'stream_scalars']);

/** A method of something that is not Alembic's: a connection, a session, a table. */
export function followMethod(state: InterpreterState, { call, callee }: MethodCall, place: Place): void {
  const { name } = callee;
  if (isExecution(callee, call)) return followExecution(state, { call, name }, place);
  const kind = OF_METADATA.get(name);
  if (kind !== undefined) {
    const isEmpty = isEmptyMetadata(state.file, { node: callee.on, scope: place.scope });
    const operation: Operation = isEmpty ? { kind: 'other', what: `${name} of no tables` } : { kind };
    return addOperation(state, place, { at: call, via: 'directive', operation });
  }
  if (followTransaction(state, { call, callee }, place)) return;
  if (OPERATIONS.has(name) && hasArguments(call)) {
    const on = sourceOf(state.file, callee.on).slice(0, 60);
    return addUnclear(state, place, { at: call, problem: `nobody knows what ${on} is` });
  }
  if (followSession(state, { call, callee }, place)) return;
  if (name === 'create' || name === 'drop') return followObject(state, { call, callee }, place);
  followUnknownCall(state, { call, name: undefined }, place);
}

/**
 * The end of a transaction, and a connection that puts schemas before names: what was made may be gone, or have another
 * name. Answers whether the call is one of those.
 */
function followTransaction(state: InterpreterState, { call, callee }: MethodCall, place: Place): boolean {
  const { name, receiver } = callee;
  const isOfMigration = receiver.kind === 'connection' && receiver.isAlembics === true;
  if (isOfMigration && (name === 'commit' || name === 'rollback')) {
    // SQLAlchemy begins another one with the next statement.
    const transaction = { kind: 'transaction', what: name, chain: true } as const;
    const operation = { kind: 'other', what: `${name}()`, deed: transaction } as const;
    addOperation(state, place, {
      at: call,
      via: 'directive',
      operation,
      shift: utilitySearchPathChange(transaction),
    });
    return true;
  }
  const isShift =
    name === 'rollback' ||
    (name === 'execution_options' && argumentsOf(state.file, call).keywords.has('schema_translate_map'));
  if (!isShift) return false;
  const operation = { kind: 'other', what: name } as const;
  addOperation(state, place, { at: call, via: 'directive', operation, shift: 'every-name' });
  return true;
}

const OF_METADATA = new Map<string, 'create-all' | 'drop-all'>([
  ['create_all', 'create-all'],
  ['drop_all', 'drop-all'],
]);

/** Any object may have a `scalar`, and any result. */
function isExecution({ name, receiver }: MethodCall['callee'], call: PythonNode): boolean {
  if (RUNS_SQL.has(name)) return true;
  return RUNS_QUERY.has(name) && hasArguments(call) && receiver.kind !== 'unknown';
}

function hasArguments(call: PythonNode): boolean {
  return (childIn(call, 'arguments')?.children.length ?? 0) > 0;
}

/** `sa.Enum(name="state").create(bind)`, `users.drop(bind)` */
function followObject(state: InterpreterState, { call, callee }: MethodCall, place: Place): void {
  const { file } = state;
  const values = alternatives(file, { node: callee.on, scope: place.scope }, newBudget());
  const operations = values.map((value) => objectOperation(state, value, callee.name));
  if (operations.includes(undefined)) return followUnknownCall(state, { call, name: undefined }, place);
  const within = values.length > 1 ? perhaps(place) : place;
  for (const operation of operations) {
    if (operation !== undefined) addOperation(state, within, { at: call, via: 'directive', operation });
  }
}

const OBJECTS = new Map<string, 'type' | 'domain' | 'sequence'>([
  ['Enum', 'type'],
  ['ENUM', 'type'],
  ['DOMAIN', 'domain'],
  ['Sequence', 'sequence'],
]);

function objectOperation(state: InterpreterState, value: PythonValue, verb: string): Operation | undefined {
  const { file } = state;
  const node = withoutParentheses(value.node);
  const object = OBJECTS.get((node.type === 'call' && lastName(file, childIn(node, 'function'))) || '');
  if (object !== undefined) {
    const name = objectName(state, { node, scope: value.scope }, object);
    return verb === 'create'
      ? {
          kind: 'create-object',
          object,
          name,
          ...(object === 'type' && valuesOf(state, { node, scope: value.scope })),
        }
      : { kind: 'drop-object', object, name, ifExists: false, cascade: false };
  }
  const table = node.type === 'string' ? undefined : tableBehind(state, { node, scope: value.scope });
  if (table === undefined) return verb === 'drop' ? dropOfModel(state, node) : undefined;
  return verb === 'create'
    ? createdElsewhere(table)
    : { kind: 'drop-table', table, ifExists: false, cascade: false };
}

/** `User.__table__.drop(bind)` of a model that another module has. */
function dropOfModel({ file }: InterpreterState, node: PythonNode): Operation | undefined {
  if (node.type !== 'attribute' || lastName(file, node) !== '__table__') return undefined;
  const table = { ...unknownName(sourceOf(file, node)), schema: undefined };
  return { kind: 'drop-table', table, ifExists: undefined, cascade: false };
}

/** Nothing for a class of Python. */
function valuesOf(
  { file }: InterpreterState,
  { node, scope }: PythonValue,
): { readonly values?: readonly string[] } {
  const { positional } = argumentsOf(file, node);
  const values = allKnown(positional.map((one) => knownText(file, { node: one, scope })));
  return values === undefined || values.length === 0 ? {} : { values };
}

/** An enum takes its values first, and its name as `name=`. */
function objectName(
  { file }: InterpreterState,
  { node, scope }: PythonValue,
  object: 'type' | 'domain' | 'sequence',
) {
  const { positional, keywords } = argumentsOf(file, node);
  const given = keywords.get('name') ?? (object === 'type' ? undefined : positional[0]);
  if (given === undefined) return unknownName(sourceOf(file, node));
  const name = nameGiven(file, { node: given, scope });
  const within = keywords.get('schema');
  if (within === undefined || within.type === 'none' || !name.isKnown) return name;
  const schema = nameGiven(file, { node: within, scope });
  return schema.isKnown ? knownName(`${schema.text}.${name.text}`) : unknownName(sourceOf(file, node));
}
