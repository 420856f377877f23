import { isRecord } from '../../json/json-shape.ts';

/** What survives that the page is hidden, or VS Code is closed. */
export interface TimelineState {
  /** URI of the folder whose deployments are drawn. */
  readonly folder: string | undefined;
  /** Key of the event that is selected. */
  readonly selected: string | undefined;
  /** How far it is scrolled, in pixels. */
  readonly top: number;
}

/** The state of a page that was never shown, where another version of the extension left something else. */
export function timelineState(saved: unknown): TimelineState {
  const { folder, selected, top } = isRecord(saved) ? saved : {};
  return {
    folder: typeof folder === 'string' ? folder : undefined,
    selected: typeof selected === 'string' ? selected : undefined,
    top: typeof top === 'number' && Number.isFinite(top) && top > 0 ? top : 0,
  };
}
