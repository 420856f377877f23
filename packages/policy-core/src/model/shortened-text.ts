/** A text as it is told within a sentence: nobody reads a line of 100,000 characters, and logs have to hold it. */
export function shortenedText(text: string): string {
  if (text.length <= LONGEST) return text;
  // Half of a character beyond the first plane is none.
  const beginning = text.slice(0, SHOWN).replace(/[\uD800-\uDBFF]$/, '');
  return `${beginning}… (${text.length} characters)`;
}

const LONGEST = 300;
const SHOWN = 200;
