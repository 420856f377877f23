import { Range, env, l10n, window, workspace, type TextDocument } from 'vscode';

/** A plan as it lies in a document. */
export interface PlanSource {
  readonly document: TextDocument;
  /** The lines that are the plan. */
  readonly range: Range;
}

interface Offer {
  readonly label: string;
  readonly description: string;
  readonly take: () => Promise<PlanSource>;
}

/**
 * The plan that is meant: what is selected, the open document, or what is on the clipboard, which is put into a document
 * first so that it can be read. Asks where more than one could be meant; `undefined` when nothing is chosen.
 */
export async function planSource(last: TextDocument | undefined): Promise<PlanSource | undefined> {
  const editor = window.activeTextEditor;
  if (editor !== undefined && editor.document === last && editor.selection.isEmpty) return whole(last);
  const offers = [...offersOfEditor(), clipboardOffer(), emptyOffer()];
  const picked = await window.showQuickPick(offers, {
    title: l10n.t('Check a migration plan'),
    placeHolder: l10n.t('Where is the plan?'),
  });
  return picked?.take();
}

function offersOfEditor(): readonly Offer[] {
  const editor = window.activeTextEditor;
  if (editor === undefined) return [];
  const { document, selection } = editor;
  const name = workspace.asRelativePath(document.uri);
  const offers: Offer[] = [];
  if (!selection.isEmpty) {
    // Whole lines, so that the numbers of lines are those of the document.
    const range = new Range(selection.start.line, 0, selection.end.line, selection.end.character);
    offers.push({
      label: l10n.t('The selection'),
      description: name,
      take: () => Promise.resolve({ document, range }),
    });
  }
  if (document.getText().trim() !== '' && document.uri.scheme !== 'output') {
    offers.push({
      label: l10n.t('The open document'),
      description: name,
      take: () => Promise.resolve(whole(document)),
    });
  }
  return offers;
}

/** Not looked at before it is chosen: there may be something on it that is nobody's business. */
function clipboardOffer(): Offer {
  return {
    label: l10n.t('The clipboard'),
    description: l10n.t('opens in a new document'),
    take: async () => opened(await env.clipboard.readText()),
  };
}

function emptyOffer(): Offer {
  return {
    label: l10n.t('A new document'),
    description: l10n.t('paste the plan into it, and run the command again'),
    take: () => opened(''),
  };
}

async function opened(content: string): Promise<PlanSource> {
  const document = await workspace.openTextDocument({ language: 'sql', content });
  await window.showTextDocument(document, { preview: false });
  return whole(document);
}

function whole(document: TextDocument): PlanSource {
  return { document, range: document.validateRange(new Range(0, 0, document.lineCount, 0)) };
}
