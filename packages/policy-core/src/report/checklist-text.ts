import type { Checklist, ChecklistItem } from '../deployment/checklist/checklist-item.ts';
import { displayText } from '../model/display-text.ts';
import { paintFor, type Paint } from '../model/ansi.ts';

/** For people: each item with its tick, and below it what was seen. `[?]`: whether it is done could not be seen. */
export function checklistText({ sections }: Checklist, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const blocks = sections.map(({ title, items }) =>
    [paint.strong(title), ...items.flatMap((item) => itemLines(item, paint))].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

function itemLines({ state, title, seen }: ChecklistItem, paint: Paint): readonly string[] {
  return [`  ${TICKS[state](paint)} ${displayText(title)}`, `      ${paint.faint(displayText(seen))}`];
}

const TICKS: Readonly<Record<ChecklistItem['state'], (paint: Paint) => string>> = {
  done: ({ good }) => good('[x]'),
  'not-done': () => '[ ]',
  unknown: ({ warning }) => warning('[?]'),
};
