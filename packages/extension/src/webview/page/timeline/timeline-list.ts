import { ROW } from '@lockkeeper/policy-core/report/drawing';

import { keyActionOf } from '../../graph/key-actions.ts';
import { rowsInSight, topToShow, type RowRange } from '../../graph/rows-in-sight.ts';
import { rowAfterMove } from '../../timeline/timeline-moves.ts';
import type { TimelineEvent } from '../../timeline/timeline.ts';
import type { TimelineWords } from '../../timeline/timeline-words.ts';
import { element } from '../element.ts';
import { eventId, eventRow } from './event-row.ts';
import { timelinePicture, widthOfLanes, type DrawnTimeline } from './timeline-picture.ts';

export interface TimelineListNeeds {
  readonly words: TimelineWords;
  readonly selected: (row: number) => void;
  readonly open: (event: TimelineEvent) => void;
  readonly scrolled: (top: number) => void;
}

/** The drawn events. Only rows that are seen are in the page, and the selected one. Lifetime: that of the page. */
export class TimelineList {
  readonly element: HTMLElement;
  readonly #needs: TimelineListNeeds;
  readonly #space = element('div', { class: 'space', role: 'presentation' });
  #drawn: DrawnTimeline | undefined;
  #selected = 0;
  /** What is drawn; `undefined` when all of it has to be drawn anew. */
  #range: RowRange | undefined;

  constructor(needs: TimelineListNeeds) {
    this.#needs = needs;
    const list = element(
      'div',
      {
        class: 'list',
        role: 'listbox',
        tabindex: 0,
        'aria-label': needs.words.list,
        'aria-describedby': 'keys',
      },
      this.#space,
    );
    this.element = list;
    list.addEventListener('keydown', (event) => {
      const wish = keyActionOf(event, list.clientHeight);
      if (wish === undefined || wish.kind === 'search') return;
      event.preventDefault();
      if (wish.kind === 'open') this.#open();
      else if (this.#drawn !== undefined)
        this.select(rowAfterMove(wish.move, this.#selected, this.#drawn.layout));
    });
    this.#space.addEventListener('click', ({ target, detail }) => {
      const clicked = target instanceof Element ? target.closest('[data-row]') : null;
      if (clicked === null) return;
      this.select(Number(clicked.getAttribute('data-row')));
      // Rows are drawn anew after the first click, so that a double click would not know what it is about.
      if (detail > 1) this.#open();
    });
    list.addEventListener('scroll', () => {
      this.#draw();
      needs.scrolled(list.scrollTop);
    });
    new ResizeObserver(() => this.#draw()).observe(list);
  }

  show(drawn: DrawnTimeline, { selected, top }: { readonly selected: number; readonly top: number }): void {
    this.#drawn = drawn;
    this.#selected = selected;
    const { lanes, events } = drawn.timeline;
    this.#space.style.height = `${events.length * ROW}px`;
    this.#space.style.setProperty('--where', String(longest(lanes.map(({ name }) => name))));
    this.#space.style.setProperty('--what', String(longest(events.map(({ title }) => title))));
    this.element.scrollTop = top;
    this.#drawAnew();
  }

  select(row: number): void {
    if (this.#drawn?.timeline.events[row] === undefined) return;
    this.#selected = row;
    const { scrollTop: top, clientHeight: height } = this.element;
    this.element.scrollTop = topToShow(row, { top, height });
    this.#drawAnew();
    this.#needs.selected(row);
  }

  focus(): void {
    this.element.focus();
  }

  #open(): void {
    const event = this.#drawn?.timeline.events[this.#selected];
    if (event?.opens !== undefined) this.#needs.open(event);
  }

  #drawAnew(): void {
    this.#range = undefined;
    this.#draw();
  }

  #draw(): void {
    if (this.#drawn === undefined) return;
    const { timeline } = this.#drawn;
    const { scrollTop: top, clientHeight: height } = this.element;
    const range = rowsInSight({ top, height, count: timeline.events.length }, this.#range);
    if (range === this.#range) return;
    this.#range = range;
    const left = widthOfLanes(this.#drawn);
    const rows = rowsToDraw(range, this.#selected).flatMap((row) => {
      const event = timeline.events[row];
      if (event === undefined) return [];
      const isSelected = row === this.#selected;
      const drawn = eventRow(event, { timeline, row, isSelected, words: this.#needs.words });
      drawn.style.transform = `translateY(${row * ROW}px)`;
      drawn.style.paddingLeft = `${left}px`;
      return [drawn];
    });
    this.#space.replaceChildren(...rows, timelinePicture(this.#drawn, range));
    this.element.setAttribute('aria-activedescendant', eventId(this.#selected));
  }
}

/** A screen reader reads the selected one wherever the list is scrolled to. */
function rowsToDraw({ first, end }: RowRange, selected: number): readonly number[] {
  const seen = Array.from({ length: end - first }, (_, index) => first + index);
  if (selected < first) return [selected, ...seen];
  return selected >= end ? [...seen, selected] : seen;
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, { length }) => Math.max(most, length), 0);
}
