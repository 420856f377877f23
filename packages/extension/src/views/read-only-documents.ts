import { EventEmitter, Range, Uri, languages, window, workspace, type Disposable } from 'vscode';

const SCHEME = 'lockkeeper-shown';

const TOP = new Range(0, 0, 0, 0);

/** Texts that are shown to be read, and lie in no file: VS Code opens them as documents that cannot be edited. */
export interface ReadOnlyDocuments extends Disposable {
  /** Opens a text under a name, such as `lockkeeper.yaml (preview)`. The same name shows the newer text. */
  show(shown: { readonly name: string; readonly text: string; readonly language: string }): Promise<Uri>;
  close(shown: Uri): Promise<void>;
}

export function createReadOnlyDocuments(): ReadOnlyDocuments {
  const texts = new Map<string, string>();
  const changed = new EventEmitter<Uri>();
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '',
  });
  return {
    async show({ name, text, language }) {
      const uri = Uri.from({ scheme: SCHEME, path: `/${name}` });
      texts.set(uri.path, text);
      changed.fire(uri);
      const document = await workspace.openTextDocument(uri);
      await languages.setTextDocumentLanguage(document, language);
      // What is shown anew is read from its beginning, wherever somebody was in what stood there before.
      await window.showTextDocument(document, { preview: false, selection: TOP });
      return uri;
    },
    async close(shown) {
      const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
      await window.tabGroups.close(tabs.filter(({ input }) => isOf(input, shown)));
    },
    dispose() {
      provider.dispose();
      changed.dispose();
    },
  };
}

function isOf(input: unknown, { path }: Uri): boolean {
  const uri: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'uri') : undefined;
  return uri instanceof Uri && uri.scheme === SCHEME && uri.path === path;
}
