import { l10n } from 'vscode';

import type { FolderStatus } from '@lockkeeper/lsp/protocol';

import { countedSubjects } from '../words/counted.ts';

/** One rule that could not decide something, for the list that explains it. */
export interface WaitingRow {
  readonly rule: string;
  /** How much waits. */
  readonly description: string;
  /** Why, in the words of the server. */
  readonly detail: string;
}

/** What the second language status says. `undefined` when nothing waits: then there is no such item. */
export function waitingText(
  waiting: FolderStatus['waiting'],
): { readonly text: string; readonly detail: string } | undefined {
  const rules = new Set(waiting.map(({ rule }) => rule)).size;
  if (rules === 0) return undefined;
  return {
    text: rules === 1 ? l10n.t('1 rule waits') : l10n.t('{0} rules wait', rules),
    detail: [...new Set(waiting.map(({ reason }) => reason))].join(' · '),
  };
}

/** A row for each rule and reason, in the order of the rules. */
export function waitingRows(waiting: FolderStatus['waiting']): readonly WaitingRow[] {
  return waiting
    .map(({ rule, reason, count }) => ({
      rule,
      description: count === 1 ? l10n.t('1 subject waits') : l10n.t('{0} wait', countedSubjects(count)),
      detail: l10n.t('Not decided here: {0}.', reason),
    }))
    .sort((one, other) => (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0));
}
