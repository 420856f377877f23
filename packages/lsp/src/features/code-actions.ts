import type { Finding, Fix } from '@lockkeeper/policy-core';
import {
  CodeActionKind,
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type Range,
} from 'vscode-languageserver';

import { findingDiagnostic } from '../convert/diagnostic.ts';
import { FIX_ALL, fixAll, quickFix } from '../convert/fix-action.ts';
import { rangeOf } from '../convert/place.ts';
import { pathIn } from '../workspace/spelling.ts';
import { targetsOf, viewOf, type Session } from './session.ts';

export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL];

/** A quick fix for every fix of what is underlined there, and the safe ones of the file together. */
export async function codeActions(
  {
    textDocument: { uri },
    range,
    context: { only },
  }: Pick<CodeActionParams, 'textDocument' | 'range' | 'context'>,
  session: Session,
  token?: CancellationToken,
): Promise<CodeAction[]> {
  const wantsFixes = isAsked(CodeActionKind.QuickFix, only);
  // Nobody wants a whole file changed who has not asked for that.
  const wantsAll = only !== undefined && isAsked(FIX_ALL, only);
  if (!wantsFixes && !wantsAll) return [];
  const verdict = await session.checks.document(uri, token);
  const path = pathIn(verdict, uri);
  const findings = verdict.findings
    .filter(({ at }) => path !== undefined && at?.path === path)
    .map((finding) => ({ ...finding, fixes: finding.fixes.filter((fix) => isPossible(fix, session)) }));
  const targets = targetsOf(verdict, session);
  const view = viewOf(verdict, session);
  const all = wantsAll ? fixAll(findings, targets) : undefined;
  const fixes = wantsFixes ? findings.filter((finding) => touches(finding, range)) : [];
  const quickFixes = fixes.flatMap((finding) =>
    finding.fixes.map((fix) => quickFix(fix, findingDiagnostic(finding, view), targets)),
  );
  const safeFirst = quickFixes.sort(
    (a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false),
  );
  return [...safeFirst, ...(all === undefined ? [] : [all])];
}

/** Not every client lets an edit make a file. */
function isPossible({ edits }: Fix, { creates }: Session): boolean {
  return creates || edits.every((edit) => edit.creates !== true);
}

/** Asking for `source` asks for `source.fixAll.lockkeeper` too. */
function isAsked(kind: string, only: readonly string[] | undefined): boolean {
  return (
    only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`))
  );
}

/** Also when they only meet: the cursor after the last underlined character belongs to it. */
function touches({ at }: Finding, range: Range): boolean {
  if (at === undefined) return false;
  const here = rangeOf(at);
  return !isBefore(here.end, range.start) && !isBefore(range.end, here.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
