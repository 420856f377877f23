import type { Command, ExecuteCommandParams } from 'vscode-languageserver';

/** Of the server: for clients that have no command of their own that opens the page of a rule. */
export const EXPLAIN_COMMAND = 'lockkeeper.server.explain';

export interface ExplainedRule {
  readonly rule: string;
  /** What must be true; empty where this server does not know it. */
  readonly summary: string;
}

/** @param openPage what the client calls its command for that */
export function explainCommand({ rule, summary }: ExplainedRule, openPage: string | undefined): Command {
  const title = `Explain ${rule}`;
  return openPage === undefined
    ? { title, command: EXPLAIN_COMMAND, arguments: [rule, summary] }
    : { title, command: openPage, arguments: [{ page: rule }] };
}

/** What is to be explained; `undefined` for a call that does not come from here. */
export function ruleToExplain({
  command,
  arguments: given,
}: ExecuteCommandParams): ExplainedRule | undefined {
  // Sound: whatever a client sends is looked at before it is used.
  const [rule, summary] = (given ?? []) as readonly unknown[];
  if (command !== EXPLAIN_COMMAND || typeof rule !== 'string' || !/^[a-z]+\/[a-z0-9-]+$/.test(rule))
    return undefined;
  return { rule, summary: typeof summary === 'string' ? summary : '' };
}

/** For a client that shows neither pages nor links. */
export function explanation({ rule, summary }: ExplainedRule): string {
  return [summary, `Run \`lockkeeper explain ${rule}\` to read more about ${rule}.`]
    .filter(Boolean)
    .join(' ');
}
