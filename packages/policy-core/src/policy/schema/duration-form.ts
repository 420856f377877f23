import { z } from 'zod';

const FORM = /^[1-9]\d{0,4}[mhd]$/;
/** Timers count no more than 24 days: what is longer would be over at once. */
const WAIT = String.raw`[1-9]\d{0,4}s|[1-9]\d{0,3}m|(?:[1-9]\d?|[1-4]\d\d|5[0-7]\d)h|(?:[1-9]|1\d|2[0-4])d`;
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time as people write it; {@link milliseconds} reads it. */
export function duration() {
  return z.string().regex(FORM, { error: 'Write a number and m, h or d, such as 24h' });
}

/** How long a program waits for something. */
export function wait() {
  return z.string().regex(new RegExp(`^(?:${WAIT})$`), { error: WAIT_ADVICE });
}

/** The same where it may not wait at all. */
export function waitOrNone() {
  return z.string().regex(new RegExp(`^(?:0s|${WAIT})$`), { error: `${WAIT_ADVICE}, or 0s` });
}

const WAIT_ADVICE = 'Write a number and s, m, h or d, such as 30s, of at most 24d';

/** Of a text that one of these forms takes. */
export function milliseconds(written: string): number {
  if (written === '0s') return 0;
  const [, number, unit = ''] = /^([1-9]\d{0,4})([smhd])$/.exec(written) ?? [];
  return Number(number) * (UNITS[unit] ?? Number.NaN);
}
