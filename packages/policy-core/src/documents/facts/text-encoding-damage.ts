import { misread, type WrongEncoding } from '../../paths/facts/misread-bytes.ts';
import { misreadCharacters, type MisreadCharacter } from '../../paths/facts/misread-characters.ts';
import { isTelling } from '../../paths/facts/misread-evidence.ts';

/** A stretch of text that lost its encoding; offsets count UTF-16 units. */
export type DamagedStretch =
  /** UTF-8 that was taken for Windows-1252 or Latin-1 and saved like that, once or several times. */
  | {
      readonly kind: 'misread';
      readonly start: number;
      readonly end: number;
      readonly written: string;
      readonly meant: string;
      /** Whether the same mishap makes exactly what is written from what was meant, and nothing is left beside it. */
      readonly isExact: boolean;
    }
  /** U+FFFD, which stands for what could not be read. */
  | { readonly kind: 'lost'; readonly start: number; readonly end: number };

/**
 * Where a text was damaged, in order. What merely could be damage is left alone: it counts beside
 * damage that is certain, in a line or a text without any other character beyond ASCII.
 */
export function encodingDamage(text: string): readonly DamagedStretch[] {
  if (!BEYOND_ASCII.test(text)) return [];
  const lines = suspiciousLines(text);
  const isWhole = lines.some(({ telling }) => telling.length > 0) && lines.every((line) => line.isCovered);
  return lines.flatMap((line) => [...misreadStretches(line, isWhole), ...lostStretches(line)].sort(byStart));
}

interface SuspiciousLine {
  readonly text: string;
  readonly offset: number;
  readonly characters: readonly MisreadCharacter[];
  readonly telling: readonly MisreadCharacter[];
  /** Whether every character beyond ASCII may be part of a misread one. */
  readonly isCovered: boolean;
}

const BEYOND_ASCII = /\P{ASCII}/u;

function suspiciousLines(text: string): readonly SuspiciousLine[] {
  let offset = 0;
  return text.split('\n').flatMap((line) => {
    const start = offset;
    offset += line.length + 1;
    if (!BEYOND_ASCII.test(line)) return [];
    const characters = misreadCharacters(line);
    const covered = characters.reduce((sum, character) => sum + character.end - character.start, 0);
    const beyond = line.match(/[\u0080-\ufefe\uff00-\ufffc\ufffe\uffff]/g)?.length ?? 0;
    const telling = characters.filter((character) => isTelling({ text: line, ...character }));
    return [{ text: line, offset: start, characters, telling, isCovered: covered === beyond }];
  });
}

function misreadStretches(line: SuspiciousLine, isWhole: boolean): readonly DamagedStretch[] {
  const { text, offset, characters, telling, isCovered } = line;
  const damaged = isWhole || (isCovered && telling.length > 0) ? characters : telling;
  return adjoined(damaged).map(({ start, end, meant }) => {
    const written = text.slice(start, end);
    const context = { before: text.slice(0, start).slice(-1), after: text.charAt(end) };
    const steps = originOf(meant, context);
    return {
      kind: 'misread',
      start: offset + start,
      end: offset + end,
      written,
      meant: steps.at(-1) ?? meant,
      isExact: !BEYOND_ASCII.test(context.before + context.after) && isExact(written, steps),
    };
  });
}

/** Characters without anything between them are one stretch. */
function adjoined(characters: readonly MisreadCharacter[]): readonly MisreadCharacter[] {
  const stretches: MisreadCharacter[] = [];
  for (const character of characters) {
    const last = stretches.at(-1);
    if (last?.end !== character.start) stretches.push(character);
    else
      stretches[stretches.length - 1] = { ...last, end: character.end, meant: last.meant + character.meant };
  }
  return stretches;
}

/** How often a text may have been damaged before it was noticed. */
const MOST_ROUNDS = 4;

/** What is left when nothing in it is damaged any more; each round gives another step. */
function originOf(
  meant: string,
  { before, after }: { readonly before: string; readonly after: string },
): readonly string[] {
  const steps = [meant];
  while (steps.length < MOST_ROUNDS) {
    const current = steps.at(-1) ?? '';
    const characters = misreadCharacters(current);
    const isCovered = adjoined(characters).some(({ start, end }) => start === 0 && end === current.length);
    const inContext = (part: MisreadCharacter) =>
      isTelling({
        text: before + current + after,
        start: part.start + before.length,
        end: part.end + before.length,
      });
    // Two letters in a row that look like that are no accident where the text was damaged once already.
    if (!isCovered || (characters.length < 2 && !characters.some(inContext))) return steps;
    steps.push(characters.map((character) => character.meant).join(''));
  }
  return steps;
}

function isExact(written: string, steps: readonly string[]): boolean {
  return steps.every((step, index) => {
    const before = index === 0 ? written : steps[index - 1];
    return ENCODINGS.some((encoding) => misread(step, encoding) === before);
  });
}

const ENCODINGS: readonly WrongEncoding[] = ['windows-1252', 'latin-1'];

function lostStretches({ text, offset }: SuspiciousLine): readonly DamagedStretch[] {
  return Array.from(text.matchAll(/\ufffd+/g), ({ index, 0: run }) => ({
    kind: 'lost',
    start: offset + index,
    end: offset + index + run.length,
  }));
}

function byStart(a: DamagedStretch, b: DamagedStretch): number {
  return a.start - b.start;
}
