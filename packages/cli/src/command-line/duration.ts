import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time as people write it, in milliseconds. */
export function duration(text: string): number {
  const [, number, unit = ''] = /^([1-9]\d{0,4})([smhd])$/.exec(text) ?? [];
  const length = UNITS[unit];
  if (number === undefined || length === undefined)
    throw new InvalidArgumentError('Give a number and s, m, h or d, such as 30m.');
  return Number(number) * length;
}
