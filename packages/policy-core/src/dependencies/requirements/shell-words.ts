import type { TextRange } from '../../model/text-range.ts';

/** A word of a line, without its quotes; the range is of it as written, with them. */
export interface ShlexWord extends TextRange {
  readonly text: string;
  /** Whether it stands there as it is: no quotes, no backslashes. */
  readonly isPlain: boolean;
}

/**
 * The words of a line from `from` on as Python's `shlex.split` cuts them: quotes group, a backslash
 * takes the next character as it is. `undefined` where a quote is not closed or a backslash is the end.
 */
export function shellWords(line: string, from = 0): readonly ShlexWord[] | undefined {
  const words: ShlexWord[] = [];
  let at = afterBlanks(line, from);
  while (at < line.length) {
    const word = plainWordAt(line, at) ?? quotedWordAt(line, at);
    if (word === undefined) return undefined;
    words.push(word);
    at = afterBlanks(line, word.end);
  }
  return words;
}

/** Where the character number `index` of a word stands in the line. */
export function placeInWord(line: string, { start, end, isPlain }: ShlexWord, index: number): number {
  if (isPlain) return start + index;
  let place = end;
  let count = 0;
  readQuoted(line, start, (_, at) => {
    if (count === index) place = at;
    count += 1;
  });
  return place;
}

function plainWordAt(line: string, start: number): ShlexWord | undefined {
  let at = start;
  for (; at < line.length && !isBlank(line, at); at += 1) {
    const character = line.charCodeAt(at);
    if (character === BACKSLASH || character === SINGLE || character === DOUBLE) return undefined;
  }
  return { text: line.slice(start, at), start, end: at, isPlain: true };
}

function quotedWordAt(line: string, start: number): ShlexWord | undefined {
  const characters: string[] = [];
  const end = readQuoted(line, start, (character) => characters.push(character));
  return end === undefined ? undefined : { text: characters.join(''), start, end, isPlain: false };
}

/** The end of the word; `undefined` where it has none. */
function readQuoted(
  line: string,
  start: number,
  take: (character: string, at: number) => void,
): number | undefined {
  let quote = NONE;
  let at = start;
  while (at < line.length && !(quote === NONE && isBlank(line, at))) {
    const code = line.charCodeAt(at);
    if (changesQuote(code, quote)) quote = quote === NONE ? code : NONE;
    else {
      const skipped = code === BACKSLASH && escapes(line, at, quote) ? 1 : 0;
      if (at + skipped === line.length) return undefined;
      take(line.charAt(at + skipped), at);
      at += skipped;
    }
    at += 1;
  }
  return quote === NONE ? at : undefined;
}

function changesQuote(code: number, quote: number): boolean {
  return quote === NONE ? code === SINGLE || code === DOUBLE : code === quote;
}

/** Between double quotes a backslash stands for itself, unless it is before one or before another. */
function escapes(line: string, at: number, quote: number): boolean {
  if (quote === NONE) return true;
  const next = line.charCodeAt(at + 1);
  return quote === DOUBLE && (next === DOUBLE || next === BACKSLASH);
}

/** No character: any may stand in a file, even the one with the number 0. */
const NONE = -1;
const BACKSLASH = 0x5c;
const SINGLE = 0x27;
const DOUBLE = 0x22;

function isBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

function afterBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && isBlank(line, at)) at += 1;
  return at;
}
