import { randomInt } from 'node:crypto';

/**
 * A text in the two parts before and behind its duration in milliseconds. `undefined` where the text shows the duration
 * in another form, more than once, or not at all.
 */
export function splitAtDuration(
  render: (milliseconds: number) => string,
): readonly [before: string, after: string] | undefined {
  // A random number: no text that the report quotes can contain it.
  const milliseconds = randomInt(2 ** 46, 2 ** 47);
  const [before = '', after, more] = render(milliseconds).split(String(milliseconds));
  return after === undefined || more !== undefined ? undefined : [before, after];
}
