import type { ColumnState } from '../../schema/schema-history.ts';
import { demandsIn } from '../../sql/one-spelling.ts';
import { addedDefault } from '../added-default.ts';
import { columnBefore } from '../migration-step.ts';
import { knownName } from '../../operations/name.ts';
import type { Step } from '../../operations/operation.ts';
import { columnWritesWithin, mayChangeRowsWithin } from '../../operations/row-steps.ts';
import { schemaAround } from '../schema-around.ts';
import type { StepOf } from '../judged-upgrade.ts';

/**
 * Whether the WHERE of an index leaves no row, or only those that the same migration chooses: it demands something of
 * a column that is new, and that no row has by itself, or NULL of a column that took none until now.
 */
export function isOfChosenRows(step: StepOf<'create-index'>): boolean {
  const { isPartial, where } = step.operation;
  if (!isPartial || where === undefined) return false;
  return demandsIn(where).some((text) => {
    const demand = readDemand(text);
    return demand !== undefined && isMetByNoOther(step, demand);
  });
}

/** What a column has to be. */
interface Demand {
  readonly column: string;
  /** `null`, `not null`, or a literal as it is written: `true`, `1`, `'x'`. */
  readonly value: string;
}

const LITERAL = String.raw`-?\d+|'(?:[^']|'')*'`;
const DEMAND = new RegExp(
  String.raw`^(?:(?<is>\w+)|not (?<not>\w+)|(?<column>\w+)(?: is (?<kind>null|not null)|=(?<literal>${LITERAL})))$`,
);

function readDemand(text: string): Demand | undefined {
  const groups = DEMAND.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { is, not, column, kind, literal } = groups;
  if (is !== undefined) return { column: is, value: 'true' };
  if (not !== undefined) return { column: not, value: 'false' };
  const value = kind ?? literal;
  return column === undefined || value === undefined ? undefined : { column, value };
}

function isMetByNoOther(step: StepOf<'create-index'>, { column: name, value }: Demand): boolean {
  const column = columnBefore(step, step.operation.table, knownName(name));
  if (column === undefined) return false;
  const { upgrade, index, operation } = step;
  const stretch = { from: 0, to: index };
  const writes = columnWritesWithin(upgrade, { table: operation.table, column: name, stretch });
  if (column.addedIn !== schemaAround(upgrade).revision) {
    return value === 'null' && writes.length === 0 && tookNoNull(step, name);
  }
  if (isMetByItself(step, column, value) !== false) return false;
  return writes.every((write) => choosesRows(write, name, upgrade.text));
}

/** NOT NULL until this migration, in which nothing changes the rows. */
function tookNoNull({ upgrade, index, operation: { table } }: StepOf<'create-index'>, name: string): boolean {
  const { schema, revision } = schemaAround(upgrade);
  const before = schema.columnAt(table, knownName(name), { revision, step: 0 });
  return before?.nullable === false && !mayChangeRowsWithin(upgrade.steps, table, { from: 0, to: index });
}

/** Whether rows have that in a new column which nothing has been written into; `undefined` where nobody can tell. */
function isMetByItself(
  step: StepOf<'create-index'>,
  column: ColumnState,
  value: string,
): boolean | undefined {
  const preset = addedDefault(step, column);
  if (preset?.kind === 'none') return value === 'null';
  if (preset?.kind !== 'sql') return undefined;
  const text = preset.text.toLowerCase();
  if (/^null\b/.test(text)) return value === 'null';
  const isLiteral = new RegExp(`^(?:true|false|${LITERAL})$`).test(text);
  if (!isLiteral) return undefined;
  if (value === 'null' || value === 'not null') return value === 'not null';
  return text.replaceAll("'", '') === value.replaceAll("'", '');
}

/** An UPDATE of some rows, or of all of them to what each has elsewhere. */
function choosesRows(step: Step, column: string, text: string): boolean {
  if (step.kind !== 'operation' || step.operation.kind !== 'change-rows') return false;
  const { verb, isFiltered } = step.operation;
  if (verb !== 'update') return false;
  const given = new RegExp(String.raw`\bset\s[^]*?\b${column}"?\s*=\s*(\w+|\()`, 'i');
  const [, value] = given.exec(text.slice(step.start, step.end)) ?? [];
  return isFiltered || (value !== undefined && !/^(?:true|false|null|\d+)$/i.test(value));
}
