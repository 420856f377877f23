import { displayText } from './display-text.ts';

/** A text as it is told within a sentence: nobody reads a line of 100,000 characters, and logs have to hold it. */
export function shortenedText(text: string, longest: number = LONGEST): string {
  if (text.length <= longest) return text;
  // Half of a character beyond the first plane is none.
  const beginning = text.slice(0, longest - LENGTH).replace(/[\uD800-\uDBFF]$/, '');
  return `${beginning}… (${text.length} characters)`;
}

const LONGEST = 300;
/** What is left for the length. */
const LENGTH = 100;

/** What a sentence is made of, each text of it so short and fit to be shown; lists of texts as well. */
export function shortenedData<T extends object>(data: T): T {
  const short = (value: unknown): unknown => {
    if (typeof value === 'string') return shortenedText(displayText(value));
    return Array.isArray(value) ? value.map(short) : value;
  };
  const shortened = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, short(value)]));
  return { ...data, ...shortened };
}
