import type { CancellationToken, InlayHint, Range } from 'vscode-languageserver';

import { rangeOf } from '../locations/range.ts';
import type { Session } from './session.ts';
import { viewedDocument } from './viewed-document.ts';

/** What stands within the lines of that part of a document: the versions that a lock holds. */
export async function inlayHints(
  { uri, range }: { readonly uri: string; readonly range: Range },
  session: Session,
  token?: CancellationToken,
): Promise<InlayHint[]> {
  const viewed = await viewedDocument(uri, session, token);
  if (viewed === undefined) return [];
  return viewed.view.hints
    .filter(({ at: { start } }) => range.start.line <= start.line && start.line <= range.end.line)
    .map(({ at, text, tooltip }) => ({
      position: rangeOf(at).start,
      label: text,
      tooltip,
      paddingLeft: true,
    }));
}
