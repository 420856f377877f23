import type { OperationOf } from '../operations/by-kind.ts';
import type { UtilityStatement, PartitionStatement } from '../operations/utility-statement.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import { nameText } from '../operations/same-names.ts';
import { alterConstraint } from './apply-constraint.ts';
import { setObjectSchema } from './apply-object.ts';
import { changedLine, type Fold } from './fold.ts';
import type { Parent } from './schema-history.ts';
import { noteRelative } from './schema-timelines.ts';
import { latest, setFrom } from '../../model/versioned.ts';

/** What is known of tables and types beside columns: partitions, domains, constraints that are checked otherwise. */
export function applyUtilityStatement({ deed }: OperationOf<'other'>, fold: Fold): void {
  switch (deed?.kind) {
    case 'alter-constraint':
      alterConstraint(deed, fold);
      break;
    case 'alter-domain':
      checkDomain(deed, fold);
      break;
    case 'attach-partition':
    case 'detach-partition':
      attach(deed, fold);
      break;
    case 'set-object-schema':
      setObjectSchema(deed, fold);
      break;
    case 'set-table-option':
      inherit(deed, fold);
      break;
    default:
  }
}

/** What is dropped again may not be all that there was. */
function checkDomain(
  { domain, change }: Extract<UtilityStatement, { readonly kind: 'alter-domain' }>,
  { lines, at }: Fold,
): void {
  const key = nameText(domain);
  const was = latest(lines.domains, key);
  const isChecked = change === 'add-constraint' || change === 'set-not-null';
  if (was !== undefined && isChecked) setFrom(lines.domains, { key, at }, { ...was, isChecked });
}

function attach({ kind, table, partition }: PartitionStatement, fold: Fold): void {
  const parent = { as: 'partition-of', table } as const;
  setParent({ table: partition, parent, isOver: kind === 'detach-partition' }, fold);
}

function inherit(deed: Extract<UtilityStatement, { readonly kind: 'set-table-option' }>, fold: Fold): void {
  const { table, option, to } = deed;
  if (to === undefined || (option !== 'inherit' && option !== 'no-inherit')) return;
  setParent({ table, parent: { as: 'inherits', table: to }, isOver: option === 'no-inherit' }, fold);
}

interface ParentChange {
  readonly table: TableName;
  readonly parent: Parent;
  readonly isOver: boolean;
}

function setParent({ table, parent, isOver }: ParentChange, fold: Fold): void {
  const line = changedLine(fold, table);
  if (line === undefined) return;
  const key = tableKey(parent.table);
  const others = (latest(fold.lines.parents, line) ?? []).filter((one) => tableKey(one.table) !== key);
  if (!isOver) noteRelative(fold.lines, 'children', { of: parent.table, line });
  setFrom(fold.lines.parents, { key: line, at: fold.at }, isOver ? others : [...others, parent]);
}
