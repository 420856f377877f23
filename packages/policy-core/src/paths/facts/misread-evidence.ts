/** What stands in a text, by the place of a part that may be one character read wrongly. */
export interface PartInText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Whether no language writes a text like that, so that the part must be a character that was read
 * wrongly. The first unit of such a part is a letter with a mark, and what follows may well be the
 * punctuation after it: `CAFÉ”`, `allé…”`, `VÝŠE`.
 */
export function isTelling({ text, start, end }: PartInText): boolean {
  const lead = text.charAt(start);
  const rest = text.slice(start + 1, end);
  const context = { before: text.charAt(start - 1), after: text.charAt(end) };
  if (Array.from(rest).some((unit) => !AFTER_A_LETTER.includes(unit))) return true;
  if (/[ÂÃ]/.test(lead)) return isOddCapital(rest, context);
  if (lead === 'â') return !isLetter(context.before) && !isQuotedLetter(rest, context.before);
  return rest.length === 3 && rest.startsWith('Ÿ');
}

interface Context {
  readonly before: string;
  readonly after: string;
}

/** Punctuation and letters that are natural after a letter with a mark. */
const AFTER_A_LETTER = '‚„…†‡‹›‘’“”•–—™šœžŠŒŽŸ\u00a0\u00ad«»®©°·ªº¹²³´¨¶±¼½¾';
const OPENING = '“‘„«‹"\'‚';
/** What may stand between two words without a space. */
const BETWEEN_WORDS = '‘’–—…\u00a0\u00ad·';
const MARKS = '©®ª«»´¨°²³¹º·™';

/** `Â` and `Ã` begin what Latin-1 holds: they stand within words then, or before a mark. */
function isOddCapital(mark: string, { before, after }: Context): boolean {
  if (/[\p{Ll}\p{Nd}]/u.test(before)) return true;
  if (/\p{Ll}/u.test(after) && !BETWEEN_WORDS.includes(mark)) return true;
  return !isLetter(before) && MARKS.includes(mark) && !isQuotedLetter(mark, before);
}

function isQuotedLetter(rest: string, before: string): boolean {
  return before !== '' && OPENING.includes(before) && /^[”’“‘»›]/.test(rest);
}

function isLetter(unit: string): boolean {
  return /\p{L}/u.test(unit);
}
