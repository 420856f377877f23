import type { ToPage } from '../graph/page-message.ts';
import { pageState } from '../graph/page-state.ts';
import type { PageWords } from '../graph/page-words.ts';
import { HistoryPage } from './history-page.ts';

/** What VS Code gives to a page. */
interface Editor {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const page = new HistoryPage({
  words: wordsOfPage(),
  saved: pageState(editor.getState()),
  tell: (message) => editor.postMessage(message),
  save: (state) => editor.setState(state),
});
document.getElementById('page')?.append(...page.elements);
window.addEventListener('message', (event: MessageEvent<ToPage>) => page.hear(event.data));
editor.postMessage({ kind: 'ready' });

/** The extension puts them into the page, in the language of the editor. */
function wordsOfPage(): PageWords {
  return JSON.parse(document.getElementById('words')?.textContent ?? '{}');
}
