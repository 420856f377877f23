import { Diagnostic, DiagnosticSeverity, Range, Uri, languages, workspace, type Disposable } from 'vscode';

import { placedProblems, type PlacedProblem } from '../guard/guard-problems.ts';
import type { GuardRun } from '../guard/guard-run.ts';

export interface GuardDiagnostics extends Disposable {
  /** Lists what stands against the release of the last run, and no longer that of the run before. */
  show(run: GuardRun): void;
}

/**
 * The Problems panel also says what the guard found. What the language server says of the same line is not said twice, and
 * what is edited is no longer what was judged.
 */
export function createGuardDiagnostics(): GuardDiagnostics {
  const collection = languages.createDiagnosticCollection('lockkeeper-guard');
  const byFile = new Map<string, readonly PlacedProblem[]>();
  const draw = (uri: Uri) => {
    const problems = byFile.get(uri.toString());
    if (problems === undefined) return;
    const said = languages.getDiagnostics(uri).filter(({ source }) => source === 'lockkeeper');
    const messages = new Set(said.map(({ message }) => message));
    const drawn = problems.filter(({ message }) => !messages.has(message)).map(diagnostic);
    // What is set is told as a change again: only a difference may be set.
    if (drawn.length !== (collection.get(uri)?.length ?? 0)) collection.set(uri, drawn);
  };
  const listeners = [
    languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(draw)),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || !byFile.delete(document.uri.toString())) return;
      collection.delete(document.uri);
    }),
  ];
  return {
    show({ root, outcome }) {
      collection.clear();
      byFile.clear();
      for (const problem of outcome.kind === 'told' ? placedProblems(outcome.answer) : []) {
        const file = Uri.joinPath(root, problem.place.path).toString();
        byFile.set(file, [...(byFile.get(file) ?? []), problem]);
      }
      for (const file of byFile.keys()) draw(Uri.parse(file));
    },
    dispose() {
      for (const listener of listeners) listener.dispose();
      collection.dispose();
    },
  };
}

function diagnostic({ place, message, code }: PlacedProblem): Diagnostic {
  const line = place.line - 1;
  const whole = new Range(line, place.column - 1, line, Number.MAX_SAFE_INTEGER);
  const made = new Diagnostic(whole, message, DiagnosticSeverity.Error);
  // Not the name that findings have: the list of findings is about files as they are, not about a release.
  made.source = 'lockkeeper guard';
  made.code = code;
  return made;
}
