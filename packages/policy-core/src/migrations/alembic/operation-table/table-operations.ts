import type { Operation } from '../../operations/operation.ts';
import { nameIn, tableOf, type OperationContext } from './operation-context.ts';
import { isOn } from '../render/render-values.ts';

export function readDropTable(directing: OperationContext): readonly Operation[] {
  const ifExists = isOn(directing.file, directing.given, 'if_exists');
  return [{ kind: 'drop-table', table: tableOf(directing), ifExists, cascade: false }];
}

export function readRenameTable(directing: OperationContext): readonly Operation[] {
  const table = tableOf(directing, 'old_table_name');
  return [{ kind: 'rename-table', table, to: nameIn(directing, 'new_table_name') }];
}

export function readTableComment(): readonly Operation[] {
  return [{ kind: 'other', what: 'a comment' }];
}
