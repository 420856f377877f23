import type { FreezeWindow } from '../../policy/service-policy.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The window that a moment lies in; `undefined`: nothing is frozen. A window that goes over midnight belongs to the day it begins. */
export function frozenBy(windows: readonly FreezeWindow[], at: string): FreezeWindow | undefined {
  return windows.find((window) => isWithin(window, localTime(at, window.zone)));
}

interface LocalTime {
  /** 0 is Sunday. */
  readonly day: number;
  /** Since midnight. */
  readonly minutes: number;
}

function isWithin({ days, from, to }: FreezeWindow, { day, minutes }: LocalTime): boolean {
  if (from < to) return days.includes(day) && minutes >= from && minutes < to;
  const before = (day + 6) % 7;
  return (days.includes(day) && minutes >= from) || (days.includes(before) && minutes < to);
}

/** What the clock on the wall says there, summer time included. */
function localTime(at: string, zone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { day: DAYS.indexOf(part('weekday')), minutes: Number(part('hour')) * 60 + Number(part('minute')) };
}

/** As people read it, such as `Fri 16:00-23:59 Europe/Berlin`. */
export function freezeText({ days, from, to, zone }: FreezeWindow): string {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${days.map((day) => DAYS[day]).join(', ')} ${clock(from)}-${clock(to)} ${zone}`;
}
