import type { TableName } from '../operations/name.ts';
import type { PythonNode } from '../../parsers/parsers.ts';
import { bindingsOf } from '../../parsers/python/bindings.ts';
import { importedFunction } from '../../parsers/python/members.ts';
import {
  argumentsOf,
  childIn,
  identifierName,
  lastName,
  withoutParentheses,
} from '../../parsers/python/nodes.ts';
import { alternatives, newBudget, type PythonValue } from '../../parsers/python/values.ts';
import { methodNamed } from './definitions.ts';
import { namedByGetattr } from './names.ts';
import { classNamed, functionsNamed } from './visible-definitions.ts';
import { receiverOf, type Receiver } from './receivers.ts';
import { placeAt, type Place, type InterpreterState } from './interpreter-state.ts';

/** What a call calls, as far as it can be told. */
export type Callee =
  /** Alembic's operation; `batch` where it is the method of one. */
  | { readonly kind: 'directive'; readonly name: string; readonly batch: TableName | undefined }
  | {
      readonly kind: 'function';
      readonly definition: PythonNode;
      readonly isBound: boolean;
      /** A partial function has got some of its arguments before. */
      readonly isPartial: boolean;
    }
  | { readonly kind: 'method'; readonly name: string; readonly on: PythonNode; readonly receiver: Receiver }
  | { readonly kind: 'name'; readonly name: string }
  /** `partial(op.add_column, "users")` */
  | { readonly kind: 'partial-operation' }
  /** `getattr(op, name)` */
  | { readonly kind: 'any-directive'; readonly at: PythonNode }
  /** `globals()[name]` */
  | { readonly kind: 'picked'; readonly key: PythonNode }
  | { readonly kind: 'unknown' };

const UNKNOWN: Callee = { kind: 'unknown' };
const PARTIAL_OPERATION: Callee = { kind: 'partial-operation' };

/** Everything that the expression can be when it is called. */
export function calleesOf(state: InterpreterState, written: PythonNode, place: Place): readonly Callee[] {
  const node = withoutParentheses(written);
  state.called.add(node);
  if (node.type !== 'identifier') return calleesOfValue(state, { node, scope: place.scope }, place);
  const own = importedOperation(state, node, place) ?? definedHere(state, node, place);
  if (own !== undefined) return own;
  const values = alternatives(state.file, { node, scope: place.scope }, newBudget());
  return values.flatMap((value) => calleesOfValue(state, value, place));
}

/** `from alembic.op import add_column` */
function importedOperation(
  { file, names }: InterpreterState,
  node: PythonNode,
  place: Place,
): Callee[] | undefined {
  const name = identifierName(file, node) ?? '';
  const imported = names.imported.get(name);
  const isEverything = names.everything && bindingsOf(name, place.scope).length === 0;
  const operation = imported ?? (isEverything ? name : undefined);
  return operation === undefined ? undefined : [{ kind: 'directive', name: operation, batch: undefined }];
}

/** Where a name is defined several times, each of them may be meant. */
function definedHere(state: InterpreterState, node: PythonNode, { scope }: Place): Callee[] | undefined {
  const { file, definitions } = state;
  const name = identifierName(file, node) ?? '';
  const functions = functionsNamed(state, name, scope);
  if (functions.length > 0) return functions.map(plainFunction);
  const imported = importedFunction(file, { node, scope });
  if (imported !== undefined) return [plainFunction(imported)];
  const definition = classNamed(state, name, scope);
  if (definition === undefined) return undefined;
  const made = methodNamed(definitions, definition, '__init__');
  return made === undefined
    ? [UNKNOWN]
    : [{ kind: 'function', definition: made, isBound: true, isPartial: false }];
}

function plainFunction(definition: PythonNode): Callee {
  return { kind: 'function', definition, isBound: false, isPartial: false };
}

function calleesOfValue(state: InterpreterState, value: PythonValue, place: Place): readonly Callee[] {
  const { file } = state;
  const { node, scope } = value;
  const within = placeAt(place, scope);
  state.called.add(node);
  switch (node.type) {
    case 'identifier':
      return (
        importedOperation(state, node, within) ??
        definedHere(state, node, within) ?? [{ kind: 'name', name: identifierName(file, node) ?? '' }]
      );
    case 'attribute':
      return memberOf(state, node, within);
    case 'lambda':
      return [{ kind: 'function', definition: node, isBound: false, isPartial: false }];
    case 'call':
      return resultOf(state, node, within);
    case 'subscript':
      return pickedFrom(state, node);
    default:
      return [UNKNOWN];
  }
}

function memberOf(state: InterpreterState, node: PythonNode, place: Place): readonly Callee[] {
  const object = childIn(node, 'object');
  const name = lastName(state.file, node);
  if (object === undefined || name === undefined) return [UNKNOWN];
  const imported = importedFunction(state.file, { node, scope: place.scope });
  if (imported !== undefined) return [plainFunction(imported)];
  return [member(state, { object, name }, place)];
}

function member(
  state: InterpreterState,
  { object, name }: { readonly object: PythonNode; readonly name: string },
  place: Place,
): Callee {
  const receiver = superClass(state, object, place) ?? receiverOf(state, object, place);
  switch (receiver.kind) {
    case 'op':
      return { kind: 'directive', name, batch: undefined };
    case 'batch':
      return { kind: 'directive', name, batch: receiver.table };
    case 'class': {
      const definition = methodNamed(state.definitions, receiver.definition, name);
      if (definition !== undefined)
        return { kind: 'function', definition, isBound: receiver.isObject, isPartial: false };
      return { kind: 'method', name, on: object, receiver };
    }
    case 'connection':
    case 'session':
    case 'unknown':
      return { kind: 'method', name, on: object, receiver };
  }
}

/** `super().upgrade()` */
function superClass(
  { file, definitions }: InterpreterState,
  object: PythonNode,
  place: Place,
): Receiver | undefined {
  if (object.type !== 'call' || identifierName(file, childIn(object, 'function')) !== 'super')
    return undefined;
  const [base] = place.holder?.bases.flatMap((name) => definitions.classes.get(name)?.at(-1) ?? []) ?? [];
  return base && { kind: 'class', definition: base, isObject: true };
}

/** `getattr(op, "add_column")` and `partial(helper, "users")` */
function resultOf(state: InterpreterState, call: PythonNode, place: Place): readonly Callee[] {
  const { file } = state;
  const name = lastName(file, childIn(call, 'function'));
  const [object] = argumentsOf(file, call).positional;
  if (object === undefined) return [UNKNOWN];
  if (name === 'getattr') return [attributeOf(state, { call, object }, place)];
  if (name !== 'partial') return [UNKNOWN];
  return calleesOf(state, object, place).map((callee) =>
    callee.kind === 'function' ? { ...callee, isPartial: true } : PARTIAL_OPERATION,
  );
}

function attributeOf(
  state: InterpreterState,
  { call, object }: { readonly call: PythonNode; readonly object: PythonNode },
  place: Place,
): Callee {
  const name = namedByGetattr(state.file, call, place.scope);
  if (name !== undefined) return member(state, { object, name }, place);
  const { kind } = receiverOf(state, object, place);
  return kind === 'op' || kind === 'batch' ? { kind: 'any-directive', at: call } : UNKNOWN;
}

const NAME_TABLES = new Set(['globals', 'locals', 'vars']);

function pickedFrom({ file }: InterpreterState, node: PythonNode): readonly Callee[] {
  const container = childIn(node, 'value');
  const key = childIn(node, 'subscript');
  const name = container?.type === 'call' ? identifierName(file, childIn(container, 'function')) : undefined;
  return key !== undefined && NAME_TABLES.has(name ?? '') ? [{ kind: 'picked', key }] : [UNKNOWN];
}
