import type { CancellationToken, DocumentLink } from 'vscode-languageserver';

import { rangeOf } from '../convert/place.ts';
import type { Session } from './session.ts';
import { viewedDocument } from './viewed-document.ts';

/** From what names another file to that file. */
export async function documentLinks(
  uri: string,
  session: Session,
  token?: CancellationToken,
): Promise<DocumentLink[]> {
  const viewed = await viewedDocument(uri, session, token);
  if (viewed === undefined) return [];
  return viewed.view.links.map(({ at, opens, tooltip }) => ({
    range: rangeOf(at),
    target: viewed.uriOf(opens),
    tooltip,
  }));
}
