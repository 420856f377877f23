import { z } from 'zod';

/** The place in the list is the number of the day, as JavaScript has it. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;

/** A time of the week. */
export const weeklyWindow = z.strictObject({
  days: z.array(z.enum(WEEKDAYS)).min(1).describe('Days on which it begins.'),
  from: z
    .string()
    .regex(new RegExp(`^${TIME}$`), 'Write a time such as 16:00')
    .describe('When it begins, such as 16:00.'),
  to: z
    .string()
    .regex(new RegExp(`^(?:${TIME}|24:00)$`), 'Write a time such as 08:00, or 24:00')
    .describe('When it is over. A time before `from` is on the next day; 24:00 is midnight.'),
  zone: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]*(?:[/_+-][A-Za-z0-9]+)*$/, 'Write a time zone such as Europe/Berlin')
    .describe('Time zone of the IANA database, such as Europe/Berlin.'),
});
