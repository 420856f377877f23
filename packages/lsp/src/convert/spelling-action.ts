import type { SourceSpan, TextEdit } from '@lockkeeper/policy-core';
import { CodeActionKind, type CodeAction } from 'vscode-languageserver';

import type { PolicyNote } from '../worker/messages.ts';
import { noteDiagnostic, type DiagnosticView } from './diagnostic.ts';
import { workspaceEdit, type EditTargets } from './workspace-edit.ts';

/** Writes the known word in place of the one that nobody knows; `undefined` where none is close. */
export function spellingAction(
  note: PolicyNote,
  { targets, view }: { readonly targets: EditTargets; readonly view: DiagnosticView },
): CodeAction | undefined {
  const { meant, at } = note;
  const edit = meant && editOf(meant, at);
  if (meant === undefined || edit === undefined) return undefined;
  return {
    title: `Change to ${meant.instead}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [noteDiagnostic(note, view)],
    isPreferred: true,
    edit: workspaceEdit([edit], targets),
  };
}

/** Quotes around the word stay; what is written with escapes is left to people. */
function editOf(
  { written, instead }: NonNullable<PolicyNote['meant']>,
  { path, start, end }: SourceSpan,
): TextEdit | undefined {
  if (start.line !== end.line) return undefined;
  const quotes = (end.character - start.character - written.length) / 2;
  if (quotes !== 0 && quotes !== 1) return undefined;
  return {
    path,
    start: { line: start.line, character: start.character + quotes },
    end: { line: end.line, character: end.character - quotes },
    text: instead,
  };
}
