import type { KnownType } from '../operations/column-type.ts';
import type { TypeChange } from './type-change-kinds.ts';

/** `undefined` where one of them is no text. */
export function textChange(from: KnownType, to: KnownType): TypeChange | undefined {
  const held = lengthOf(from);
  const room = lengthOf(to);
  if (held === undefined || room === undefined) return undefined;
  if (held > room) return { kind: 'narrowing', reason: tooLong(room) };
  if (to.name === 'bpchar' && from.name !== 'bpchar') {
    return { kind: 'narrowing', reason: 'blanks at the end of a text are lost' };
  }
  if ((from.name === 'citext') !== (to.name === 'citext')) {
    const reason =
      to.name === 'citext'
        ? 'texts that differ in upper and lower case become equal'
        : 'texts that differ in upper and lower case are no longer equal';
    return { kind: 'conversion', reason };
  }
  return { kind: 'widening' };
}

/** In characters; infinite where there is no limit. */
function lengthOf({ name, size }: KnownType): number | undefined {
  if (name === 'text' || name === 'citext') return Number.POSITIVE_INFINITY;
  return name === 'varchar' || name === 'bpchar' ? (size ?? Number.POSITIVE_INFINITY) : undefined;
}

function tooLong(room: number): string {
  return `texts of more than ${room} ${room === 1 ? 'character' : 'characters'} do not fit`;
}
