import type { ColumnType } from '../operations/column-type.ts';
import type { ColumnDefault } from '../operations/column.ts';
import type { UtilityStatement } from '../operations/utility-statement.ts';
import type { TableState } from '../schema/schema-history.ts';
import { columnBefore, tableBefore } from './migration-step.ts';
import type { TableName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import type { MigrationStep } from './judged-upgrade.ts';

type EnumValue = Pick<Extract<UtilityStatement, { readonly kind: 'add-enum-value' }>, 'type' | 'value'>;

/**
 * Whether a step names a value of an enum as such: as a default, in a condition, among the rows that it writes.
 * `perhaps` where the columns of its tables are not known. `undefined`: it does not, or means the text of it.
 */
export function enumValueUse(step: MigrationStep, value: EnumValue): 'used' | 'perhaps' | undefined {
  const defaults = defaultsIn(step);
  if (defaults === undefined) return useInText(step, value);
  return defaults.some(([type, given]) => isDefault(type, given, value)) ? 'used' : undefined;
}

/** The defaults that it gives, with the types of their columns; `undefined` where it is about something else. */
function defaultsIn(
  step: MigrationStep,
): readonly (readonly [ColumnType | undefined, ColumnDefault])[] | undefined {
  const { operation } = step;
  switch (operation.kind) {
    case 'add-column':
      return [[operation.column.type, operation.column.default]];
    case 'create-table':
      return operation.columns.map((column) => [column.type, column.default]);
    case 'alter-column': {
      const { table, column, type, existingType, default: given } = operation;
      return given === undefined
        ? []
        : [[type ?? columnBefore(step, table, column)?.type ?? existingType, given]];
    }
    default:
      return undefined;
  }
}

function isDefault(type: ColumnType | undefined, value: ColumnDefault, added: EnumValue): boolean {
  return (
    type?.isKnown === true &&
    type.name === added.type.text &&
    value.kind === 'sql' &&
    value.text.includes(literal(added.value))
  );
}

function useInText(step: MigrationStep, added: EnumValue): 'used' | 'perhaps' | undefined {
  const tables = tablesOf(step.operation);
  const place = step.upgrade.steps[step.index];
  if (tables === undefined || place?.kind !== 'operation') return undefined;
  const text = step.upgrade.text.slice(place.start, place.end);
  const values = [literal(added.value), ...(place.via === 'sql' ? [] : [`"${added.value}"`])];
  if (!values.some((value) => text.includes(value))) return undefined;
  if (isCast(text, added)) return 'used';
  if (AS_TEXT.test(text)) return undefined;
  const uses = tables.map((table) => useOn(step, table, { text, added }));
  return uses.includes('used') ? 'used' : uses.find((use) => use !== undefined);
}

function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** What compares texts is not refused. */
const AS_TEXT = /(?:::|\bAS\s+)\s*(?:text|varchar|character\s+varying)\b/i;

function isCast(text: string, { type, value }: EnumValue): boolean {
  const behind = text
    .split(literal(value))
    .slice(1)
    .map((rest) => /^\s*(?:::|AS\b)\s*([\w."]+)/i.exec(rest)?.[1]);
  return behind.some((name) => name?.replaceAll('"', '').replace(/^public\./, '') === type.text);
}

/** The tables whose columns stand in it; `undefined`: it takes no values, or only when it is called. */
function tablesOf(operation: Operation): readonly TableName[] | undefined {
  switch (operation.kind) {
    case 'change-rows':
      return [operation.table, ...(operation.reads ?? [])];
    case 'add-constraint':
      return operation.constraint.kind === 'check' ? [operation.table] : undefined;
    case 'create-index':
      return [operation.table];
    case 'create-object':
      return VIEWS.has(operation.object) ? operation.reads : undefined;
    case 'other':
      return readBy(operation.deed);
    default:
      return undefined;
  }
}

const VIEWS: ReadonlySet<string> = new Set(['view', 'materialized-view']);

function readBy(deed: UtilityStatement | undefined): readonly TableName[] | undefined {
  return deed?.kind === 'query' ? deed.reads : undefined;
}

/** Whether a column of the enum stands in the statement, or may do so. */
function useOn(
  step: MigrationStep,
  table: TableName,
  { text, added }: { readonly text: string; readonly added: EnumValue },
): 'used' | 'perhaps' | undefined {
  const state = tableBefore(step, table);
  const columns = [...(state?.columns.values() ?? [])].filter(
    ({ type }) => type?.isKnown === true && type.name === added.type.text,
  );
  if (columns.some(({ name }) => isNamed(name, text) || WHOLE_ROWS.test(text))) return 'used';
  if (state === undefined) return 'perhaps';
  return state.isWhole || isOfOtherColumns(state, { text, added }) ? undefined : 'perhaps';
}

/** Each time, it is held against a column that is of another type, or written into one: `WHERE name = 'paid'`. */
function isOfOtherColumns(
  { columns }: TableState,
  { text, added }: { readonly text: string; readonly added: EnumValue },
): boolean {
  const before = text.split(literal(added.value)).slice(0, -1);
  return (
    before.length > 0 &&
    before.every((words) => {
      const type = columns.get(HELD_AGAINST.exec(words)?.[1] ?? '')?.type;
      return type?.isKnown === true && type.name !== added.type.text;
    })
  );
}

const HELD_AGAINST = /\b(\w+)"?\s*(?:=|<>|!=)\s*$/;

function isNamed(column: string, text: string): boolean {
  return text.split(/[^\p{L}\p{N}_$]+/u).includes(column);
}

/** Of an INSERT that names no columns. */
const WHOLE_ROWS = /\bINSERT\s+INTO\s+[\w."]+\s+(?:VALUES|SELECT|TABLE)\b/i;
