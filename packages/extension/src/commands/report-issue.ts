import { commands, env, l10n, window, type ExtensionContext, type LogOutputChannel } from 'vscode';

import type { Server } from '../server/language-client.ts';
import { informationFor } from './copy-diagnostic-information.ts';

/**
 * Opens the issue reporter of VS Code with what a report needs filled in; nothing is sent before the user sends it.
 * An editor without one gets the information on the clipboard.
 */
export async function reportIssue(
  server: Server,
  context: ExtensionContext,
  log: LogOutputChannel,
): Promise<void> {
  const information = informationFor(server, context);
  const questions = l10n.t('What did you do, what did you expect, and what happened?');
  try {
    await commands.executeCommand('workbench.action.openIssueReporter', {
      extensionId: context.extension.id,
      issueBody: `${questions}\n\n\`\`\`text\n${information}\`\`\`\n`,
    });
  } catch (error) {
    log.warn(`The issue reporter did not open: ${String(error)}`);
    await env.clipboard.writeText(information);
    void window.showInformationMessage(
      l10n.t('This editor has no issue reporter. Paste the clipboard into your report.'),
    );
  }
}
