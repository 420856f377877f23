import { fillTemplate } from '../../graph/fill-template.ts';
import type { Timeline, TimelineEvent } from '../../timeline/timeline.ts';
import type { TimelineWords } from '../../timeline/timeline-words.ts';
import { element } from '../element.ts';

/** A timeline as it is drawn, with what is selected in it. */
export interface EventLook {
  readonly timeline: Timeline;
  readonly row: number;
  readonly isSelected: boolean;
  readonly words: TimelineWords;
}

export function eventId(row: number): string {
  return `event-${row}`;
}

/** One event in words, right of its lane. A screen reader says the same, with commas. */
export function eventRow(event: TimelineEvent, { timeline, row, isSelected, words }: EventLook): HTMLElement {
  const { sign, title, lane, commit, isLive, by, age, at } = event;
  return element(
    'div',
    {
      id: eventId(row),
      role: 'option',
      class: `row ${sign}${isSelected ? ' selected' : ''}`,
      'data-row': row,
      'aria-posinset': row + 1,
      'aria-setsize': timeline.events.length,
      'aria-selected': String(isSelected),
    },
    element('span', { class: 'where' }, timeline.lanes[lane]?.name ?? ''),
    comma(),
    element('span', { class: 'what' }, title),
    ...(commit === '' ? [] : [comma(), element('span', { class: 'commit' }, commit)]),
    ...(isLive ? [comma(), element('span', { class: 'mark live' }, words.live)] : []),
    comma(),
    element('span', { class: 'by' }, fillTemplate(words.by, by)),
    comma(),
    element('time', { class: 'age', datetime: at, title: exactTime(at) }, fillTemplate(words.at, age)),
  );
}

/** In the zone and the manner of whoever reads it. What is no time is shown as it is. */
export function exactTime(at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  return time.toLocaleString(document.documentElement.lang, { dateStyle: 'full', timeStyle: 'long' });
}

/** Heard and not seen. */
function comma(): HTMLElement {
  return element('span', { class: 'unseen' }, ', ');
}
