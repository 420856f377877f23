import type { PythonNode } from '../../parsers/parsers.ts';
import { argumentsOf, childIn, lastName, sourceOf, withoutParentheses } from '../../parsers/python/nodes.ts';
import { alternatives, newBudget } from '../../parsers/python/values.ts';
import type { Callee } from './callees.ts';
import { constructTable } from './constructs.ts';
import { isOfCoreAlone } from './core-session.ts';
import { addOperation, addUnclear, type Place, type InterpreterState } from './interpreter-state.ts';

interface SessionCall {
  readonly call: PythonNode;
  readonly callee: Extract<Callee, { kind: 'method' }>;
}

/** Rows that SQLAlchemy's ORM writes; answers whether the call is one of those. */
export function followSession(state: InterpreterState, { call, callee }: SessionCall, place: Place): boolean {
  if (callee.name === 'update' || callee.name === 'delete') {
    if (followQuery(state, { call, callee }, place)) return true;
  }
  if (callee.receiver.kind !== 'session') return false;
  const verb = WRITES.get(callee.name);
  if (verb !== undefined) followWrite(state, { call, verb }, place);
  else if ((callee.name === 'commit' || callee.name === 'flush') && !isOfCoreAlone(state.file, callee.on)) {
    const problem = 'which objects the session writes is not known';
    addUnclear(state, place, { at: call, problem, reach: { kind: 'rows' }, keepsTables: true });
  }
  return true;
}

type Verb = 'insert' | 'update' | 'delete';

const WRITES = new Map<string, Verb>([
  ['add', 'insert'],
  ['add_all', 'insert'],
  ['merge', 'update'],
  ['delete', 'delete'],
  ['bulk_save_objects', 'insert'],
  ['bulk_insert_mappings', 'insert'],
  ['bulk_update_mappings', 'update'],
]);

/** One row, or those of a list: never all that the table holds. */
function followWrite(
  state: InterpreterState,
  { call, verb }: { readonly call: PythonNode; readonly verb: Verb },
  place: Place,
): void {
  const [object] = argumentsOf(state.file, call).positional;
  if (object === undefined) return;
  const [value] = alternatives(state.file, { node: object, scope: place.scope }, newBudget());
  // `User(name="x")` is a row of what User is a model of.
  const made = value?.node.type === 'call' ? childIn(value.node, 'function') : undefined;
  const table = constructTable(state, { node: made ?? object, scope: value?.scope ?? place.scope });
  const isFiltered = verb !== 'insert';
  addOperation(state, place, {
    at: call,
    via: 'directive',
    operation: { kind: 'change-rows', verb, table, isFiltered },
  });
}

const FILTERS = new Set(['filter', 'filter_by', 'where']);

/** `session.query(User).filter(...).update({...})` */
function followQuery(state: InterpreterState, { call, callee }: SessionCall, place: Place): boolean {
  const { file } = state;
  let isFiltered = false;
  for (let at: PythonNode | undefined = callee.on; at?.type === 'call';) {
    const method = childIn(at, 'function');
    const name = lastName(file, method) ?? '';
    if (FILTERS.has(name)) isFiltered = true;
    if (name === 'query') {
      const [model] = argumentsOf(file, at).positional;
      const verb = callee.name === 'delete' ? 'delete' : 'update';
      const table =
        model === undefined
          ? { text: sourceOf(file, at), isKnown: false, schema: undefined }
          : constructTable(state, { node: model, scope: place.scope });
      const operation = { kind: 'change-rows', verb, table, isFiltered } as const;
      addOperation(state, place, { at: call, via: 'directive', operation });
      return true;
    }
    const object: PythonNode | undefined = childIn(method, 'object');
    at = object && withoutParentheses(object);
  }
  return false;
}
