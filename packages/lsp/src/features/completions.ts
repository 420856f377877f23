import type { PolicyCompletion } from '@lockkeeper/policy-core/editor';
import {
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type CancellationToken,
  type CompletionItem,
  type Position,
} from 'vscode-languageserver';

import { pageOf } from '../convert/diagnostic.ts';
import { noteText } from '../convert/hover-text.ts';
import { rangeOf } from '../locations/range.ts';
import { isPolicy, isUpdateSettings } from '../locations/policy-uri.ts';
import type { Session } from './session.ts';

/** What can be written at a place of a policy, or of the settings of updates. */
export async function completions(
  { uri, position }: { readonly uri: string; readonly position: Position },
  session: Session,
  token?: CancellationToken,
): Promise<CompletionItem[]> {
  if (!isPolicy(uri) && !isUpdateSettings(uri)) return [];
  const found = (await session.completions(uri, position, token)) ?? [];
  return found.map((one, index) => itemOf(one, { index, session }));
}

function itemOf(
  { label, kind, detail, sentences, rule, at, text, snippet }: PolicyCompletion,
  { index, session }: { readonly index: number; readonly session: Session },
): CompletionItem {
  const markup = session.markdown ? MarkupKind.Markdown : MarkupKind.PlainText;
  const href = rule === undefined ? undefined : pageOf(rule, session);
  const isSnippet = session.snippets && snippet !== undefined;
  const newText = isSnippet ? snippet : text;
  return {
    label,
    kind: KINDS[kind],
    ...(detail === '' ? {} : { detail }),
    ...(sentences.length === 0 ? {} : { documentation: noteText({ sentences, rule, href }, markup) }),
    // Quotes and dashes that are written along are typed by some.
    filterText: text,
    // Editors sort by letters unless they are told otherwise.
    sortText: String(index).padStart(4, '0'),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    textEdit: { range: rangeOf(at), newText },
  };
}

const KINDS: Readonly<Record<PolicyCompletion['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  rule: CompletionItemKind.Reference,
  preset: CompletionItemKind.Module,
  label: CompletionItemKind.Constant,
  section: CompletionItemKind.Constant,
};
