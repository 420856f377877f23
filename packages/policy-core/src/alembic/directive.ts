import type { TableName } from '../migrations/name.ts';
import type { Operation } from '../migrations/operation.ts';
import type { PythonNode } from '../parsers/parsers.ts';
import type { Scope } from '../python/bindings.ts';
import type { TracedFile } from '../python/values.ts';

/** A call of one of Alembic's operations, under whatever name the file knows it. */
export interface DirectiveCall {
  readonly file: TracedFile;
  /** The name that Alembic gives it: `add_column`. */
  readonly name: string;
  readonly call: PythonNode;
  /**
   * What names mean at this very call. Loops that are unrolled and functions that are followed bind their
   * variables and parameters here, so `alternatives` and `readText` answer the value of this round.
   */
  readonly scope: Scope;
  /** The batch whose method is called. */
  readonly batch: BatchTable | undefined;
}

/** The table of `op.batch_alter_table(...)`. */
export interface BatchTable {
  readonly table: TableName;
}

/** `undefined` when Alembic has no directive of that name. */
export function readDirective({ name }: DirectiveCall): readonly Operation[] | undefined {
  return DIRECTIVES.has(name) ? [{ kind: 'other', what: name }] : undefined;
}

const DIRECTIVES = new Set(
  'add_column alter_column bulk_insert create_check_constraint create_exclude_constraint create_foreign_key create_index create_primary_key create_table create_table_comment create_unique_constraint drop_column drop_constraint drop_index drop_table drop_table_comment rename_table'.split(
    ' ',
  ),
);
