import type { CancellationToken, CodeLens } from 'vscode-languageserver';

import { rangeOf } from '../convert/place.ts';
import { openCommand } from '../convert/show-command.ts';
import { viewedDocument } from './viewed-document.ts';
import type { Session } from './session.ts';

/** Where a migration stands and what it costs, above the lines that say so. */
export async function codeLenses(
  uri: string,
  session: Session,
  token?: CancellationToken,
): Promise<CodeLens[]> {
  const viewed = await viewedDocument(uri, session, token);
  if (viewed === undefined) return [];
  return viewed.view.lenses.map(({ at, title, opens }) => ({
    range: rangeOf(at),
    command:
      opens === undefined || !session.shows
        ? { title, command: '' }
        : openCommand(title, viewed.uriOf(opens.path), rangeOf(opens)),
  }));
}
