import { randomInt } from 'node:crypto';

/**
 * A text in the two pieces around the milliseconds that it tells. `undefined` where it tells them in another form,
 * more than once, or not at all.
 */
export function timelessText(
  render: (milliseconds: number) => string,
): readonly [before: string, after: string] | undefined {
  // Whoever writes the texts that a report quotes cannot know it.
  const milliseconds = randomInt(2 ** 46, 2 ** 47);
  const [before = '', after, more] = render(milliseconds).split(String(milliseconds));
  return after === undefined || more !== undefined ? undefined : [before, after];
}
