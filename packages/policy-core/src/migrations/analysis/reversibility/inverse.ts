import type { TableState } from '../../schema/schema-history.ts';
import { answerByKind, type ByKind, type OperationOf } from '../../operations/by-kind.ts';
import {
  inverseOfAddColumn,
  inverseOfAlterColumn,
  inverseOfDropColumn,
  inverseOfRenameColumn,
} from './inverse-column.ts';
import { isNoOpStep } from './no-op-step.ts';
import type { Operation, ObjectOperation } from '../../operations/operation.ts';
import { type Inverse, UNKNOWN_TABLE } from './inverse-operations.ts';
import { restoredConstraint, restoredIndex, restoredTable } from './restored.ts';
import { renamedObject } from '../../operations/same-names.ts';
import { knownName } from '../../operations/name.ts';

/** @param before the table just before the operation; `undefined` where it is not known */
export function inverseOf(operation: Operation, before: TableState | undefined): Inverse {
  const done = { operation, isCertain: true };
  return isNoOpStep(done, () => before) ? nothing() : answerByKind(INVERSES, operation, before);
}

const INVERSES: ByKind<TableState | undefined, Inverse> = {
  'create-table': inverseOfCreateTable,
  'drop-table': inverseOfDropTable,
  'rename-table': inverseOfRenameTable,
  'set-table-schema': inverseOfTableSchema,
  'add-column': inverseOfAddColumn,
  'drop-column': inverseOfDropColumn,
  'rename-column': inverseOfRenameColumn,
  'alter-column': inverseOfAlterColumn,
  'create-index': inverseOfCreateIndex,
  'drop-index': inverseOfDropIndex,
  'add-constraint': inverseOfAddConstraint,
  'drop-constraint': inverseOfDropConstraint,
  'rename-constraint': inverseOfRenameConstraint,
  'validate-constraint': nothing,
  'create-object': inverseOfCreateObject,
  'drop-object': inverseOfDropObject,
  'rename-object': inverseOfRenameObject,
  truncate: onlyRows,
  'change-rows': ({ verb }) => (verb === 'delete' || verb === 'update' ? onlyRows() : unknownRows()),
  'create-all': unknownTables,
  'drop-all': unknownTables,
  other: nothing,
};

function nothing(): Inverse {
  return { kind: 'operations', operations: [] };
}

function onlyRows(): Inverse {
  return { kind: 'loses-data', operations: [] };
}

function unknownRows(): Inverse {
  return { kind: 'unknown', why: 'which rows it adds is not known' };
}

function unknownTables(): Inverse {
  return { kind: 'unknown', why: 'which tables the metadata holds is only known when it runs' };
}

function inverseOfAddConstraint({ table, constraint }: OperationOf<'add-constraint'>): Inverse {
  const { name, kind: type } = constraint;
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (name === undefined) return { kind: 'unknown', why: 'the database makes up the name of the constraint' };
  if (!name.isKnown) return { kind: 'unknown', why: 'the name of the constraint is only known when it runs' };
  return {
    kind: 'operations',
    operations: [{ kind: 'drop-constraint', table, name, type, ifExists: false, cascade: false }],
  };
}

function inverseOfDropConstraint(
  { table, name, cascade }: OperationOf<'drop-constraint'>,
  before: TableState | undefined,
): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (cascade) return { kind: 'unknown', why: 'CASCADE may drop more than the constraint' };
  const wanted = name?.isKnown === true ? name.text : undefined;
  const state = before?.constraints.find((one) => one.name !== undefined && one.name === wanted);
  if (state === undefined) return { kind: 'unknown', why: 'what the constraint asks is not known' };
  const constraint = restoredConstraint(state);
  if (typeof constraint === 'string') return { kind: 'unknown', why: constraint };
  return { kind: 'operations', operations: [{ kind: 'add-constraint', table, constraint }] };
}

function inverseOfRenameConstraint({ table, name, to }: OperationOf<'rename-constraint'>): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (!name.isKnown || !to.isKnown) {
    return { kind: 'unknown', why: 'the name of the constraint is only known when it runs' };
  }
  return { kind: 'operations', operations: [{ kind: 'rename-constraint', table, name: to, to: name }] };
}

function inverseOfCreateObject({ object, name }: OperationOf<'create-object'>): Inverse {
  if (!isNamed({ object, name })) return UNKNOWN_OBJECT;
  return {
    kind: 'operations',
    operations: [{ kind: 'drop-object', object, name, ifExists: false, cascade: false }],
  };
}

function inverseOfDropObject({ object, name, cascade }: OperationOf<'drop-object'>): Inverse {
  const what = object.replace('-', ' ');
  if (!isNamed({ object, name })) return UNKNOWN_OBJECT;
  if (cascade !== false) return { kind: 'unknown', why: `CASCADE may drop more than the ${what}` };
  // Without CASCADE a schema that could be dropped was empty.
  if (object === 'schema' || object === 'extension') {
    return { kind: 'operations', operations: [{ kind: 'create-object', object, name }] };
  }
  return { kind: 'unknown', why: `how the ${what} ${name.text} was made is not known` };
}

function inverseOfRenameObject(operation: OperationOf<'rename-object'>): Inverse {
  const { object, name, to } = operation;
  if (!isNamed({ object, name }) || !to.isKnown) return UNKNOWN_OBJECT;
  const back = { ...name, text: name.text.replace(/^.*\./s, '') };
  return {
    kind: 'operations',
    operations: [{ kind: 'rename-object', object, name: renamedObject(operation), to: back }],
  };
}

function isNamed({ object, name }: Pick<ObjectOperation, 'object' | 'name'>): boolean {
  return name.isKnown && object !== 'owned' && object !== 'other';
}

const UNKNOWN_OBJECT: Inverse = { kind: 'unknown', why: 'what it changes is not known' };

function inverseOfCreateIndex({ name, table, concurrently }: OperationOf<'create-index'>): Inverse {
  if (name === undefined) return { kind: 'unknown', why: 'the database makes up the name of the index' };
  if (!name.isKnown) return { kind: 'unknown', why: 'the name of the index is only known when it runs' };
  return {
    kind: 'operations',
    operations: [{ kind: 'drop-index', name, table, concurrently, ifExists: false, cascade: false }],
  };
}

function inverseOfDropIndex(
  { name, table, concurrently, cascade }: OperationOf<'drop-index'>,
  before: TableState | undefined,
): Inverse {
  if (cascade) return { kind: 'unknown', why: 'CASCADE may drop more than the index' };
  const index = name.isKnown ? before?.indexes.find((one) => one.name === name.text) : undefined;
  if (before === undefined || index === undefined) {
    return { kind: 'unknown', why: 'what the index covers is not known' };
  }
  const made = restoredIndex(table ?? before.table, index);
  if (typeof made === 'string') return { kind: 'unknown', why: made };
  return { kind: 'operations', operations: [{ ...made, concurrently }] };
}

function inverseOfCreateTable({ table }: OperationOf<'create-table'>): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  return {
    kind: 'operations',
    operations: [{ kind: 'drop-table', table, ifExists: false, cascade: false }],
  };
}

function inverseOfDropTable(
  { table, cascade }: OperationOf<'drop-table'>,
  before: TableState | undefined,
): Inverse {
  if (!table.isKnown) return UNKNOWN_TABLE;
  if (cascade) return { kind: 'unknown', why: 'CASCADE may drop more than the table' };
  if (before === undefined) return { kind: 'unknown', why: 'what the table holds is not known' };
  const restored = restoredTable({ ...before, table });
  return restored.kind === 'unknown' ? restored : { ...restored, kind: 'loses-data' };
}

function inverseOfRenameTable({ table, to }: OperationOf<'rename-table'>): Inverse {
  if (!table.isKnown || !to.isKnown) return UNKNOWN_TABLE;
  const renamed = { ...table, text: to.text };
  return {
    kind: 'operations',
    operations: [{ kind: 'rename-table', table: renamed, to: knownName(table.text) }],
  };
}

function inverseOfTableSchema({ table, schema }: OperationOf<'set-table-schema'>): Inverse {
  if (!table.isKnown || !schema.isKnown) return UNKNOWN_TABLE;
  const moved = { ...table, schema: schema.text };
  return {
    kind: 'operations',
    operations: [{ kind: 'set-table-schema', table: moved, schema: knownName(table.schema ?? 'public') }],
  };
}
