import { knownName, unknownName, type Name, type TableName } from '../../operations/name.ts';
import type { ObjectOperation, Operation } from '../../operations/operation.ts';
import { sourceOf } from '../../../parsers/python/nodes.ts';
import type { PythonValue, TracedFile } from '../../../parsers/python/values.ts';
import { argumentFor, givenArguments } from './operation-arguments.ts';
import { argumentOf, type OperationContext } from './operation-context.ts';
import { constructName } from '../sqlalchemy/sqlalchemy-names.ts';
import { knownText, onlyOrigin, readTable } from '../render/render-values.ts';

/** `create_entity` and `replace_entity` of alembic_utils. */
export function readCreateEntity(directing: OperationContext): readonly Operation[] {
  return [{ kind: 'create-object', ...entityOf(directing) }];
}

export function readDropEntity(directing: OperationContext): readonly Operation[] {
  return [{ kind: 'drop-object', ...entityOf(directing), ifExists: false, cascade: false }];
}

type Entity = Pick<ObjectOperation, 'object' | 'name'>;

const ENTITIES: ReadonlyMap<string, Entity['object']> = new Map([
  ['PGFunction', 'function'],
  ['PGView', 'view'],
  ['PGMaterializedView', 'materialized-view'],
  ['PGTrigger', 'trigger'],
  ['PGPolicy', 'policy'],
  ['PGExtension', 'extension'],
]);

function entityOf(directing: OperationContext): Entity {
  const { file, given } = directing;
  const entity = argumentOf(directing, 'entity');
  if (entity.kind !== 'given') return { object: 'other', name: unknownName(given.source) };
  const origin = onlyOrigin(file, entity.value);
  const construct = origin && constructName(file, origin);
  const object = ENTITIES.get(construct ?? '');
  const name = object && origin && nameOfEntity(file, origin);
  return {
    object: object ?? 'other',
    name: name ?? unknownName(sourceOf(file, entity.value.node)),
  };
}

/** `public.answer` for a function `answer()` in the schema `public`. */
function nameOfEntity(file: TracedFile, value: PythonValue): Name | undefined {
  const given = givenArguments(file, value);
  const [schema, signature] = ['schema', 'signature'].map((name, index) => {
    const argument = argumentFor(given, { name, index });
    return argument.kind === 'given' ? knownText(file, argument.value) : undefined;
  });
  const name = signature?.replace(/\(.*$/s, '').trim();
  return schema === undefined || name === undefined ? undefined : knownName(`${schema}.${name}`);
}

export function readBulkInsert(directing: OperationContext): readonly Operation[] {
  return [{ kind: 'change-rows', verb: 'insert', table: filledTable(directing), isFiltered: false }];
}

const TABLES = new Set(['table', 'Table', 'create_table']);

/** Of `sa.table("users", ...)`, or of the table that `op.create_table` answers. */
function filledTable(directing: OperationContext): TableName {
  const { file, given } = directing;
  const table = argumentOf(directing, 'table');
  if (table.kind !== 'given') return { ...unknownName(given.source), schema: undefined };
  const origin = onlyOrigin(file, table.value);
  if (origin === undefined || !TABLES.has(constructName(file, origin) ?? '')) {
    return { ...unknownName(sourceOf(file, table.value.node)), schema: undefined };
  }
  const made = givenArguments(file, origin);
  return readTable(
    file,
    { table: argumentFor(made, { name: 'name', index: 0 }), schema: argumentFor(made, { name: 'schema' }) },
    made,
  );
}
