import { isPlaceholder } from '../model/placeholder.ts';

/** What an editor proposes where a person has to say why, and who answers for it. */
export const WAIVER_PLACEHOLDERS = {
  reason: 'Say why this is accepted.',
  approver: 'who-answers-for-it',
} as const;

const PROPOSED: ReadonlySet<string> = new Set(Object.values(WAIVER_PLACEHOLDERS).map(wordsOf));

/** The names of the keys themselves, and words for nobody and nothing. */
const SAYS_NOTHING =
  /^(?:|to do|tba|wip|pending|later|n a|na|unknown|test|foo|bar|asdf|(?:the )?reason|why|approver|approved by|author|(?:your )?name|someone|somebody|who|me|lorem ipsum.*)$/;

/** Whether a reason, or the name of an approver, says nothing yet: it was proposed, or stands for what is to be written. */
export function saysNothingYet(text: string): boolean {
  const words = wordsOf(text);
  const isBracketed = /^\s*\[[^\]]*\]\s*$/.test(text);
  return isBracketed || [text, words].some(isPlaceholder) || PROPOSED.has(words) || SAYS_NOTHING.test(words);
}

/** Letters and digits alone, in small letters, with one space between words. */
function wordsOf(text: string): string {
  return (
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  );
}
