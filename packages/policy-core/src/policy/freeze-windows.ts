import type { z } from 'zod';

import { WEEKDAYS, type weeklyWindow } from './schema/weekly-window.ts';
import type { FreezeWindow } from './service-policy.ts';

const MIDNIGHT = 24 * 60;

/** A window over midnight is one up to midnight, and one on the days after. */
export function freezeWindows({
  days,
  from,
  to,
  zone,
}: z.output<typeof weeklyWindow>): readonly FreezeWindow[] {
  const begun = days.map((day) => WEEKDAYS.indexOf(day));
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (start < end) return [{ days: begun, from: start, to: end, zone }];
  const after = begun.map((day) => (day + 1) % WEEKDAYS.length);
  return [
    { days: begun, from: start, to: MIDNIGHT, zone },
    ...(end === 0 ? [] : [{ days: after, from: 0, to: end, zone }]),
  ];
}

/** Since midnight. */
function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
