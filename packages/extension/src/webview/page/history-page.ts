import { historyLayout } from '../graph/history-layout.ts';
import type { FromPage, ToPage } from '../graph/page-message.ts';
import type { PageState } from '../graph/page-state.ts';
import type { PageWords } from '../graph/page-words.ts';
import { matchingRows } from '../graph/revision-search.ts';
import type { ShownHistory } from '../graph/shown-history.ts';
import { details } from './details.ts';
import { element } from './element.ts';
import { noticeElement, type Notice } from './notice.ts';
import type { Drawing } from './lanes-picture.ts';
import { RevisionList } from './revision-list.ts';
import { toolbar, type Toolbar } from './toolbar.ts';

export interface PageNeeds {
  readonly words: PageWords;
  readonly saved: PageState;
  readonly tell: (message: FromPage) => void;
  readonly save: (state: PageState) => void;
}

/** What is drawn, and the person's place in it. Lifetime: that of the document it stands in. */
export class HistoryPage {
  readonly elements: readonly Node[];
  readonly #needs: PageNeeds;
  readonly #bar: Toolbar;
  readonly #list: RevisionList;
  readonly #problems: HTMLElement;
  readonly #body: HTMLElement;
  readonly #details: HTMLElement;
  readonly #keys: HTMLElement;
  #state: PageState;
  #histories: readonly ShownHistory[] = [];
  /** What is drawn; `undefined` while a notice stands in its place. */
  #shown: Drawing | undefined;
  #matches: readonly number[] = [];
  #row = 0;
  /** URI of the file that is open in the editor. */
  #current: string | undefined;
  /** URI of a file to select once a history has it. */
  #wanted: string | undefined;

  constructor(needs: PageNeeds) {
    const { words, saved, tell } = needs;
    this.#needs = needs;
    this.#state = saved;
    this.#list = new RevisionList({
      words,
      selected: (row) => this.#selected(row),
      open: ({ uri }, takesFocus) => tell({ kind: 'open', uri, takesFocus }),
      scrolled: (top) => this.#keep({ top }),
      search: () => this.#bar.focusSearch(),
    });
    this.#bar = toolbar({
      words,
      picked: (key) => this.#pick(key),
      searched: (search) => this.#search(search),
      go: (row) => this.#list.select(row),
      left: () => this.#list.focus(),
    });
    this.#problems = element('ul', { class: 'problems', 'aria-label': words.problems });
    this.#body = element('div', { class: 'body' });
    this.#details = element('section', { class: 'details', 'aria-label': words.details });
    this.#keys = element('footer', { id: 'keys' }, words.keys);
    const heading = element('h1', { class: 'unseen' }, words.title);
    this.elements = [heading, this.#bar.element, this.#problems, this.#body, this.#details, this.#keys];
    this.#showInstead({ text: words.loading });
  }

  hear(message: ToPage): void {
    switch (message.kind) {
      case 'histories': {
        const wasDrawn = this.#shown !== undefined;
        this.#histories = message.histories;
        this.#draw();
        // Whoever opened the page goes on with the arrow keys.
        if (!wasDrawn && document.hasFocus() && document.activeElement === document.body) this.#list.focus();
        if (this.#wanted !== undefined) this.#reveal(this.#wanted);
        return;
      }
      case 'current':
        this.#current = message.uri;
        if (this.#shown !== undefined) this.#mark();
        return;
      case 'reveal':
        this.#reveal(message.uri);
        return;
      case 'failed':
        this.#histories = [];
        this.#showInstead({ text: message.problem, actions: this.#ways() });
    }
  }

  #draw(): void {
    const history = this.#histories.find(({ key }) => key === this.#state.history) ?? this.#histories[0];
    if (history !== undefined) {
      this.#drawHistory({ history, layout: historyLayout(history) });
      return;
    }
    this.#showInstead({ text: this.#needs.words.empty, actions: this.#ways() });
  }

  #drawHistory(drawing: Drawing): void {
    this.#shown = drawing;
    const { history } = drawing;
    const { selected, search, top } = this.#state;
    const { words } = this.#needs;
    for (const part of [this.#bar.element, this.#keys]) part.hidden = false;
    this.#bar.show(this.#histories, history);
    this.#problems.replaceChildren(...history.problems.map((problem) => element('li', {}, problem)));
    this.#problems.hidden = history.problems.length === 0;
    if (history.revisions.length === 0) this.#body.replaceChildren(noticeElement({ text: words.empty }));
    else if (this.#list.element.parentElement !== this.#body) this.#body.replaceChildren(this.#list.element);
    this.#row = Math.max(
      0,
      history.revisions.findIndex(({ id }) => id === selected),
    );
    this.#matches = matchingRows(history.revisions, search);
    this.#list.show(drawing, { selected: this.#row, top, marks: { search, current: this.#current } });
    this.#tellSelection();
  }

  #ways(): NonNullable<Notice['actions']> {
    const { words, tell } = this.#needs;
    return [
      { label: words.retry, run: () => tell({ kind: 'retry' }) },
      { label: words.openPolicy, run: () => tell({ kind: 'openPolicy' }) },
    ];
  }

  #showInstead(notice: Notice): void {
    this.#shown = undefined;
    this.#body.replaceChildren(noticeElement(notice));
    for (const part of [this.#bar.element, this.#keys, this.#problems, this.#details]) part.hidden = true;
  }

  #mark(): void {
    this.#list.mark({ search: this.#state.search, current: this.#current });
    this.#tellSelection();
  }

  #selected(row: number): void {
    this.#row = row;
    this.#keep({ selected: this.#shown?.history.revisions[row]?.id });
    this.#tellSelection();
  }

  #tellSelection(): void {
    const row = this.#row;
    this.#bar.tell({ search: this.#state.search, matches: this.#matches, selected: row });
    const go = (to: number) => {
      this.#list.select(to);
      this.#list.focus();
    };
    const { words } = this.#needs;
    const parts = this.#shown === undefined ? [] : details({ ...this.#shown, row }, { words, go });
    this.#details.replaceChildren(...parts);
    this.#details.hidden = parts.length === 0;
  }

  #search(search: string): void {
    this.#keep({ search });
    this.#matches = matchingRows(this.#shown?.history.revisions ?? [], search);
    this.#mark();
    const [first] = this.#matches;
    if (first !== undefined) this.#list.select(first);
  }

  #pick(key: string): void {
    this.#keep({ history: key, selected: undefined, top: 0 });
    this.#draw();
  }

  /** What is not drawn yet is looked for once there is something new. */
  #reveal(uri: string): void {
    const has = ({ revisions }: ShownHistory) => revisions.some((revision) => revision.uri === uri);
    const shown = this.#shown?.history;
    const history = shown !== undefined && has(shown) ? shown : this.#histories.find(has);
    this.#wanted = history === undefined ? uri : undefined;
    if (history === undefined) return;
    if (history !== shown) this.#pick(history.key);
    this.#list.select(history.revisions.findIndex((revision) => revision.uri === uri));
    this.#list.focus();
  }

  #keep(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    this.#needs.save(this.#state);
  }
}
