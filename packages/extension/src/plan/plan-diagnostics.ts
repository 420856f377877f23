import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  type DiagnosticCollection,
  type Disposable,
} from 'vscode';

import type { PlanCheck, PlanSubject } from './plan-outcome.ts';
import type { PlanSource } from './plan-source.ts';

export interface PlanDiagnostics extends Disposable {
  /** Underlines what stands against a plan, instead of what was underlined before. */
  show(check: PlanCheck, source: PlanSource): void;
  clear(): void;
}

export function createPlanDiagnostics(): PlanDiagnostics {
  const collection: DiagnosticCollection = languages.createDiagnosticCollection('lockkeeper-plan');
  return {
    show({ reasons, unjudged }, source) {
      collection.clear();
      collection.set(source.document.uri, [
        ...reasons.map((one) => diagnostic(one, source, DiagnosticSeverity.Error)),
        ...unjudged.map((one) => diagnostic(one, source, DiagnosticSeverity.Warning)),
      ]);
    },
    clear: () => collection.clear(),
    dispose: () => collection.dispose(),
  };
}

function diagnostic(
  { kind, text, line }: PlanSubject,
  { document }: PlanSource,
  severity: DiagnosticSeverity,
): Diagnostic {
  const { range: whole, firstNonWhitespaceCharacterIndex: first } = lineOf(document, line);
  const made = new Diagnostic(whole.with(whole.start.translate(0, first)), text, severity);
  // Not the name that findings have: the list of findings is about files, not about a plan.
  made.source = 'lockkeeper plan';
  if (kind !== undefined) made.code = kind;
  return made;
}

function lineOf(document: PlanSource['document'], line: number) {
  return document.lineAt(Math.min(line, document.lineCount) - 1);
}
