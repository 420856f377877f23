import { allFindings, findingTally } from '../graph/finding-tally.ts';
import { counted, fillTemplate, tallyText } from '../graph/fill-template.ts';
import type { PageWords } from '../graph/page-words.ts';
import { nextMatch } from '../graph/revision-search.ts';
import type { ShownHistory } from '../graph/shown-history.ts';
import { element } from './element.ts';

export interface ToolbarNeeds {
  readonly words: PageWords;
  readonly picked: (key: string) => void;
  readonly searched: (search: string) => void;
  /** Go to a row that was found; the search keeps the focus. */
  readonly go: (row: number) => void;
  /** The search is over. */
  readonly left: () => void;
}

export interface Toolbar {
  readonly element: HTMLElement;
  show(histories: readonly ShownHistory[], shown: ShownHistory): void;
  /** What is found, and which row is selected. */
  tell(found: {
    readonly search: string;
    readonly matches: readonly number[];
    readonly selected: number;
  }): void;
  focusSearch(): void;
}

/** Which history, how much there is of it, and a search. */
export function toolbar(needs: ToolbarNeeds): Toolbar {
  const { words } = needs;
  const picker = element('select', { id: 'history' });
  const pick = element('label', { class: 'pick' }, `${words.history} `, picker);
  const summary = element('span', { class: 'summary' });
  const search = searchBox(needs);
  picker.addEventListener('change', () => needs.picked(picker.value));
  return {
    element: element('header', { class: 'bar' }, pick, search.element, summary),
    show(histories, shown) {
      picker.replaceChildren(
        ...histories.map(({ key, name }) =>
          element('option', { value: key, selected: key === shown.key }, name),
        ),
      );
      pick.hidden = histories.length < 2;
      summary.textContent = summaryOf(shown, words);
    },
    tell: (found) => search.tell(found),
    focusSearch: () => search.focus(),
  };
}

function summaryOf({ revisions }: ShownHistory, words: PageWords): string {
  const heads = revisions.filter(({ isHead }) => isHead).length;
  return [
    counted(revisions.length, 'revision', words),
    counted(heads, 'head', words),
    tallyText(findingTally(allFindings(revisions)), words),
  ]
    .filter(Boolean)
    .join(', ');
}

function searchBox({ words, searched, go, left }: ToolbarNeeds) {
  const input = element('input', {
    type: 'search',
    id: 'search',
    'aria-label': words.search,
    placeholder: words.searchHint,
    spellcheck: 'false',
  });
  const hits = element('span', { class: 'hits', role: 'status' });
  const step = (label: string, text: string) =>
    element('button', { type: 'button', class: 'step', 'aria-label': label, title: label }, text);
  const [previous, next] = [step(words.previous, '↑'), step(words.next, '↓')];
  let matches: readonly number[] = [];
  let selected = 0;
  const turn = (direction: 'forward' | 'backward') => {
    const row = nextMatch(matches, selected, direction);
    if (row !== undefined) go(row);
  };
  input.addEventListener('input', () => searched(input.value));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') turn(event.shiftKey ? 'backward' : 'forward');
    else if (event.key === 'ArrowDown' || (event.key === 'Escape' && input.value === '')) left();
    else if (event.key === 'Escape') searched('');
    else return;
    event.preventDefault();
  });
  previous.addEventListener('click', () => turn('backward'));
  next.addEventListener('click', () => turn('forward'));
  return {
    element: element('div', { class: 'search', role: 'search' }, input, hits, previous, next),
    tell(found: Parameters<Toolbar['tell']>[0]) {
      ({ matches, selected } = found);
      if (input.value !== found.search) input.value = found.search;
      hits.textContent = found.search.trim() === '' ? '' : hitWords(matches, selected, words);
      for (const button of [previous, next]) button.hidden = matches.length === 0;
    },
    focus() {
      input.focus();
      input.select();
    },
  };
}

function hitWords(matches: readonly number[], selected: number, words: PageWords): string {
  if (matches.length === 0) return words.noMatch;
  const place = matches.indexOf(selected);
  return place < 0
    ? fillTemplate(words.matchCount, matches.length)
    : fillTemplate(words.matches, place + 1, matches.length);
}
