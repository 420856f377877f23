import type { ProbeSchedule } from './service-policy.ts';
import { milliseconds } from './schema/duration-form.ts';
import type { WrittenProbe } from './schema/probe-schema.ts';

/** What a probe says of its times, with what holds where it says nothing. */
export function writtenSchedule({
  deadline = '5m',
  interval = '5s',
  successes = 3,
  bake = '1m',
}: WrittenProbe) {
  return { deadline, interval, successes, bake };
}

export function scheduleOf(probe: WrittenProbe): ProbeSchedule {
  const { deadline, interval, successes, bake } = writtenSchedule(probe);
  return {
    id: probe.id,
    deadlineMs: milliseconds(deadline),
    intervalMs: milliseconds(interval),
    successes,
    bakeMs: milliseconds(bake),
  };
}
