import type { DocumentView } from '@lockkeeper/policy-core/editor';
import type { CancellationToken } from 'vscode-languageserver';

import { viewOf, type Session } from './session.ts';

/** What is shown of a document beside its findings. */
export interface ViewedDocument {
  readonly view: DocumentView;
  readonly uriOf: (path: string) => string;
}

/** As it was judged; `undefined` where no policy judges it. Rejects only with `Cancelled`. */
export async function viewedDocument(
  uri: string,
  session: Session,
  token?: CancellationToken,
): Promise<ViewedDocument | undefined> {
  const verdict = await session.checks.document(uri, token);
  const view = await session.view(uri, token);
  return view && { view, uriOf: viewOf(verdict, session).uriOf };
}
