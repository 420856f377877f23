import { env, l10n, version, window, workspace, type ExtensionContext } from 'vscode';

import { textAt } from '../json/json-shape.ts';
import type { Server } from '../server/language-client.ts';
import { diagnosticInformation } from './diagnostic-information.ts';

/** Puts what a bug report needs on the clipboard. */
export async function copyDiagnosticInformation(server: Server, context: ExtensionContext): Promise<string> {
  const text = informationFor(server, context);
  await env.clipboard.writeText(text);
  void window.showInformationMessage(
    l10n.t('The information is on the clipboard. Paste it into your report.'),
  );
  return text;
}

/** What a bug report needs, as it is now. */
export function informationFor(server: Server, { extension }: ExtensionContext): string {
  return diagnosticInformation({
    extension: textAt(extension.packageJSON, 'version') ?? 'unknown',
    editor: `${env.appName} ${version}`,
    runtime: `Node ${process.version}`,
    platform: `${process.platform}-${process.arch}`,
    remote: env.remoteName,
    trusted: workspace.isTrusted,
    phase: server.phase(),
    status: server.status(),
  });
}
