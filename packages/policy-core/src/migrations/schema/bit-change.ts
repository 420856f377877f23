import type { KnownType } from '../operations/column-type.ts';
import type { TypeChange } from './type-change-kinds.ts';

/** `undefined` where one of them holds no bits. A `bit` holds exactly as many as it says, a `varbit` at most. */
export function bitChange(from: KnownType, to: KnownType): TypeChange | undefined {
  const held = bitsOf(from);
  const room = bitsOf(to);
  if (held === undefined || room === undefined) return undefined;
  const isExact = to.name === 'bit';
  if (isExact && (from.name !== 'bit' || held !== room)) {
    return { kind: 'narrowing', reason: `values of more or fewer than ${bits(room)} do not fit` };
  }
  if (held > room) return { kind: 'narrowing', reason: `values of more than ${bits(room)} do not fit` };
  return { kind: 'widening' };
}

function bitsOf({ name, size }: KnownType): number | undefined {
  if (name === 'bit') return size ?? 1;
  return name === 'varbit' ? (size ?? Number.POSITIVE_INFINITY) : undefined;
}

function bits(count: number): string {
  return count === 1 ? '1 bit' : `${count} bits`;
}
