import type { ColumnType, KnownType } from '../operations/column-type.ts';
import type { AlterColumn } from '../operations/operation.ts';
import { typeName } from '../operations/type-names.ts';
import { significantTokens } from '../sql/tokens.ts';
import { tableNow, type EffectContext } from './effect-context.ts';
import type { Work } from './step-effects.ts';

interface TypeWork {
  readonly work: Work;
  readonly unknown: readonly string[];
}

/**
 * What a new type costs: nothing, where PostgreSQL can read the values as they lie there; else every row is written
 * again. Measured on PostgreSQL 15, the same since 12.
 */
export function typeWork(operation: AlterColumn, context: EffectContext): TypeWork {
  const { table, column, type, existingType, using } = operation;
  if (type === undefined) return { work: 'catalog', unknown: [] };
  if (using !== undefined && !isPlainCast(using, column.text, type)) return { work: 'rewrite', unknown: [] };
  const was = context.schema.columnAt(table, column, context.moment)?.type ?? existingType;
  if (was === undefined) return { work: 'unknown', unknown: ['nothing shows which type the column has'] };
  return withDependents(change(was, type, context), operation, { was, type, context });
}

/** Values that stay as they lie may still be sorted or looked at. */
function withDependents(
  changed: TypeWork,
  operation: AlterColumn,
  {
    was,
    type,
    context,
  }: { readonly was: ColumnType; readonly type: ColumnType; readonly context: EffectContext },
): TypeWork {
  if (changed.work !== 'catalog') return changed;
  const kept = isOrderedOtherwise(was, type) ? withIndexes(operation, context) : changed;
  return kept.work === 'catalog' && isColumnChecked(operation, context) ? { ...kept, work: 'scan' } : kept;
}

/** Checks of the column are made again for the new type, and held against each row. */
function isColumnChecked({ table, column }: AlterColumn, context: EffectContext): boolean {
  const checks = tableNow(context, table)?.constraints ?? [];
  return checks.some(
    ({ definition, isValidated }) =>
      isValidated && definition.kind === 'check' && namesColumn(definition.expression ?? '', column.text),
  );
}

function namesColumn(expression: string, column: string): boolean {
  return significantTokens(expression).some((token) => {
    const written = expression.slice(token.start, token.end);
    return token.kind === 'word' ? written.toLowerCase() === column : written === `"${column}"`;
  });
}

/** Whether values that stay as they are stand in another order in an index, which is built again. */
function isOrderedOtherwise(from: ColumnType, to: ColumnType): boolean {
  return from.isKnown && to.isKnown && ORDERED_OTHERWISE.has(`${from.name} ${to.name}`);
}

const ORDERED_OTHERWISE: ReadonlySet<string> = new Set([
  'bit varbit',
  'citext text',
  'citext varchar',
  'int4 oid',
  'oid int4',
  'text bpchar',
  'text citext',
  'timestamp timestamptz',
  'timestamptz timestamp',
  'varchar bpchar',
  'varchar citext',
]);

function withIndexes({ table, column }: AlterColumn, context: EffectContext): TypeWork {
  const state = tableNow(context, table);
  const isIndexed = state?.indexes.some(({ columns }) => columns?.includes(column.text) !== false);
  if (isIndexed === true) return { work: 'index', unknown: [] };
  if (state?.isWhole === true) return { work: 'catalog', unknown: [] };
  return {
    work: 'unknown',
    unknown: ['nothing shows whether the column has an index, which is built again'],
  };
}

/** `USING c` and, for a column that becomes text, `USING c::text` do what goes without saying. */
function isPlainCast(using: string, column: string, to: ColumnType): boolean {
  const tokens = significantTokens(using, 0, using.length);
  const [name, next] = tokens;
  if (name === undefined) return false;
  const spelled = using.slice(name.start, name.end);
  if (spelled !== column && spelled !== `"${column}"` && spelled.toLowerCase() !== column) return false;
  return next === undefined || isCastTo(to, using.slice(next.start, tokens.at(-1)?.end));
}

/** By way of another type, or of another size, every value is made anew. */
function isCastTo(to: ColumnType, cast: string): boolean {
  const parts = /^::([^()[\]]+)(?:\(([\d\s]+)(?:,([\d\s]+))?\))?([^()[\]]*)((?:\[\d*\])*)$/.exec(cast);
  if (parts === null) return false;
  const [, before, size, scale, behind, brackets] = parts;
  if (!to.isKnown) return true;
  if (typeName(`${before} ${behind}`) !== to.name || (brackets === '') !== (to.dimensions === 0))
    return false;
  return numberIn(size) === to.size && (numberIn(scale) ?? 0) === (to.scale ?? 0);
}

function numberIn(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function change(was: ColumnType, is: ColumnType, context: EffectContext): TypeWork {
  const from = below(was, context);
  // Values have to be held against what a domain refuses, one by one.
  const to = isChecked(is, context) ? is : below(is, context);
  if (!from.isKnown || !to.isKnown) {
    return { work: 'unknown', unknown: ['one of the two types only shows when it runs'] };
  }
  if (isSame(from, to)) return { work: 'catalog', unknown: [] };
  if (isZoneChange(from, to)) return zoneWork(context);
  const isSingle = from.dimensions === 0 && to.dimensions === 0;
  return { work: isSingle && isRelabelled(from, to) ? 'catalog' : 'rewrite', unknown: [] };
}

function zoneWork({ timeZone = '' }: EffectContext): TypeWork {
  if (/^(?:utc|gmt|etc\/utc)$/i.test(timeZone)) return { work: 'catalog', unknown: [] };
  const why = 'values only stay as they are where the time zone of the session is UTC';
  return { work: 'unknown', unknown: [why] };
}

function isChecked(type: ColumnType, { schema, moment }: EffectContext): boolean {
  return type.isKnown && schema.domainAt(type.name, moment)?.isChecked === true;
}

/** A domain holds its values as its type does. */
function below(type: ColumnType, { schema, moment }: EffectContext): ColumnType {
  const domain = type.isKnown && type.dimensions === 0 ? schema.domainAt(type.name, moment) : undefined;
  return domain?.type ?? type;
}

function isSame(from: KnownType, to: KnownType): boolean {
  const sameSize = from.size === to.size && (from.scale ?? 0) === (to.scale ?? 0);
  return from.name === to.name && from.dimensions === to.dimensions && sameSize;
}

function isZoneChange(from: KnownType, to: KnownType): boolean {
  const names = [from.name, to.name].toSorted().join(' ');
  if (names !== 'timestamp timestamptz' || from.dimensions + to.dimensions > 0) return false;
  // What is behind the cast rounds, also to as many digits as there were.
  return (to.size ?? MOST_PRECISE) === MOST_PRECISE;
}

/** The bytes of every value stay what they are. */
function isRelabelled(from: KnownType, to: KnownType): boolean {
  const room = ROOM.get(`${from.name} ${to.name}`);
  return room !== undefined && HAS_ROOM[room](from, to);
}

/** Of a time, in digits behind the second. */
const MOST_PRECISE = 6;

const HAS_ROOM = {
  any: () => true,
  none: (_from: KnownType, to: KnownType) => to.size === undefined,
  'at-least': isAtLeast,
  numeric: (from: KnownType, to: KnownType) =>
    to.size === undefined || (isAtLeast(from, to) && (from.scale ?? 0) === (to.scale ?? 0)),
  precision: (from: KnownType, to: KnownType) => (to.size ?? MOST_PRECISE) >= (from.size ?? MOST_PRECISE),
} as const;

/** No size is room for any. */
function isAtLeast(from: KnownType, to: KnownType): boolean {
  return to.size === undefined || (from.size !== undefined && to.size >= from.size);
}

/** By the two types: what must be true of their sizes. */
const ROOM: ReadonlyMap<string, keyof typeof HAS_ROOM> = new Map<string, keyof typeof HAS_ROOM>([
  ['varchar varchar', 'at-least'],
  ['varchar text', 'any'],
  ['text varchar', 'at-least'],
  ['text citext', 'any'],
  ['citext text', 'any'],
  ['varchar citext', 'any'],
  ['citext varchar', 'at-least'],
  ['varbit varbit', 'at-least'],
  ['bit varbit', 'none'],
  ['bpchar bpchar', 'none'],
  ['text bpchar', 'none'],
  ['varchar bpchar', 'none'],
  ['int4 oid', 'any'],
  ['oid int4', 'any'],
  ['regclass oid', 'any'],
  ['numeric numeric', 'numeric'],
  ['timestamp timestamp', 'precision'],
  ['timestamptz timestamptz', 'precision'],
  ['time time', 'precision'],
  ['timetz timetz', 'precision'],
  ['interval interval', 'precision'],
  ['cidr inet', 'any'],
  ['xml text', 'any'],
  ['xml varchar', 'at-least'],
  ['json json', 'any'],
]);
