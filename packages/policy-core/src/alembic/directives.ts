import type { Directive } from './directing.ts';
import { readDropTable, readRenameTable, readTableComment } from './table-directives.ts';

/** Every directive of Alembic 1.8 to 1.19 that changes something. */
export const DIRECTIVES: Readonly<Record<string, Directive | undefined>> = {
  create_table_comment: {
    parameters: ['table_name', 'comment', 'existing_comment', 'schema'],
    inBatch: ['comment', 'existing_comment'],
    read: readTableComment,
  },
  drop_table: { parameters: ['table_name', 'schema'], inBatch: undefined, read: readDropTable },
  drop_table_comment: {
    parameters: ['table_name', 'existing_comment', 'schema'],
    inBatch: ['existing_comment'],
    read: readTableComment,
  },
  rename_table: {
    parameters: ['old_table_name', 'new_table_name', 'schema'],
    inBatch: undefined,
    read: readRenameTable,
  },
};
