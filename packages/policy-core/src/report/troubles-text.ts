import { displayText } from '../model/display-text.ts';
import type { Troubles, TroubleSection, TroubleStep } from '../deployment/diagnosis/trouble.ts';
import { paintFor, type Paint } from '../model/ansi.ts';

/** For people: each trouble with whether it is the one at hand, what that comes from, and what to do. */
export function troublesText({ sections }: Troubles, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const blocks = sections.map(({ title, applies, seen, steps }) =>
    [
      `${paint.strong(displayText(title))}: ${ANSWERS[applies](paint)}`,
      ...seen.map((sentence) => `  ${displayText(sentence)}`),
      ...steps.flatMap((step, index) => stepLines(step, index + 1, paint)),
    ].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

function stepLines(
  { state, text, seen, commands }: TroubleStep,
  place: number,
  paint: Paint,
): readonly string[] {
  return [
    `  ${TICKS[state](paint)} ${place}. ${displayText(text)}`,
    `         ${paint.faint(displayText(seen))}`,
    ...commands.map((command) => `         $ ${displayText(command)}`),
  ];
}

/** What it is called on a page too. */
export const APPLIES: Readonly<Record<TroubleSection['applies'], string>> = {
  yes: 'applies',
  no: 'does not apply',
  unknown: 'not known',
};

const ANSWERS: Readonly<Record<TroubleSection['applies'], (paint: Paint) => string>> = {
  yes: ({ error }) => error(APPLIES.yes),
  no: ({ good }) => good(APPLIES.no),
  unknown: ({ warning }) => warning(APPLIES.unknown),
};

const TICKS: Readonly<Record<TroubleStep['state'], (paint: Paint) => string>> = {
  done: ({ good }) => good('[x]'),
  'not-done': () => '[ ]',
  unknown: ({ warning }) => warning('[?]'),
};
