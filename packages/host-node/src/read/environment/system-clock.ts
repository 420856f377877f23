import type { Clock } from '@lockkeeper/operations/ports';

export function systemClock(): Clock {
  return { now: () => new Date().toISOString().replace(/\.\d+Z$/, 'Z') };
}
