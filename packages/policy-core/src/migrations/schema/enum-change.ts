import type { KnownType } from '../operations/column-type.ts';
import type { TypeChange } from './type-change-kinds.ts';

/** `undefined` unless the values of both are written out. */
export function enumChange(from: KnownType, to: KnownType): TypeChange | undefined {
  if (from.values === undefined || to.values === undefined) return undefined;
  const kept = new Set(to.values);
  const lost = from.values.filter((value) => !kept.has(value));
  if (lost.length > 0) return { kind: 'narrowing', reason: reasonFor(lost) };
  if (from.name !== to.name) {
    return { kind: 'conversion', reason: 'values become those of an enum of another name' };
  }
  return { kind: kept.size > from.values.length ? 'widening' : 'same' };
}

const MOST_NAMED = 3;

function reasonFor(lost: readonly string[]): string {
  const named = lost.slice(0, MOST_NAMED).map((value) => `'${value}'`);
  const more = lost.length - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])];
  const last = list.pop() ?? '';
  const written = list.length === 0 ? last : `${list.join(', ')} and ${last}`;
  return lost.length === 1 ? `the value ${written} is gone` : `the values ${written} are gone`;
}
