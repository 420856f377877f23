import type { DocumentView } from '@lockkeeper/policy-core/editor';
import type { CancellationToken, CodeLens, Command } from 'vscode-languageserver';

import { rangeOf } from '../locations/range.ts';
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
  const commandOf = ({ title, opens }: DocumentView['lenses'][number]): Command => {
    const { shows, historyCommand } = session;
    if (opens === 'history' && historyCommand !== undefined)
      return { title, command: historyCommand, arguments: [uri] };
    if (opens === undefined || opens === 'history' || !shows) return { title, command: '' };
    return openCommand(title, viewed.uriOf(opens.path), rangeOf(opens));
  };
  return viewed.view.lenses.map((lens) => ({ range: rangeOf(lens.at), command: commandOf(lens) }));
}
