import { partKey, withoutTracking } from './schema-parts.ts';
import { PART_KINDS, type PartKind, type SchemaPart } from './seen-database.ts';

/** One part that two schemas do not share. */
export interface PartDifference {
  readonly kind: PartKind;
  readonly on?: string;
  readonly name: string;
  readonly standing: 'only-in-first' | 'only-in-second' | 'differs';
  /** What is not alike, sorted; empty unless it differs. */
  readonly aspects: readonly AspectDifference[];
}

export interface AspectDifference {
  readonly aspect: string;
  /** `undefined`: there is none. */
  readonly first: string | undefined;
  readonly second: string | undefined;
}

/**
 * What one schema has and another has not, or has otherwise; table by table. What belongs to a table that only one
 * of them has is not told again, and neither is the bookkeeping of Alembic.
 */
export function schemaDifference(
  first: readonly SchemaPart[],
  second: readonly SchemaPart[],
): readonly PartDifference[] {
  const [one, other] = [byKey(first), byKey(second)];
  const differences = [
    ...[...one].flatMap(([key, part]) => differenceOf(part, other.get(key)) ?? []),
    ...[...other].flatMap(([key, part]) => (one.has(key) ? [] : [lonely(part, 'only-in-second')])),
  ];
  return sortDifferences(withoutBelongings(differences));
}

function byKey(parts: readonly SchemaPart[]): ReadonlyMap<string, SchemaPart> {
  return new Map(withoutTracking(parts).map((part) => [partKey(part), part]));
}

function differenceOf(part: SchemaPart, other: SchemaPart | undefined): PartDifference | undefined {
  if (other === undefined) return lonely(part, 'only-in-first');
  // Most parts of most schemas are alike.
  if (isAlike(part.is, other.is)) return undefined;
  return { ...named(part), standing: 'differs', aspects: aspectDifferences(part.is, other.is) };
}

function isAlike(first: SchemaPart['is'], second: SchemaPart['is']): boolean {
  const aspects = Object.keys(first);
  return (
    aspects.length === Object.keys(second).length &&
    aspects.every((aspect) => first[aspect] === second[aspect])
  );
}

function aspectDifferences(first: SchemaPart['is'], second: SchemaPart['is']): readonly AspectDifference[] {
  const aspects = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...aspects]
    .toSorted()
    .map((aspect) => ({ aspect, first: first[aspect], second: second[aspect] }))
    .filter((one) => one.first !== one.second);
}

function lonely(part: SchemaPart, standing: 'only-in-first' | 'only-in-second'): PartDifference {
  return { ...named(part), standing, aspects: [] };
}

function named({ kind, on, name }: SchemaPart): Pick<PartDifference, 'kind' | 'on' | 'name'> {
  return { kind, ...(on !== undefined && { on }), name };
}

function withoutBelongings(differences: readonly PartDifference[]): readonly PartDifference[] {
  const gone = new Set(
    differences.flatMap(({ kind, name, standing }) =>
      standing !== 'differs' && HOLDERS.has(kind) ? [`${standing}\0${name}`] : [],
    ),
  );
  return differences.filter(({ on, standing }) => on === undefined || !gone.has(`${standing}\0${on}`));
}

const HOLDERS: ReadonlySet<PartKind> = new Set(['table', 'view', 'materialized view']);

/** What stands alone first; then each table, itself before what belongs to it. */
export function sortDifferences(differences: readonly PartDifference[]): readonly PartDifference[] {
  const keyOf = (one: PartDifference): string => {
    const holder = one.on ?? (HOLDERS.has(one.kind) ? one.name : '');
    return [holder, String(PART_KINDS.indexOf(one.kind)).padStart(2, '0'), one.name, one.standing].join('\0');
  };
  return differences
    .map((one) => ({ one, key: keyOf(one) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one);
}
