import type { PythonNode } from '../../parsers/parsers.ts';
import { argumentsOf, childIn, sourceOf } from '../../parsers/python/nodes.ts';
import { calleesOf, type Callee } from './callees.ts';
import { readOperation } from './operation-table/operation-call.ts';
import { readConstruct } from './constructs.ts';
import { addConstruct, followExecution } from './executed-sql.ts';
import { RUNS_SQL } from './escaping-operation.ts';
import { followMethod } from './methods.ts';
import { followPicked } from './picked-functions.ts';
import { refusedType } from './refused-type.ts';
import { followUnknownCall } from './unknown-calls.ts';
import { addOperation, addUnclear, perhaps, type Place, type InterpreterState } from './interpreter-state.ts';

/** What a call does, once its arguments are known. */
export function followCall(state: InterpreterState, call: PythonNode, place: Place): void {
  const function_ = childIn(call, 'function');
  if (function_ === undefined) return;
  const callees = calleesOf(state, function_, place);
  const within = callees.length > 1 ? perhaps(place) : place;
  for (const callee of callees) followCallee(state, { call, callee }, within);
}

interface Call {
  readonly call: PythonNode;
  readonly callee: Callee;
}

function followCallee(state: InterpreterState, { call, callee }: Call, place: Place): void {
  switch (callee.kind) {
    case 'directive':
      return followDirective(state, { call, callee }, place);
    case 'function':
      return followFunction(state, { call, callee }, place);
    case 'method':
      return followMethod(state, { call, callee }, place);
    case 'picked':
      return followPicked(state, { call, key: callee.key }, place);
    case 'partial-operation':
      return addUnclear(state, place, { at: call, problem: 'what it is called with is not known' });
    case 'any-directive':
      return addUnclear(state, place, {
        at: callee.at,
        problem: 'which operation getattr picks is not known',
      });
    case 'name':
      return followUnknownCall(state, { call, name: callee.name }, place);
    case 'unknown':
      return followUnknownCall(state, { call, name: undefined }, place);
  }
}

function followFunction(
  state: InterpreterState,
  { call, callee }: Call & { readonly callee: Extract<Callee, { kind: 'function' }> },
  place: Place,
): void {
  const { definition, isBound, isPartial } = callee;
  state.enter({ definition, call: isPartial ? undefined : call, isBound }, place);
}

/** What Alembic's `op` has beside operations. */
const NO_OPERATIONS = new Set([
  '__enter__',
  '__exit__',
  'get_bind',
  'get_context',
  'batch_alter_table',
  'f',
  'inline_literal',
  'run_async',
  'context',
  'implementation_for',
  'register_operation',
]);

function followDirective(
  state: InterpreterState,
  { call, callee }: Call & { readonly callee: Extract<Callee, { kind: 'directive' }> },
  place: Place,
): void {
  const { name, batch } = callee;
  if (RUNS_SQL.has(name)) return followExecution(state, { call, name }, place);
  if (name === 'invoke') return followInvocation(state, call, place);
  if (NO_OPERATIONS.has(name)) return;
  const refused = name === 'alter_column' ? refusedType(state.file, call, place.scope) : undefined;
  if (refused !== undefined) return addRefused(state, { call, type: refused }, place);
  const operations = readOperation({
    file: state.file,
    name,
    call,
    scope: place.scope,
    batch: batch && { table: batch },
  });
  if (operations === undefined) return addForeign(state, call, place);
  const via = batch === undefined ? 'directive' : 'batch';
  for (const operation of operations) addOperation(state, place, { at: call, via, operation });
}

/** The statement fails, and nothing changes. */
function addRefused(
  state: InterpreterState,
  { call, type }: { readonly call: PythonNode; readonly type: string },
  place: Place,
): void {
  const problem = `PostgreSQL has no type ${type}`;
  addUnclear(state, place, { at: call, problem, reach: { kind: 'tables', names: [] } });
}

/** `op.invoke(ops.DropTableOp("users"))`; of other operations the object is not followed. */
function followInvocation(state: InterpreterState, call: PythonNode, place: Place): void {
  const [operation] = argumentsOf(state.file, call).positional;
  const construct = operation && readConstruct(state, { node: operation, scope: place.scope });
  if (construct !== undefined) return addConstruct(state, { call, construct }, place);
  addUnclear(state, place, { at: call, problem: 'op.invoke runs an operation that is not followed' });
}

/** Of the project, or of another package. */
function addForeign(state: InterpreterState, call: PythonNode, place: Place): void {
  const callee = sourceOf(state.file, childIn(call, 'function') ?? call);
  addUnclear(state, place, { at: call, problem: `${callee} is no operation of Alembic itself` });
}
