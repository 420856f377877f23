import type { Finding, Fix, Position, TextEdit } from '@lockkeeper/policy-core';
import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';

import { showCommand } from './show-command.ts';
import { workspaceEdit, type EditTargets } from './workspace-edit.ts';

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.lockkeeper`;

/**
 * A safe fix is what a person most likely wants; the others say that one has to look. A file that one makes is
 * shown, where the client lets the server do that: nobody sees it otherwise, and it is not saved yet.
 */
export function quickFix(
  fix: Fix,
  diagnostic: Diagnostic,
  { targets, shows }: { readonly targets: EditTargets; readonly shows: boolean },
): CodeAction {
  const isSafe = fix.safety === 'safe';
  const made = shows ? fix.edits.find(({ creates }) => creates === true) : undefined;
  return {
    title: isSafe ? fix.title : `${fix.title} (review)`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(isSafe ? { isPreferred: true } : {}),
    edit: workspaceEdit(fix.edits, targets),
    ...(made && { command: showCommand(targets.uriOf(made.path)) }),
  };
}

/**
 * `undefined` when nothing can be fixed without looking. What ends a finding here may be an edit of the other
 * file of its pair: the two are fixed together or not at all.
 */
export function fixAll(findings: readonly Finding[], targets: EditTargets): CodeAction | undefined {
  const edits = compatible(safeFixes(findings));
  if (edits.length === 0) return undefined;
  return { title: 'Fix what Lockkeeper can fix safely', kind: FIX_ALL, edit: workspaceEdit(edits, targets) };
}

/** What one finding of a file offers for all that break the same rule; `undefined` when it would fix only that one. */
export function fixRule(
  found: { readonly rule: string; readonly inFile: readonly Finding[] },
  diagnostic: Diagnostic,
  targets: EditTargets,
): CodeAction | undefined {
  const fixes = safeFixes(found.inFile.filter(({ rule }) => rule === found.rule));
  if (fixes.length < 2) return undefined;
  return {
    title: `Fix all ${found.rule} problems in this file`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: workspaceEdit(compatible(fixes), targets),
  };
}

/** One of each finding. */
function safeFixes(findings: readonly Finding[]): readonly Fix[] {
  return findings.flatMap(({ fixes }) => fixes.find(({ safety }) => safety === 'safe') ?? []);
}

/** Each fix whole or not at all: one that touches what another changes is left for the next time. */
function compatible(fixes: readonly Fix[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  const byLine = new Map<string, TextEdit[]>();
  for (const { edits } of fixes) {
    const isFree = (edit: TextEdit) =>
      linesOf(edit).every((line) => !byLine.get(line)?.some((other) => overlaps(edit, other)));
    if (!edits.every(isFree)) continue;
    taken.push(...edits);
    for (const edit of edits) {
      for (const line of linesOf(edit)) {
        const known = byLine.get(line);
        if (known === undefined) byLine.set(line, [edit]);
        else known.push(edit);
      }
    }
  }
  return taken;
}

/** Two edits that overlap have a line in common. */
function linesOf({ path, start, end }: TextEdit): readonly string[] {
  return Array.from({ length: end.line - start.line + 1 }, (_, index) => `${start.line + index} ${path}`);
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  if (a.path !== b.path) return false;
  const bothInsert = !before(a.start, a.end) && !before(b.start, b.end);
  return !bothInsert && before(a.start, b.end) && before(b.start, a.end);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
