import { z } from 'zod';

/** The name of a folder and of a file on every system, and part of the name of a lock. */
export const PLACE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;

/** JavaScript moves keys of digits alone to the front of a map, and the first service is the one with the record. */
const KEY_OF_PLACE = new RegExp(String.raw`^(?!\d+$)${PLACE_NAME.source.slice(1)}`);

/** Of a service or an environment. */
export function placeNameForm() {
  return z
    .string()
    .regex(PLACE_NAME, { error: 'Write a name of letters, digits, dots, hyphens and underscores' });
}

/** The same where it is the key of a map. */
export function placeKeyForm() {
  return z.string().regex(KEY_OF_PLACE, {
    error: 'Write a name of letters, digits, dots, hyphens and underscores, and not of digits alone',
  });
}
