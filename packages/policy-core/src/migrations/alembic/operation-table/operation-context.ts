import type { Name, TableName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';
import type { PythonNode } from '../../../parsers/parsers.ts';
import type { TracedFile } from '../../../parsers/python/values.ts';
import { argumentFor, type Argument, type GivenArguments } from './operation-arguments.ts';
import { readTable, requiredName } from '../render/render-values.ts';

/** A directive as Alembic declares it. */
export interface AlembicOperation {
  /** Its parameters by position, the eldest version that is read here (1.8) allowing the most of them. */
  readonly parameters: readonly string[];
  /** The same in a batch, where table and schema are left out; `undefined` where a batch has no such method. */
  readonly inBatch: readonly string[] | undefined;
  read(directing: OperationContext): readonly Operation[];
}

/** One call of a directive while it is read. */
export interface OperationContext {
  readonly file: TracedFile;
  readonly call: PythonNode;
  readonly given: GivenArguments;
  readonly parameters: readonly string[];
  /** Of the batch; `undefined` outside of one. */
  readonly table: TableName | undefined;
}

/** What is passed for a parameter, by its place or its name. */
export function argumentOf({ given, parameters }: OperationContext, name: string): Argument {
  const index = parameters.indexOf(name);
  return argumentFor(given, index < 0 ? { name } : { name, index });
}

/** The table that the directive is about. */
export function tableOf(directing: OperationContext, table = 'table_name', schema = 'schema'): TableName {
  const asked = { table: argumentOf(directing, table), schema: argumentOf(directing, schema) };
  return directing.table ?? readTable(directing.file, asked, directing.given);
}

export function nameIn(directing: OperationContext, parameter: string): Name {
  return requiredName(directing.file, argumentOf(directing, parameter), directing.given);
}
