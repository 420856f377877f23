import type { TextRange } from '../text-range.ts';

/**
 * Where a line ends in the middle of a simple statement, outside of brackets and texts and without a backslash;
 * `undefined` where none does.
 */
export function brokenLine(text: string, { start, end }: TextRange): number | undefined {
  const firstEnd = text.slice(start, end).search(/[\r\n]/);
  if (firstEnd < 0) return undefined;
  let depth = 0;
  for (let at = start; at < end;) {
    const character = text.charAt(at);
    if (depth === 0 && (character === '\n' || character === '\r')) return at;
    if (OPENS.has(character)) depth += 1;
    if (CLOSES.has(character)) depth -= 1;
    at = after(text, at, character);
  }
  return undefined;
}

const OPENS: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSES: ReadonlySet<string> = new Set([')', ']', '}']);

/** Past one character, or past a text, a comment or a continued line as a whole. */
function after(text: string, at: number, character: string): number {
  if (character === '"' || character === "'") return afterText(text, at);
  if (character === '\\') return text.startsWith('\r\n', at + 1) ? at + 3 : at + 2;
  if (character !== '#') return at + 1;
  const ending = /[\r\n]/g;
  ending.lastIndex = at;
  return ending.exec(text)?.index ?? text.length;
}

/** Within a text a backslash takes the next character along, also in a raw one. */
function afterText(text: string, at: number): number {
  const quote = text.charAt(at);
  const mark = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  for (let position = at + mark.length; position < text.length; position += 1) {
    if (text.charAt(position) === '\\') position += 1;
    else if (text.startsWith(mark, position)) return position + mark.length;
  }
  return text.length;
}
