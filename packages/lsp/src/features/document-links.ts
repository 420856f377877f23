import type { CancellationToken, DocumentLink } from 'vscode-languageserver';

import { pageOf } from '../convert/diagnostic.ts';
import { rangeOf } from '../locations/range.ts';
import type { Session } from './session.ts';
import { viewedDocument } from './viewed-document.ts';

/** From what names another file to that file, and from a rule to its page, where the client has a place for pages. */
export async function documentLinks(
  uri: string,
  session: Session,
  token?: CancellationToken,
): Promise<DocumentLink[]> {
  const viewed = await viewedDocument(uri, session, token);
  if (viewed === undefined) return [];
  return viewed.view.links.flatMap((link) => {
    const target = 'page' in link ? pageOf(link.page, session) : viewed.uriOf(link.opens);
    return target === undefined ? [] : [{ range: rangeOf(link.at), target, tooltip: link.tooltip }];
  });
}
