import { pipOptionsMeant, takesValue } from './pip-options.ts';
import { shellWords } from './shell-words.ts';

/** An option on a line of a requirements file. */
export interface WrittenOption {
  /** Without its value: `--extra-index`, `-i`. */
  readonly written: string;
  /** What pip takes it for, by usual names: one; none when pip knows none, several when it cannot tell. */
  readonly means: readonly string[];
  /** `undefined` when it takes none, or none stands there. */
  readonly value: string | undefined;
}

export type LineOptions =
  | {
      readonly kind: 'read';
      readonly options: readonly WrittenOption[];
      /** Words behind an option that belong to none: pip passes over them. */
      readonly ignored: readonly string[];
    }
  /** `problem` is a clause: "a quote in it is not closed". */
  | { readonly kind: 'unreadable'; readonly problem: string };

/** `content` is a logical line. pip cuts it at blanks and reads options from the first word with a dash on. */
export function optionsIn(content: string): LineOptions {
  const start = content.startsWith('-') ? 0 : content.indexOf(' -');
  if (start < 0) return NONE;
  const words = shellWords(content.slice(start));
  return words === undefined
    ? { kind: 'unreadable', problem: 'a quote in it is not closed' }
    : readWords(words);
}

const NONE: LineOptions = { kind: 'read', options: [], ignored: [] };

function readWords(words: readonly string[]): LineOptions {
  const options: WrittenOption[] = [];
  const ignored: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') {
      ignored.push(...words.slice(index + 1));
      break;
    }
    if (!/^-./.test(word)) {
      ignored.push(word);
      continue;
    }
    const option = cutOption(word);
    const isOpen = option.value === undefined && option.means.some(takesValue);
    if (isOpen) index += 1;
    options.push(isOpen ? { ...option, value: words[index] } : option);
  }
  return { kind: 'read', options, ignored };
}

/** A long option has its value behind `=`, a short one right behind its letter: `-r=x` names the file `=x`. */
function cutOption(word: string): WrittenOption {
  const isLong = word.startsWith('--');
  const equals = isLong ? word.indexOf('=') : -1;
  const end = isLong ? (equals < 0 ? word.length : equals) : 2;
  const written = word.slice(0, end);
  const rest = word.slice(isLong ? end + 1 : end);
  const hasValue = isLong ? equals >= 0 : rest !== '';
  return { written, means: pipOptionsMeant(written), value: hasValue ? rest : undefined };
}
