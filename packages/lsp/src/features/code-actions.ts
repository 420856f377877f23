import type { Finding, Fix, SourceSpan } from '@lockkeeper/policy-core';
import {
  CodeActionKind,
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type Range,
} from 'vscode-languageserver';

import { findingDiagnostic, waitingDiagnostic } from '../convert/diagnostic.ts';
import { copyActions } from '../convert/copy-action.ts';
import { FIX_ALL, fixAll, fixRule, quickFix } from '../convert/fix-action.ts';
import { rangeOf } from '../locations/range.ts';
import { spellingAction } from '../convert/spelling-action.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { pathIn } from '../convert/client-uris.ts';
import { aboutActions, waiverActions } from './finding-actions.ts';
import { targetsOf, viewOf, type Session } from './session.ts';

export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL];

/**
 * What ends what is underlined there, and the safe fixes of the file together; then what to read about it, what
 * decided it, and how the policy would accept it.
 */
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
  if (path === undefined) return [];
  const findings = verdict.findings
    .filter(({ at }) => at?.path === path)
    .map((finding) => ({ ...finding, fixes: finding.fixes.filter((fix) => isPossible(fix, session)) }));
  const around = { findings, verdict, session };
  const here = wantsFixes ? await actionsAt({ path, range }, around, token) : [];
  const all = wantsAll ? fixAll(findings, targetsOf(verdict, session)) : undefined;
  return [...here, ...(all === undefined ? [] : [all])];
}

interface JudgedFile {
  /** Of the whole file. */
  readonly findings: readonly Finding[];
  readonly verdict: PolicyVerdict;
  readonly session: Session;
}

async function actionsAt(
  { path, range }: { readonly path: string; readonly range: Range },
  around: JudgedFile,
  token: CancellationToken | undefined,
): Promise<readonly CodeAction[]> {
  const { findings, verdict, session } = around;
  const view = viewOf(verdict, session);
  const shown = findings
    .filter((finding) => touches(finding, range))
    .map((subject) => ({ subject, diagnostic: findingDiagnostic(subject, view) }));
  const waiting = verdict.undetermined
    .filter((one) => one.waitsFor === 'approval' && one.at?.path === path && touches(one, range))
    .map((subject) => ({ subject, diagnostic: waitingDiagnostic(subject, view) }));
  const words = verdict.notes
    .filter((note) => note.at.path === path && touches(note, range))
    .flatMap((note) => spellingAction(note, { targets: targetsOf(verdict, session), view }) ?? []);
  return [
    ...words,
    ...endingActions(shown, around),
    ...eachOnce(aboutActions([...shown, ...waiting], verdict, session)),
    ...(await waiverActions({ shown, path }, { verdict, session }, token)),
  ];
}

interface ShownFinding {
  readonly subject: Finding;
  readonly diagnostic: Diagnostic;
}

/** What ends a finding, safe fixes first, then what ends all of its kind, then what can be copied. */
function endingActions(
  shown: readonly ShownFinding[],
  { findings, verdict, session }: JudgedFile,
): readonly CodeAction[] {
  const targets = targetsOf(verdict, session);
  const fixes = shown
    .flatMap(({ subject, diagnostic }) =>
      subject.fixes.map((fix) => quickFix(fix, diagnostic, { targets, shows: session.shows })),
    )
    .sort((a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false));
  const ofRules = shown.flatMap(
    ({ subject: { rule }, diagnostic }) => fixRule({ rule, inFile: findings }, diagnostic, targets) ?? [],
  );
  const { copyCommand } = session;
  const copies =
    copyCommand === undefined
      ? []
      : shown.flatMap(({ subject, diagnostic }) => copyActions(subject, diagnostic, copyCommand));
  return [...fixes, ...eachOnce(ofRules), ...eachOnce(copies)];
}

/** Several findings may lie in one place. */
function eachOnce(actions: readonly CodeAction[]): readonly CodeAction[] {
  return [...new Map(actions.toReversed().map((action) => [action.title, action])).values()].toReversed();
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
function touches({ at }: { readonly at: SourceSpan | undefined }, range: Range): boolean {
  if (at === undefined) return false;
  const here = rangeOf(at);
  return !isBefore(here.end, range.start) && !isBefore(range.end, here.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
