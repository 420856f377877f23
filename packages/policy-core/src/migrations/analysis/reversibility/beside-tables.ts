import type { Operation } from '../../operations/operation.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import { isView } from '../../operations/is-view.ts';
import { tableKey, type TableName } from '../../operations/name.ts';
import { nameText, renamedObject } from '../../operations/same-names.ts';
import type { UtilityStatement } from '../../operations/utility-statement.ts';
import type { Fold } from '../../schema/fold.ts';
import { ON_TRIP, type Supposed } from './on-trip.ts';
import { latest, setFrom, type Versioned } from '../../../model/versioned.ts';

/** A thing beside tables, of which no more is known than that it is there: two of them are never known to be the same. */
export interface Beside {
  /** The position from which on it is there. */
  readonly at: number;
  /** The table that it goes with. */
  readonly on?: TableName;
  /** A setting, which is set and set back: nothing comes or goes. */
  readonly isSetting?: true;
}

interface On {
  readonly beside: Versioned<string, Beside | undefined>;
  readonly supposed: Supposed;
}

export function applyBeside(operation: Operation, fold: Fold, trip: On): void {
  switch (operation.kind) {
    case 'create-object':
      if (!isView(operation.object)) create(operation, fold, trip);
      break;
    case 'drop-object':
      if (!isView(operation.object)) drop(operation, fold, trip);
      break;
    case 'rename-object':
      if (!isView(operation.object)) rename(operation, fold, trip);
      break;
    case 'add-column':
      countBySequence(operation, fold, trip);
      break;
    case 'other': {
      const key = settingOf(operation);
      if (key !== undefined) setFrom(trip.beside, { key, at: fold.at }, { at: fold.at, isSetting: true });
      break;
    }
    default:
  }
}

/** A serial column brings its sequence along. */
function countBySequence({ table, column }: OperationOf<'add-column'>, { at }: Fold, { beside }: On): void {
  const key = `sequence ${table.text}_${column.name.text}_seq`;
  const isMissing = beside.newest.has(key) && latest(beside, key) === undefined;
  if (column.default.kind === 'sequence' && isMissing) setFrom(beside, { key, at }, { at });
}

function keyOf({ object, name, on }: Pick<OperationOf<'create-object'>, 'object' | 'name' | 'on'>): string {
  const table = on === undefined || !OF_A_TABLE.has(object) ? undefined : tableKey(on);
  return `${object} ${nameText(name)}${table === undefined ? '' : ` on ${table}`}`;
}

/** Several tables may have one of the same name. */
const OF_A_TABLE: ReadonlySet<string> = new Set(['trigger', 'policy', 'rule']);

/** What several tables of an upgrade need, such as an enum, is made once. */
function create(operation: OperationOf<'create-object'>, { at, upgrade }: Fold, { beside }: On): void {
  const key = keyOf(operation);
  if (upgrade.revision === ON_TRIP.up && latest(beside, key) !== undefined) return;
  setFrom(beside, { key, at }, { at, ...(operation.on && { on: operation.on }) });
}

function drop(operation: OperationOf<'drop-object'>, { at, upgrade }: Fold, { beside, supposed }: On): void {
  const key = heldKey(operation, beside);
  if (!beside.newest.has(key) && (operation.ifExists === false || upgrade.revision === ON_TRIP.up))
    suppose(supposed, { map: beside.newest, key, value: BEFORE });
  setFrom(beside, { key, at }, undefined);
}

/** DROP names a trigger of a table, or the function of all of them. */
function heldKey(
  operation: Pick<OperationOf<'drop-object'>, 'object' | 'name' | 'on'>,
  beside: Versioned<string, Beside | undefined>,
): string {
  const key = keyOf(operation);
  if (latest(beside, key) !== undefined) return key;
  return [...beside.newest.keys()].find((one) => one.startsWith(`${key} on `)) ?? key;
}

function rename(operation: OperationOf<'rename-object'>, { at }: Fold, { beside, supposed }: On): void {
  const key = heldKey(operation, beside);
  const held = latest(beside, key);
  if (held === undefined && !beside.newest.has(key))
    suppose(supposed, { map: beside.newest, key, value: BEFORE });
  setFrom(beside, { key, at }, undefined);
  setFrom(beside, { key: keyOf({ ...operation, name: renamedObject(operation) }), at }, held ?? BEFORE);
}

/** What was there before the trip, whatever it was. */
export const BEFORE: Beside = { at: 0 };

/** What a statement sets, and another may set back; `undefined` where it sets nothing that stays. */
function settingOf({ deed, what }: OperationOf<'other'>): string | undefined {
  if (deed === undefined) return LASTING.test(what) ? `setting ${what}` : undefined;
  switch (deed.kind) {
    case 'set-table-option':
      return tableSetting(deed);
    case 'set-column-option':
      return `${deed.option} of ${tableKey(deed.table)}.${nameText(deed.column)}`;
    case 'alter-domain':
      return `domain ${nameText(deed.domain)}`;
    case 'set-parameter':
      return deed.scope === 'stored' || deed.scope === 'system' ? `parameter ${deed.name}` : undefined;
    default:
      return undefined;
  }
}

/** What a table inherits from is folded. */
function tableSetting({
  table,
  option,
}: Extract<UtilityStatement, { readonly kind: 'set-table-option' }>): string | undefined {
  if (option === 'inherit' || option === 'no-inherit') return undefined;
  return `${option === 'unlogged' ? 'logged' : option} of ${tableKey(table)}`;
}

/** The tags of statements without a deed that leave something. */
const LASTING = /^(?:GRANT|REVOKE|ALTER|SECURITY LABEL|REASSIGN)/;

export function suppose(
  supposed: Supposed,
  { map, key, value }: { readonly map: unknown; readonly key: unknown; readonly value: unknown },
): void {
  const known = supposed.get(map) ?? new Map<unknown, unknown>();
  if (!known.has(key)) known.set(key, value);
  supposed.set(map, known);
}
