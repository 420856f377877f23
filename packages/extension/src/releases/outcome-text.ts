import { l10n } from 'vscode';

interface OutcomeText {
  readonly sign: '✓' | '✗' | '–' | '?';
  readonly text: string;
}

/** How a run ended, in a few words. One that deployed nothing did neither well nor badly. */
export function outcomeText(outcome: string): OutcomeText {
  return OUTCOMES[outcome]?.() ?? { sign: '?', text: outcome };
}

/** By what the program calls them. */
const OUTCOMES: Readonly<Record<string, () => OutcomeText>> = {
  done: () => ({ sign: '✓', text: l10n.t('done') }),
  'rolled-back': () => ({ sign: '✗', text: l10n.t('failed, rolled back') }),
  failed: () => ({ sign: '✗', text: l10n.t('failed, nothing changed') }),
  'rollback-failed': () => ({ sign: '✗', text: l10n.t('failed, and the rollback too') }),
  stuck: () => ({ sign: '✗', text: l10n.t('failed halfway') }),
  refused: () => ({ sign: '–', text: l10n.t('refused') }),
  expired: () => ({ sign: '–', text: l10n.t('expired') }),
  abandoned: () => ({ sign: '–', text: l10n.t('abandoned') }),
};
