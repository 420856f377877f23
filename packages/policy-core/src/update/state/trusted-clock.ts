import { z } from 'zod';

import { instant } from './state-forms.ts';

/** The clocks of a host, read at one moment. */
export interface ClockReading {
  /** What the clock on the wall says. */
  readonly wall: string;
  /** Changes with every start of the machine. */
  readonly bootId: string;
  /** Milliseconds since that start, asleep or not; nobody can set it. */
  readonly uptimeMs: number;
}

/** A time that never goes back, and within one start of the machine never faster than time does. */
export const trustedClock = z.strictObject({
  at: instant,
  boot_id: z.string().min(1),
  uptime_ms: z.number().nonnegative(),
});

export type TrustedClock = z.infer<typeof trustedClock>;

/**
 * The trusted time of a reading. Setting the clock on the wall back gives no new day, and setting it forward gives none
 * before the machine starts again.
 */
export function advanceClock(
  before: TrustedClock | null,
  { wall, bootId, uptimeMs }: ClockReading,
): TrustedClock {
  const passed = before?.boot_id === bootId ? Math.max(0, uptimeMs - before.uptime_ms) : undefined;
  const at = Date.parse(before?.at ?? wall);
  const now = passed === undefined ? Math.max(at, Date.parse(wall)) : at + passed;
  return { at: new Date(now).toISOString(), boot_id: bootId, uptime_ms: uptimeMs };
}

/** The day that limits are counted by, in UTC. */
export function dayOf({ at }: TrustedClock): string {
  return at.slice(0, 'YYYY-MM-DD'.length);
}
