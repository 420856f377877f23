import { readAddColumn, readAlterColumn, readDropColumn } from './column-operations.ts';
import {
  readCreateCheck,
  readCreateExclude,
  readCreateForeignKey,
  readCreatePrimaryKey,
  readCreateUnique,
  readDropConstraint,
} from './constraint-operations.ts';
import { readCreateTable } from './create-table-operation.ts';
import type { AlembicOperation } from './operation-context.ts';
import { readBulkInsert, readCreateEntity, readDropEntity } from './entity-operations.ts';
import { readCreateIndex, readDropIndex } from './index-operations.ts';
import { readDropTable, readRenameTable, readTableComment } from './table-operations.ts';

/** Every directive of Alembic 1.8 to 1.19 that changes something, and those of alembic_utils. */
export const OPERATIONS: ReadonlyMap<string, AlembicOperation> = new Map([
  directive('add_column', {
    parameters: 'table_name column schema',
    inBatch: 'column insert_before insert_after',
    read: readAddColumn,
  }),
  directive('alter_column', {
    parameters:
      'table_name column_name nullable comment server_default new_column_name type_ existing_type existing_server_default existing_nullable existing_comment schema',
    inBatch:
      'column_name nullable comment server_default new_column_name type_ existing_type existing_server_default existing_nullable existing_comment insert_before insert_after',
    read: readAlterColumn,
  }),
  directive('bulk_insert', {
    parameters: 'table rows multiinsert',
    inBatch: undefined,
    read: readBulkInsert,
  }),
  directive('create_check_constraint', {
    parameters: 'constraint_name table_name condition schema',
    inBatch: 'constraint_name condition',
    read: readCreateCheck,
  }),
  directive('create_entity', { parameters: 'entity', inBatch: undefined, read: readCreateEntity }),
  directive('create_exclude_constraint', {
    parameters: 'constraint_name table_name',
    inBatch: 'constraint_name',
    read: readCreateExclude,
  }),
  directive('create_foreign_key', {
    parameters:
      'constraint_name source_table referent_table local_cols remote_cols onupdate ondelete deferrable initially match source_schema referent_schema',
    inBatch:
      'constraint_name referent_table local_cols remote_cols referent_schema onupdate ondelete deferrable initially match',
    read: readCreateForeignKey,
  }),
  directive('create_index', {
    parameters: 'index_name table_name columns schema unique',
    inBatch: 'index_name columns',
    read: readCreateIndex,
  }),
  directive('create_primary_key', {
    parameters: 'constraint_name table_name columns schema',
    inBatch: 'constraint_name columns',
    read: readCreatePrimaryKey,
  }),
  directive('create_table', { parameters: 'table_name', inBatch: undefined, read: readCreateTable }),
  directive('create_table_comment', {
    parameters: 'table_name comment existing_comment schema',
    inBatch: 'comment existing_comment',
    read: readTableComment,
  }),
  directive('create_unique_constraint', {
    parameters: 'constraint_name table_name columns schema',
    inBatch: 'constraint_name columns',
    read: readCreateUnique,
  }),
  directive('drop_column', {
    parameters: 'table_name column_name schema',
    inBatch: 'column_name',
    read: readDropColumn,
  }),
  directive('drop_constraint', {
    parameters: 'constraint_name table_name type_ schema',
    inBatch: 'constraint_name type_',
    read: readDropConstraint,
  }),
  directive('drop_entity', { parameters: 'entity', inBatch: undefined, read: readDropEntity }),
  directive('drop_index', {
    parameters: 'index_name table_name schema',
    inBatch: 'index_name',
    read: readDropIndex,
  }),
  directive('drop_table', { parameters: 'table_name schema', inBatch: undefined, read: readDropTable }),
  directive('drop_table_comment', {
    parameters: 'table_name existing_comment schema',
    inBatch: 'existing_comment',
    read: readTableComment,
  }),
  directive('rename_table', {
    parameters: 'old_table_name new_table_name schema',
    inBatch: undefined,
    read: readRenameTable,
  }),
  directive('replace_entity', { parameters: 'entity', inBatch: undefined, read: readCreateEntity }),
  // Of alembic-postgresql-enum: an enumeration gets other values.
  directive('sync_enum_values', {
    parameters: 'enum_schema enum_name new_values affected_columns enum_values_to_rename',
    inBatch: undefined,
    read: () => [{ kind: 'other', what: 'ALTER TYPE' }],
  }),
]);

interface Declared {
  /** In order, with spaces between. */
  readonly parameters: string;
  readonly inBatch: string | undefined;
  readonly read: AlembicOperation['read'];
}

function directive(name: string, { parameters, inBatch, read }: Declared): [string, AlembicOperation] {
  return [name, { parameters: parameters.split(' '), inBatch: inBatch?.split(' '), read }];
}
