import type { Finding } from '@lockkeeper/policy-core';
import { WRITTEN_BY_COMMAND } from '@lockkeeper/policy-core/dependencies';
import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';

/**
 * Puts the command that writes a lock on the clipboard, as the lock itself names it. It is never run: who
 * runs it downloads what it asks for. `command`: what the client calls its own command for that.
 */
export function copyActions(
  { evidence }: Pick<Finding, 'evidence'>,
  diagnostic: Diagnostic,
  command: string,
): readonly CodeAction[] {
  return evidence.flatMap(({ relation, value }) => {
    if (relation !== WRITTEN_BY_COMMAND) return [];
    const title = `Copy: ${shortened(value)}`;
    return [
      {
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        command: { title, command, arguments: [value] },
      },
    ];
  });
}

const LONGEST = 80;

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;
}
