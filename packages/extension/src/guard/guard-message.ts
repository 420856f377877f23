import { signedText } from '../views/row-sign.ts';
import { firstSentence } from '../words/first-sentence.ts';
import { guardTally, guardTallyText } from './guard-tally.ts';
import type { GuardVerdict } from './guard-verdict.ts';

/** What is said in the corner of the window: its icon says how it ended, and the view all of the rest. */
export function guardMessage(verdict: GuardVerdict): string {
  const { passed, headline, explanation } = verdict;
  const found = passed ? '' : guardTallyText(guardTally(verdict));
  return `${signedText(headline).text}: ${found === '' ? firstSentence(explanation) : `${found}.`}`;
}
