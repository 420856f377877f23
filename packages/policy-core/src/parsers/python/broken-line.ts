import type { TextRange } from '../../model/text-range.ts';

/**
 * Where a line ends in the middle of a simple statement, outside of brackets and without a backslash, or in a
 * text of one line; `undefined` where none does.
 */
export function brokenLine(text: string, { start, end }: TextRange): number | undefined {
  if (!/[\r\n]/.test(text.slice(start, end))) return undefined;
  let depth = 0;
  for (let at = start; at < end;) {
    at = nextOf(SPECIAL, text, at);
    if (at >= end) return undefined;
    const character = text.charAt(at);
    if (depth === 0 && (character === '\n' || character === '\r')) return at;
    if (OPENS.has(character)) depth += 1;
    if (CLOSES.has(character)) depth -= 1;
    const next = after(text, at, character);
    if (next.isBroken) return next.at;
    at = next.at;
  }
  return undefined;
}

/** Everything else is passed over. */
const SPECIAL = /[\r\n()[\]{}"'\\#]/g;

function nextOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex - 1 : text.length;
}

const OPENS: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSES: ReadonlySet<string> = new Set([')', ']', '}']);

interface Next {
  readonly at: number;
  readonly isBroken: boolean;
}

/** Past one character, or past a text, a comment or a continued line as a whole. */
function after(text: string, at: number, character: string): Next {
  if (character === '"' || character === "'") return afterText(text, at);
  return { at: afterOther(text, at, character), isBroken: false };
}

function afterOther(text: string, at: number, character: string): number {
  if (character === '\\') return text.startsWith('\r\n', at + 1) ? at + 3 : at + 2;
  if (character !== '#') return at + 1;
  return nextOf(ENDING, text, at);
}

const ENDING = /[\r\n]/g;

/** Within a text a backslash takes the next character along, also in a raw one. */
function afterText(text: string, at: number): Next {
  const quote = text.charAt(at);
  const mark = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  // The fields of a formatted text may run over lines.
  const isOneLine = mark.length === 1 && !/[fFtT]/.test(text.slice(Math.max(0, at - 2), at));
  for (let position = at + mark.length; position < text.length;) {
    const character = text.charAt(position);
    if (isOneLine && (character === '\n' || character === '\r')) return { at: position, isBroken: true };
    if (text.startsWith(mark, position)) return { at: position + mark.length, isBroken: false };
    position = character === '\\' ? afterOther(text, position, character) : position + 1;
  }
  return { at: text.length, isBroken: false };
}
