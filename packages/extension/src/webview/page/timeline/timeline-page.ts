import { fillTemplate } from '../../graph/fill-template.ts';
import { timelineLayout } from '../../timeline/timeline-layout.ts';
import type { FromTimeline, ToTimeline } from '../../timeline/timeline-message.ts';
import type { TimelineState } from '../../timeline/timeline-state.ts';
import type { Lane, Timeline, TimelineEvent } from '../../timeline/timeline.ts';
import type { TimelineWords } from '../../timeline/timeline-words.ts';
import { element } from '../element.ts';
import { noticeElement, type Notice } from '../notice.ts';
import { exactTime } from './event-row.ts';
import { TimelineList } from './timeline-list.ts';
import { laneSwatch } from './timeline-picture.ts';

export interface TimelinePageNeeds {
  readonly words: TimelineWords;
  readonly saved: TimelineState;
  readonly tell: (message: FromTimeline) => void;
  readonly save: (state: TimelineState) => void;
}

/** What is drawn, and the person's place in it. Lifetime: that of the document it stands in. */
export class TimelinePage {
  readonly elements: readonly Node[];
  readonly #needs: TimelinePageNeeds;
  readonly #list: TimelineList;
  readonly #bar: HTMLElement;
  readonly #looking = element('span', { class: 'summary', role: 'status' });
  readonly #places: HTMLElement;
  readonly #body = element('div', { class: 'body' });
  readonly #details: HTMLElement;
  readonly #older: HTMLButtonElement;
  readonly #foot: HTMLElement;
  #state: TimelineState;
  /** What is drawn; `undefined` while a notice stands in its place. */
  #shown: Timeline | undefined;

  constructor(needs: TimelinePageNeeds) {
    const { words, saved, tell } = needs;
    this.#needs = needs;
    this.#state = saved;
    this.#list = new TimelineList({
      words,
      selected: (row) => this.#selected(row),
      open: ({ key }) => tell({ kind: 'open', key }),
      scrolled: (top) => this.#keep({ top }),
    });
    const look = button(words.look, 'step', () => tell({ kind: 'look' }));
    this.#older = button('', 'step', () => tell({ kind: 'older' }));
    this.#bar = element('header', { class: 'bar' }, element('h1', {}, words.title), this.#looking, look);
    this.#places = element('section', { class: 'places', 'aria-label': words.places, tabindex: 0 });
    this.#details = element('section', { class: 'details', 'aria-label': words.details });
    this.#foot = element('footer', {}, element('span', { id: 'keys' }, words.keys), this.#older);
    this.elements = [this.#bar, this.#places, this.#body, this.#details, this.#foot];
    this.#showInstead({ text: words.loading });
  }

  hear(message: ToTimeline): void {
    switch (message.kind) {
      case 'timeline':
        this.#keep({ folder: message.folder });
        this.#draw(message.timeline, message.lane);
        return;
      case 'looking':
        this.#looking.textContent = this.#needs.words.loading;
        return;
      case 'failed':
        this.#showInstead({ text: message.problem, actions: this.#ways() });
    }
  }

  #draw(timeline: Timeline, lane: string | undefined): void {
    const { words } = this.#needs;
    const wasDrawn = this.#shown !== undefined;
    this.#looking.textContent = '';
    if (timeline.lanes.length === 0) {
      this.#showInstead({ text: words.noPlaces, actions: this.#ways() });
      return;
    }
    this.#shown = timeline;
    for (const part of [this.#bar, this.#places]) part.hidden = false;
    this.#places.replaceChildren(element('ul', {}, ...timeline.lanes.map(laneElement)));
    this.#older.textContent = fillTemplate(words.older, timeline.leftOut);
    this.#older.hidden = timeline.leftOut === 0;
    this.#foot.hidden = timeline.events.length === 0;
    if (timeline.events.length === 0) {
      this.#body.replaceChildren(noticeElement({ text: words.noEvents }));
      this.#tellSelection(undefined);
      return;
    }
    if (this.#list.element.parentElement !== this.#body) this.#body.replaceChildren(this.#list.element);
    const selected = rowToSelect(timeline, { lane, selected: this.#state.selected });
    this.#list.show({ timeline, layout: timelineLayout(timeline) }, { selected, top: this.#state.top });
    if (lane === undefined) this.#tellSelection(timeline.events[selected]);
    else this.#list.select(selected);
    // Whoever opened the page goes on with the arrow keys.
    if (!wasDrawn && document.hasFocus() && document.activeElement === document.body) this.#list.focus();
  }

  #ways(): NonNullable<Notice['actions']> {
    const { words, tell } = this.#needs;
    return [
      { label: words.look, run: () => tell({ kind: 'look' }) },
      { label: words.openPolicy, run: () => tell({ kind: 'openPolicy' }) },
    ];
  }

  #showInstead(notice: Notice): void {
    this.#shown = undefined;
    this.#body.replaceChildren(noticeElement(notice));
    for (const part of [this.#bar, this.#places, this.#details, this.#foot]) part.hidden = true;
  }

  #selected(row: number): void {
    const event = this.#shown?.events[row];
    this.#keep({ selected: event?.key });
    this.#tellSelection(event);
  }

  #tellSelection(event: TimelineEvent | undefined): void {
    this.#details.hidden = event === undefined;
    if (event === undefined || this.#shown === undefined) return;
    const { words, tell } = this.#needs;
    const { title, lane, commit, at, age, by, details, opens, key } = event;
    const text = opens?.kind === 'run' ? words.openRun : words.openCommit;
    this.#details.replaceChildren(
      element('h2', {}, `${this.#shown.lanes[lane]?.name ?? ''}: ${title}`),
      ...(commit === '' ? [] : [element('p', {}, commit)]),
      element(
        'p',
        { class: 'path' },
        element('time', { datetime: at }, exactTime(at)),
        ` (${fillTemplate(words.at, age)}), ${fillTemplate(words.by, by)}`,
      ),
      ...details.map((line) => element('p', {}, line)),
      ...(opens === undefined
        ? []
        : [
            element(
              'p',
              {},
              button(text, 'link', () => tell({ kind: 'open', key })),
            ),
          ]),
    );
  }

  #keep(change: Partial<TimelineState>): void {
    this.#state = { ...this.#state, ...change };
    this.#needs.save(this.#state);
  }
}

/** What somebody asked for, else what was selected before. */
function rowToSelect(
  { lanes, events }: Timeline,
  wanted: { readonly lane: string | undefined; readonly selected: string | undefined },
): number {
  const row =
    wanted.lane === undefined
      ? events.findIndex(({ key }) => key === wanted.selected)
      : events.findIndex(({ lane }) => lanes[lane]?.key === wanted.lane);
  return Math.max(0, row);
}

function laneElement({ name, live, facts, isTrouble }: Lane, lane: number): HTMLElement {
  return element(
    'li',
    { class: isTrouble ? 'trouble' : undefined },
    element('p', {}, laneSwatch(lane), element('strong', {}, name), element('span', { class: 'now' }, live)),
    element(
      'p',
      { class: 'facts' },
      ...facts.map((fact) => element('span', { class: fact.startsWith('✗') ? 'bad' : undefined }, fact)),
    ),
  );
}

function button(text: string, look: string, run: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: look }, text);
  made.addEventListener('click', run);
  return made;
}
