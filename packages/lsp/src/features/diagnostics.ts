import {
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type PreviousResultId,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';

import { diagnosticsIn } from '../convert/diagnostic.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { withoutRepeated } from './repeated-findings.ts';
import { pathIn } from '../convert/client-uris.ts';
import { comparable } from '../locations/uri-path.ts';
import { viewOf, type Session } from './session.ts';
import { trackPulledDocuments } from './pulled-documents.ts';

/** What is underlined, in one document or in every file. Answers `unchanged` when nothing is new. */
export interface Diagnostics {
  ofDocument(uri: string, token?: CancellationToken): Promise<readonly Diagnostic[]>;
  /** `previous`: the result id the client already has. */
  report(
    uri: string,
    previous: string | undefined,
    token?: CancellationToken,
  ): Promise<DocumentDiagnosticReport>;
  /**
   * Files that are not open, as the last check of the workspace found them, and before the first the changed ones; and open ones that the client does not
   * follow, such as those without a tab, as they are judged for themselves.
   */
  workspace(
    previous: readonly PreviousResultId[],
    token?: CancellationToken,
  ): Promise<readonly WorkspaceDocumentDiagnosticReport[]>;
}

interface Sent {
  readonly resultId: string;
  readonly written: string;
}

export function createDiagnostics(session: Session): Diagnostics {
  const sent = new Map<string, Sent>();
  const shown = trackPulledDocuments();
  let lastId = 0;

  /** The same diagnostics keep their id. */
  const idOf = (key: string, diagnostics: readonly Diagnostic[]): string => {
    const written = JSON.stringify(diagnostics);
    const before = sent.get(key);
    if (before?.written === written) return before.resultId;
    const resultId = String((lastId += 1));
    sent.set(key, { resultId, written });
    return resultId;
  };

  /** Whoever names the id that an open document was answered with last shows that answer, and asks for the next. */
  const isFollowed = (uri: string, named: string | undefined): boolean =>
    named !== undefined && named === sent.get(`document ${comparable(uri)}`)?.resultId;

  const ofDocument = async (uri: string, token?: CancellationToken): Promise<readonly Diagnostic[]> =>
    diagnosticsAt(uri, await session.checks.document(uri, token), session);

  return {
    ofDocument,
    report: (uri, previous, token) =>
      shown.asked(uri, async () => {
        const items = [...(await ofDocument(uri, token))];
        const resultId = idOf(`document ${comparable(uri)}`, items);
        if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
        return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
      }),
    workspace: async (previous, token) => {
      const folders = await session.trees.current(token);
      const verdicts = folders.flatMap((folder) => folder.verdicts);
      const changed = await session.changed.current();
      const found = closedFiles(withoutRepeated(verdicts, [...session.checks.open.values()]), session);
      const before = new Map(previous.map(({ uri, value }) => [uri, value]));
      const owed = shown.owed(previous);
      const open = new Set(session.openUris());
      for (const [uri, verdict] of changed) found.set(uri, diagnosticsAt(uri, verdict, session));
      for (const uri of new Set([...before.keys(), ...owed])) {
        // A file that is clean now is said to be, or its old underlines would stay.
        if (!open.has(uri)) found.set(uri, found.get(uri) ?? []);
        else if (!isFollowed(uri, before.get(uri)))
          found.set(uri, diagnosticsAt(uri, await session.checks.last(uri, token), session));
      }
      return [...found].map(([uri, items]) => {
        const resultId = idOf(`workspace ${uri}`, items);
        if (owed.has(uri)) shown.told(uri, resultId);
        return resultId === before.get(uri) && !owed.has(uri)
          ? { kind: DocumentDiagnosticReportKind.Unchanged, uri, version: null, resultId }
          : { kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId, items: [...items] };
      });
    },
  };
}

function diagnosticsAt(uri: string, verdict: PolicyVerdict, session: Session): readonly Diagnostic[] {
  const path = pathIn(verdict, uri);
  return path === undefined ? [] : diagnosticsIn(verdict, path, viewOf(verdict, session));
}

function closedFiles(
  verdicts: readonly PolicyVerdict[],
  session: Session,
): Map<string, readonly Diagnostic[]> {
  const open = new Set(session.openUris());
  const found = new Map<string, readonly Diagnostic[]>();
  for (const verdict of verdicts) {
    const view = viewOf(verdict, session);
    const subjects = [...verdict.findings, ...verdict.undetermined, ...verdict.notes];
    for (const path of new Set(subjects.flatMap(({ at }) => at?.path ?? []))) {
      const uri = view.uriOf(path);
      if (!open.has(uri)) found.set(uri, [...(found.get(uri) ?? []), ...diagnosticsIn(verdict, path, view)]);
    }
  }
  return found;
}
