import { pipOptionMeant, type MeantOption } from '../../policy/pip-options.ts';
import { optionProblem } from './option-values.ts';
import { placeInWord, shellWords, type ShlexWord } from './shell-words.ts';
import type { PlacedOption, PlacedValue } from './placed-option.ts';

export interface OptionReading {
  readonly options: readonly PlacedOption[];
  /** Words that belong to no option. */
  readonly words: readonly ShlexWord[];
  /** Why pip refuses the line: the first it comes upon. */
  readonly problem: OptionProblem | undefined;
}

export interface OptionProblem {
  readonly problem: string;
  readonly start: number;
  readonly end: number;
}

/** pip cuts at single blanks: from the first piece with a dash before it, all that follows is options. */
export function optionsStart(content: string): number {
  if (content.startsWith('-')) return 0;
  const blank = content.indexOf(' -');
  return blank < 0 ? content.length : blank + 1;
}

/** As Python's optparse reads them, which goes on behind words that belong to none. */
export function readLineOptions(content: string, from: number): OptionReading {
  if (from === content.length) return NONE;
  const words = shellWords(content, from);
  if (words === undefined) {
    const problem = { problem: 'a quote in it is not closed', start: from, end: content.length };
    return { ...NONE, problem };
  }
  return readWords(content, words);
}

const NONE: OptionReading = { options: [], words: [], problem: undefined };

function readWords(content: string, words: readonly ShlexWord[]): OptionReading {
  const options: PlacedOption[] = [];
  const others: ShlexWord[] = [];
  let problem: OptionProblem | undefined;
  let rest = words.length;
  for (let index = 0; index < rest; index += 1) {
    const word = words[index];
    if (word?.text === '--') rest = index;
    else if (word !== undefined && isOption(word)) {
      const { option, wrong } = optionAt(content, word, words[index + 1]);
      if (option.end > word.end) index += 1;
      options.push(option);
      problem ??= wrong;
    } else if (word !== undefined) others.push(word);
  }
  return { options, words: [...others, ...words.slice(rest + 1)], problem };
}

function isOption({ text }: ShlexWord): boolean {
  return text.startsWith('-') && text !== '-';
}

/** It takes the next word for its value where it needs one and brings none. */
function optionAt(content: string, word: ShlexWord, next: ShlexWord | undefined) {
  const { meant, ...cut } = cutOption(content, word);
  const takesNext = meant.takesValue && cut.value === undefined && next !== undefined;
  const option: PlacedOption = takesNext ? { ...cut, value: wholeWord(next), end: next.end } : cut;
  const problem = optionProblem(option, meant);
  const wrong = problem === undefined ? undefined : { problem, start: option.start, end: option.end };
  return { option, wrong };
}

/** A long option has its value behind `=`, a short one right behind its letter: `-r=x` names the file `=x`. */
function cutOption(content: string, word: ShlexWord): PlacedOption & { readonly meant: MeantOption } {
  const { text, start, end } = word;
  const isLong = text.startsWith('--');
  const equals = isLong ? text.indexOf('=') : -1;
  const nameEnd = isLong ? (equals < 0 ? text.length : equals) : 2;
  const written = text.slice(0, nameEnd);
  const skipped = equals < 0 ? nameEnd : nameEnd + 1;
  const hasValue = equals >= 0 || skipped < text.length;
  const meant = pipOptionMeant(written);
  const value = hasValue
    ? { text: text.slice(skipped), start: afterCharacter(content, word, skipped - 1), end, word, skipped }
    : undefined;
  return { written, means: meant.means, value, start, end, meant };
}

/** A quote that begins there belongs to what follows. */
function afterCharacter(content: string, word: ShlexWord, index: number): number {
  const at = placeInWord(content, word, index);
  return at + (content.charAt(at) === '\\' ? 2 : 1);
}

function wholeWord(word: ShlexWord): PlacedValue {
  return { text: word.text, start: word.start, end: word.end, word, skipped: 0 };
}
