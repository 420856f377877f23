import type { Operation } from '../../operations/operation.ts';
import type { TableName } from '../../operations/name.ts';
import type { PythonNode } from '../../../parsers/parsers.ts';
import type { Scope } from '../../../parsers/python/bindings.ts';
import type { PythonValue, TracedFile } from '../../../parsers/python/values.ts';
import { givenArguments } from './operation-arguments.ts';
import { OPERATIONS } from './operation-table.ts';
import type { OperationContext } from './operation-context.ts';

/** A call of `op.<name>(...)`, or of a batch: `batch_op.<name>(...)`. */
export interface OperationCall {
  readonly file: TracedFile;
  /** `add_column` */
  readonly name: string;
  readonly call: PythonNode;
  readonly scope: Scope;
  /** The table of the `batch_alter_table` around it. */
  readonly batch: BatchTable | undefined;
  /** Names with one value here: of an unrolled loop, or of an inlined call of a helper. */
  readonly bound?: ReadonlyMap<string, PythonValue>;
}

export interface BatchTable {
  readonly table: TableName;
}

/** What the directive does, in order; `undefined` where Alembic has no directive of that name. */
export function readOperation(directive: OperationCall): readonly Operation[] | undefined {
  const { file, name, call, batch } = directive;
  const found = OPERATIONS.get(name);
  const parameters = batch === undefined ? found?.parameters : found?.inBatch;
  if (found === undefined || parameters === undefined) return undefined;
  const given = givenArguments(file, { node: call, scope: scopeOf(directive) });
  const directing: OperationContext = { file, call, given, parameters, table: batch?.table };
  return found.read(directing);
}

/** The bound names as a scope of their own, inside that of the call. */
function scopeOf({ scope, bound }: OperationCall): Scope {
  if (bound === undefined) return scope;
  return {
    parent: scope,
    names: new Map(Array.from(bound, ([name, value]) => [name, [{ kind: 'value', ...value }]])),
  };
}
