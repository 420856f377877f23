import { isRecord } from '../../json/json-shape.ts';

/** What survives that the page is hidden, or VS Code is closed. */
export interface PageState {
  /** Key of the history that is shown. */
  readonly history: string | undefined;
  /** Id of the revision that is selected. */
  readonly selected: string | undefined;
  readonly search: string;
  /** How far it is scrolled, in pixels. */
  readonly top: number;
}

/** The state of a page that was never shown, where another version of the extension left something else. */
export function pageState(saved: unknown): PageState {
  const { history, selected, search, top } = isRecord(saved) ? saved : {};
  return {
    history: typeof history === 'string' ? history : undefined,
    selected: typeof selected === 'string' ? selected : undefined,
    search: typeof search === 'string' ? search : '',
    top: typeof top === 'number' && Number.isFinite(top) && top > 0 ? top : 0,
  };
}
