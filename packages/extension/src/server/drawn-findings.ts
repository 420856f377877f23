import { l10n, workspace, type Diagnostic } from 'vscode';
import type { Middleware, vsdiag } from 'vscode-languageclient/node';

import { drawnSeverity, readCustomizations } from './rule-customizations.ts';
import { waitsForSave } from './run-setting.ts';

export const CUSTOMIZATIONS = 'lockkeeper.rules.customizations';

/** Draws findings as the settings say, and says then what CI makes of them. */
export const DRAWN_FINDINGS: Pick<Middleware, 'provideDiagnostics' | 'provideWorkspaceDiagnostics'> = {
  provideDiagnostics: async (...[document, previous, token, next]) => {
    // A file that changes elsewhere, or another branch, asks for all files anew.
    if (previous !== undefined && waitsForSave(document)) return { kind: UNCHANGED, resultId: previous };
    const report = await next(document, previous, token);
    return report && asDrawn(report);
  },
  provideWorkspaceDiagnostics: (...[previous, token, tell, next]) =>
    next(previous, token, (part) => {
      tell(part && { items: part.items.map(asDrawn) });
    }),
};

// The library declares the enumeration without exporting it.
const FULL: `${vsdiag.DocumentDiagnosticReportKind.full}` = 'full';
const UNCHANGED = 'unChanged' as vsdiag.DocumentDiagnosticReportKind.unChanged;

function asDrawn<Report extends vsdiag.DocumentDiagnosticReport | vsdiag.WorkspaceDocumentDiagnosticReport>(
  report: Report,
): Report {
  return report.kind === FULL ? { ...report, items: drawn(report.items) } : report;
}

function drawn(found: readonly Diagnostic[]): Diagnostic[] {
  const customizations = readCustomizations(workspace.getConfiguration().get(CUSTOMIZATIONS));
  if (customizations.length === 0) return [...found];
  return found.flatMap((one) => {
    const severity = drawnSeverity(one, customizations);
    if (severity === undefined) return [];
    if (severity !== one.severity) {
      one.message = l10n.t('{0} (CI: {1})', one.message, namesOf()[one.severity] ?? '');
      one.severity = severity;
    }
    return [one];
  });
}

function namesOf(): readonly string[] {
  return [l10n.t('error'), l10n.t('warning'), l10n.t('information'), l10n.t('hint')];
}
