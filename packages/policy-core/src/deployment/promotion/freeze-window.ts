import type { FreezeWindow } from '../../policy/service-policy.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The window that a moment lies in; `undefined`: nothing is frozen. A window that goes over midnight belongs to the day it begins. */
export function frozenBy(windows: readonly FreezeWindow[], at: string): FreezeWindow | undefined {
  return windows.find((window) => isWithin(window, localTime(at, window.zone)));
}

/** The next moment at which a window begins, to the minute; `undefined`: there is none. One that goes on begins nothing. */
export function nextBeginning(windows: readonly FreezeWindow[], at: string): string | undefined {
  const now = Math.floor(Date.parse(at) / MINUTE);
  const isWithinAny = (minute: number) =>
    frozenBy(windows, new Date(minute * MINUTE).toISOString()) !== undefined;
  const begins = (minute: number) => isWithinAny(minute) && !isWithinAny(minute - 1);
  const starts = windows.flatMap((window) => window.days.map((day) => minutesTo({ ...window, day }, at)));
  for (const minutes of starts.toSorted((one, other) => one - other)) {
    // The clocks there may be put forward or back on the way.
    const around = Array.from({ length: 2 * HOUR + 1 }, (_, index) => now + minutes + index - HOUR);
    const found = around.find((minute) => minute > now && begins(minute));
    if (found !== undefined) return new Date(found * MINUTE).toISOString();
  }
  return undefined;
}

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Until the clocks there show when it begins, from 1 to a week. */
function minutesTo(
  { from, zone, day }: Pick<FreezeWindow, 'from' | 'zone'> & { readonly day: number },
  at: string,
): number {
  const local = localTime(at, zone);
  const minutes = ((day - local.day) * DAY + from - local.minutes + WEEK) % WEEK;
  return minutes === 0 ? WEEK : minutes;
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
  const parts = clockOf(zone).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { day: DAYS.indexOf(part('weekday')), minutes: Number(part('hour')) * 60 + Number(part('minute')) };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once for each zone: that takes a hundred times as long as to ask it. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(zone, clock);
  return clock;
}

/** As people read it, such as `Fri 16:00-23:59 Europe/Berlin`. */
export function freezeText({ days, from, to, zone }: FreezeWindow): string {
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${days.map((day) => DAYS[day]).join(', ')} ${clock(from)}-${clock(to)} ${zone}`;
}
