import type { ColumnType } from '../operations/column-type.ts';
import type { UtilityStatement } from '../operations/utility-statement.ts';
import type { Name } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import { nameText } from '../operations/same-names.ts';
import type { Fold } from './fold.ts';
import { latest, setFrom } from '../../model/versioned.ts';

/** Follows the values of enums: what makes them, or is the first to name them with a column. */
export function noteEnumValues(operation: Operation, fold: Fold): void {
  switch (operation.kind) {
    case 'create-table':
      for (const { type } of operation.columns) mention(type, fold);
      break;
    case 'add-column':
      mention(operation.column.type, fold);
      break;
    case 'alter-column':
      mention(operation.existingType, fold);
      mention(operation.type, fold);
      break;
    case 'other':
      if (operation.deed !== undefined) noteDeed(operation.deed, fold);
      break;
    case 'create-object':
      if (operation.object === 'type') offer(operation.name, operation.values, fold);
      break;
    default:
  }
}

function mention(type: ColumnType | undefined, fold: Fold): void {
  if (type?.isKnown === true) offer({ text: type.name, isKnown: true }, type.values, fold);
}

/** A type that is there stays as it is, whatever is said of it. */
function offer(name: Name, values: readonly string[] | undefined, fold: Fold): void {
  if (values !== undefined && valuesNow(name, fold) === undefined) set(name, values, fold);
}

function noteDeed(deed: UtilityStatement, fold: Fold): void {
  if (deed.kind !== 'add-enum-value' && deed.kind !== 'rename-enum-value') return;
  const values = valuesNow(deed.type, fold);
  if (values === undefined) return;
  const next =
    deed.kind === 'add-enum-value'
      ? [...values.filter((value) => value !== deed.value), deed.value]
      : values.map((value) => (value === deed.value ? deed.to : value));
  set(deed.type, next, fold);
}

function valuesNow(name: Name, { lines }: Fold): readonly string[] | undefined {
  return name.isKnown ? latest(lines.enums, nameText(name)) : undefined;
}

function set(name: Name, values: readonly string[], { lines, at }: Fold): void {
  if (name.isKnown) setFrom(lines.enums, { key: nameText(name), at }, values);
}
