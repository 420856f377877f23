import { z } from 'zod';

const FORM = /^([1-9]\d{0,4})([mhd])$/;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time as people write it; {@link milliseconds} reads it. */
export function duration() {
  return z.string().regex(FORM, { error: 'Write a number and m, h or d, such as 24h' });
}

/** Of a text that {@link duration} takes. */
export function milliseconds(written: string): number {
  const [, number, unit = ''] = FORM.exec(written) ?? [];
  return Number(number) * (UNITS[unit] ?? Number.NaN);
}
