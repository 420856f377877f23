/** What VS Code gives to a page. */
interface Editor {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Editor;

export interface Page<Heard> {
  readonly elements: readonly Node[];
  hear(message: Heard): void;
}

/** What a page begins with. */
export interface PageHost<Words> {
  /** The extension puts them into the page, in the language of the editor. */
  readonly words: Words;
  /** What it kept before VS Code was loaded anew; from itself, and as old as may be. */
  readonly saved: unknown;
  readonly tell: (message: unknown) => void;
  readonly save: (state: unknown) => void;
}

/** Puts a page into the document, connects it with the extension, and says that it is ready. */
export function openPage<Words, Heard>(make: (host: PageHost<Words>) => Page<Heard>): void {
  const editor = acquireVsCodeApi();
  const page = make({
    words: JSON.parse(document.getElementById('words')?.textContent ?? '{}'),
    saved: editor.getState(),
    tell: (message) => editor.postMessage(message),
    save: (state) => editor.setState(state),
  });
  document.getElementById('page')?.append(...page.elements);
  window.addEventListener('message', (event: MessageEvent<Heard>) => page.hear(event.data));
  editor.postMessage({ kind: 'ready' });
}
