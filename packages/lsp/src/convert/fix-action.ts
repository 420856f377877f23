import type { Finding, Fix, Position, TextEdit } from '@lockkeeper/policy-core';
import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';

import { workspaceEdit, type EditTargets } from './workspace-edit.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.lockkeeper`;

/** A safe fix is what a person most likely wants; the others say that one has to look. */
export function quickFix(fix: Fix, diagnostic: Diagnostic, targets: EditTargets): CodeAction {
  const isSafe = fix.safety === 'safe';
  return {
    title: isSafe ? fix.title : `${fix.title} (review)`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(isSafe ? { isPreferred: true } : {}),
    edit: workspaceEdit(fix.edits, targets),
  };
}

/** `undefined` when nothing can be fixed without looking. */
export function fixAll(findings: readonly Finding[], targets: EditTargets): CodeAction | undefined {
  const edits = compatible(
    findings.flatMap(({ fixes }) => fixes.find(({ safety }) => safety === 'safe') ?? []),
  );
  if (edits.length === 0) return undefined;
  return { title: 'Fix what Lockkeeper can fix safely', kind: FIX_ALL, edit: workspaceEdit(edits, targets) };
}

/** Each fix whole or not at all: one that touches what another changes is left for the next time. */
function compatible(fixes: readonly Fix[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { edits } of fixes) {
    if (!edits.some((edit) => taken.some((other) => overlaps(edit, other)))) taken.push(...edits);
  }
  return taken;
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  if (a.path !== b.path) return false;
  const bothInsert = !before(a.start, a.end) && !before(b.start, b.end);
  return !bothInsert && before(a.start, b.end) && before(b.start, a.end);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
