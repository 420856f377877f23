import type { TextEdit } from '@lockkeeper/policy-core';
import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';

import { openCommand } from './show-command.ts';
import { workspaceEdit, type EditTargets } from './workspace-edit.ts';

interface ProposedWaiver {
  readonly rule: string;
  readonly edit: TextEdit;
  readonly diagnostic: Diagnostic;
}

interface ClientSupport {
  readonly targets: EditTargets;
  /** The client asks before it makes a change that wants to be confirmed. */
  readonly confirms: boolean;
  /** The client shows a file when it is asked to. */
  readonly shows: boolean;
}

/**
 * Adds a waiver to the policy. It accepts nothing here and now: a change is judged by the policy that it starts from,
 * so the title says when it will.
 */
export function waiverAction(
  { rule, edit, diagnostic }: ProposedWaiver,
  { targets, confirms, shows }: ClientSupport,
): CodeAction {
  const title = `Propose a waiver of ${rule} in this file (effective after merge)`;
  const uri = targets.uriOf(edit.path);
  const at = { start: edit.start, end: edit.start };
  const change = workspaceEdit([edit], targets);
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: confirms ? confirmed(change, rule) : change,
    ...(shows ? { command: openCommand('Show the waiver', uri, at) } : {}),
  };
}

function confirmed({ documentChanges = [] }: WorkspaceEdit, rule: string): WorkspaceEdit {
  const annotated = documentChanges.map((change) => ('edits' in change ? annotatedEdits(change) : change));
  const label = `Waive ${rule}`;
  const description = 'Give the reason and who answers for it. Effective after merge.';
  return {
    documentChanges: annotated,
    changeAnnotations: { [ANNOTATION]: { label, description, needsConfirmation: true } },
  };
}

const ANNOTATION = 'waiver';

function annotatedEdits({ textDocument, edits }: TextDocumentEdit): TextDocumentEdit {
  return { textDocument, edits: edits.map((edit) => ({ ...edit, annotationId: ANNOTATION })) };
}
