import type { SqlNode } from '../../parsers/parsers.ts';
import { nodeIn, stringIn } from './nodes.ts';

/** `ANALYZE off`, `ANALYZE 0`; an option without a value is on. */
export function isOff(value: SqlNode | undefined): boolean {
  const number = nodeIn(value, 'Integer');
  if (number !== undefined) return (number['ival'] ?? 0) === 0;
  return ['false', 'off', '0'].includes(stringIn(value)?.toLowerCase() ?? '');
}
