import type { ToTimeline } from '../../timeline/timeline-message.ts';
import { timelineState } from '../../timeline/timeline-state.ts';
import type { TimelineWords } from '../../timeline/timeline-words.ts';
import { TimelinePage } from './timeline-page.ts';

/** What VS Code gives to a page. */
interface Editor {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const page = new TimelinePage({
  words: wordsOfPage(),
  saved: timelineState(editor.getState()),
  tell: (message) => editor.postMessage(message),
  save: (state) => editor.setState(state),
});
document.getElementById('page')?.append(...page.elements);
window.addEventListener('message', (event: MessageEvent<ToTimeline>) => page.hear(event.data));
editor.postMessage({ kind: 'ready' });

/** The extension puts them into the page, in the language of the editor. */
function wordsOfPage(): TimelineWords {
  return JSON.parse(document.getElementById('words')?.textContent ?? '{}');
}
