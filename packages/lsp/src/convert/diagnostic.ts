import type { Finding, Severity, Undetermined } from '@lockkeeper/policy-core';
import {
  DiagnosticSeverity,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver';

import type { PolicyNote, PolicyVerdict } from '../worker/messages.ts';
import { firstLineOf, rangeOf } from '../locations/range.ts';

/** How the client sees places and pages. */
export interface DiagnosticView {
  /** URI of a path below the root of the verdict, spelled as the client spells it. */
  readonly uriOf: (path: string) => string;
  readonly pageLink: string | undefined;
  /**
   * The policy, where an action opens the line of it that decided: named beside each finding, that line would double the
   * rows of a list of problems. `undefined` where there is no such action.
   */
  readonly policy?: string | undefined;
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/**
 * What is underlined in one file. A subject that waits for an approval is said, as information, and what the policy
 * itself leaves open as a warning; anything else that could not be found out is not: unknown is never shown as wrong.
 */
export function diagnosticsIn(verdict: PolicyVerdict, path: string, view: DiagnosticView): Diagnostic[] {
  const isHere = ({ at }: { readonly at: { readonly path: string } | undefined }) => at?.path === path;
  return [
    ...verdict.notes.filter(isHere).map((note) => noteDiagnostic(note, view)),
    ...verdict.findings.filter(isHere).map((finding) => findingDiagnostic(finding, view)),
    ...verdict.undetermined
      .filter((subject) => subject.waitsFor === 'approval' && isHere(subject))
      .map((subject) => waitingDiagnostic(subject, view)),
    ...verdict.undetermined
      .filter((subject) => isOfPolicy(subject, verdict) && isHere(subject))
      .map((subject) => ({ ...ruleDiagnostic(subject, view), severity: DiagnosticSeverity.Warning })),
  ];
}

function isOfPolicy({ at, waitsFor }: Undetermined, { policy }: PolicyVerdict): boolean {
  return waitsFor === 'observation' && policy.kind === 'sound' && at?.path === policy.path;
}

export function findingDiagnostic(finding: Finding, view: DiagnosticView): Diagnostic {
  const severity = SEVERITIES[finding.severity];
  return { ...ruleDiagnostic(finding, view), severity, data: { fingerprint: finding.fingerprint } };
}

export function waitingDiagnostic(subject: Undetermined, view: DiagnosticView): Diagnostic {
  return { ...ruleDiagnostic(subject, view), severity: DiagnosticSeverity.Information };
}

/** Advice about a policy that works has no rule, so it has no code and no page. */
export function noteDiagnostic(
  { kind, message, at }: PolicyNote,
  view: Pick<DiagnosticView, 'pageLink'>,
): Diagnostic {
  const diagnostic = { range: firstLineOf(rangeOf(at)), source: 'lockkeeper', message };
  if (kind === 'hint') return { ...diagnostic, severity: DiagnosticSeverity.Information };
  const error = { ...diagnostic, severity: DiagnosticSeverity.Error };
  return kind === 'settings' ? error : { ...error, ...codeOf('policy/invalid', view) };
}

function ruleDiagnostic(
  { rule, message, at, related }: Finding | Undetermined,
  view: DiagnosticView,
): Diagnostic {
  const shown = related.filter((place) => place.at.path !== view.policy || at?.path === view.policy);
  return {
    range: rangeOf(at ?? START),
    source: 'lockkeeper',
    ...codeOf(rule, view),
    message,
    ...(shown.length === 0 ? {} : { relatedInformation: shown.map((place) => relatedPlace(place, view)) }),
  };
}

function codeOf(
  rule: string,
  view: Pick<DiagnosticView, 'pageLink'>,
): Pick<Diagnostic, 'code' | 'codeDescription'> {
  const href = pageOf(rule, view);
  return { code: rule, ...(href === undefined ? {} : { codeDescription: { href } }) };
}

/** `undefined` when the client named no place for pages. */
export function pageOf(rule: string, { pageLink }: Pick<DiagnosticView, 'pageLink'>): string | undefined {
  return pageLink?.replaceAll('{rule}', rule);
}

function relatedPlace(
  { message, at }: Finding['related'][number],
  { uriOf }: DiagnosticView,
): DiagnosticRelatedInformation {
  return { message, location: { uri: uriOf(at.path), range: rangeOf(at) } };
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
