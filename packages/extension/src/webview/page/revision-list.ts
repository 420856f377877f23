import { ROW, textStart } from '@lockkeeper/policy-core/report/drawing';

import { fillTemplate } from '../graph/fill-template.ts';
import { findingTally } from '../graph/finding-tally.ts';
import { rowAfter } from '../graph/graph-moves.ts';
import { keyActionOf, type KeyAction } from '../graph/key-actions.ts';
import type { PageWords } from '../graph/page-words.ts';
import { lanesAt, linesInSight, rowsInSight, topToShow, type RowRange } from '../graph/rows-in-sight.ts';
import type { ShownHistory, ShownRevision } from '../graph/shown-history.ts';
import { element } from './element.ts';
import { lanesPicture, type Drawing } from './lanes-picture.ts';
import { revisionRow, rowId } from './revision-row.ts';

export interface ListNeeds {
  readonly words: PageWords;
  readonly selected: (row: number) => void;
  readonly open: (revision: ShownRevision, takesFocus: boolean) => void;
  readonly scrolled: (top: number) => void;
  readonly search: () => void;
}

/** What is marked in the rows: words that are searched for, and the file that is open, by its URI. */
export interface Marks {
  readonly search: string;
  readonly current: string | undefined;
}

/** With more lanes than this, texts begin where their own lanes end. */
const MOST_ALIGNED = 10;

/** The drawn history. Only rows that are seen are in the page, and the selected one. Lifetime: that of the page. */
export class RevisionList {
  readonly element: HTMLElement;
  readonly #needs: ListNeeds;
  readonly #space = element('div', { class: 'space', role: 'presentation' });
  #drawing: Drawing | undefined;
  #marks: Marks = { search: '', current: undefined };
  #selected = 0;
  /** What is drawn; `undefined` when all of it has to be drawn anew. */
  #range: RowRange | undefined;

  constructor(needs: ListNeeds) {
    this.#needs = needs;
    const list = element(
      'div',
      { class: 'list', role: 'listbox', tabindex: 0, 'aria-describedby': 'keys' },
      this.#space,
    );
    this.element = list;
    list.addEventListener('keydown', (event) => {
      const wish = keyActionOf(event, list.clientHeight);
      if (wish === undefined) return;
      event.preventDefault();
      this.#obey(wish);
    });
    // Rows are drawn anew after the first click, so that a double click would not know what it is about.
    this.#space.addEventListener('click', (event) => this.#openAt(event, event.detail > 1));
    list.addEventListener('scroll', () => {
      this.#draw();
      needs.scrolled(list.scrollTop);
    });
    new ResizeObserver(() => this.#draw()).observe(list);
  }

  show(
    drawing: Drawing,
    { selected, top, marks }: { readonly selected: number; readonly top: number; readonly marks: Marks },
  ): void {
    const { history } = drawing;
    this.#drawing = drawing;
    this.#selected = selected;
    this.#marks = marks;
    this.#space.style.setProperty('--tallies', String(mostTallies(history)));
    this.#space.style.height = `${history.revisions.length * ROW}px`;
    this.element.setAttribute('aria-label', fillTemplate(this.#needs.words.list, history.name));
    this.element.scrollTop = top;
    this.#drawAnew();
  }

  mark(marks: Marks): void {
    this.#marks = marks;
    this.#drawAnew();
  }

  select(row: number): void {
    if (this.#drawing?.history.revisions[row] === undefined) return;
    this.#selected = row;
    const { scrollTop: top, clientHeight: height } = this.element;
    this.element.scrollTop = topToShow(row, { top, height });
    this.#drawAnew();
    this.#needs.selected(row);
  }

  focus(): void {
    this.element.focus();
  }

  #obey(wish: KeyAction): void {
    if (wish.kind === 'search') {
      this.#needs.search();
      return;
    }
    if (this.#drawing === undefined) return;
    const { history, layout } = this.#drawing;
    if (wish.kind === 'move') {
      this.select(rowAfter(wish.move, this.#selected, layout));
      return;
    }
    const revision = history.revisions[this.#selected];
    if (revision !== undefined) this.#needs.open(revision, wish.takesFocus);
  }

  #openAt({ target }: Event, takesFocus: boolean): void {
    const clicked = target instanceof Element ? target.closest('[data-row]') : null;
    if (clicked === null) return;
    this.select(Number(clicked.getAttribute('data-row')));
    this.#obey({ kind: 'open', takesFocus });
  }

  #drawAnew(): void {
    this.#range = undefined;
    this.#draw();
  }

  #draw(): void {
    if (this.#drawing === undefined) return;
    const { history, layout } = this.#drawing;
    const { scrollTop: top, clientHeight: height } = this.element;
    const range = rowsInSight({ top, height, count: history.revisions.length }, this.#range);
    if (range === this.#range) return;
    this.#range = range;
    const lines = linesInSight(layout, range);
    const isAligned = layout.lanes.width <= MOST_ALIGNED;
    const rows = drawnRows(range, this.#selected).flatMap((row) => {
      const drawn = this.#rowAt(row, history);
      if (drawn === undefined) return [];
      const width = isAligned ? layout.lanes.width : lanesAt(row, lines);
      drawn.style.transform = `translateY(${row * ROW}px)`;
      drawn.style.paddingLeft = `${textStart({ width })}px`;
      return [drawn];
    });
    this.#space.replaceChildren(...rows, lanesPicture(this.#drawing, range));
    this.element.setAttribute('aria-activedescendant', rowId(this.#selected));
  }

  #rowAt(row: number, { revisions }: ShownHistory): HTMLElement | undefined {
    const revision = revisions[row];
    if (revision === undefined) return undefined;
    return revisionRow(revision, {
      row,
      count: revisions.length,
      isSelected: row === this.#selected,
      isCurrent: revision.uri === this.#marks.current,
      search: this.#marks.search,
      words: this.#needs.words,
    });
  }
}

/** A screen reader reads the selected one wherever the list is scrolled to. */
function drawnRows({ first, end }: RowRange, selected: number): readonly number[] {
  const seen = Array.from({ length: end - first }, (_, index) => first + index);
  if (selected < first) return [selected, ...seen];
  return selected >= end ? [...seen, selected] : seen;
}

function mostTallies({ revisions }: ShownHistory): number {
  return revisions.reduce((most, { findings }) => Math.max(most, findingTally(findings).length), 0);
}
