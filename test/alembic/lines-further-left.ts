/**
 * Whether a line within brackets begins further left than the statement that it belongs to, where something has
 * to follow before the brackets can close: Python goes on, and its grammar takes that for the end of the block.
 */
export function hasLineFurtherLeft(python: string): boolean {
  /** By the depth of brackets, from the outside: whether the rest of an expression has yet to follow. */
  const waits: boolean[] = [false];
  let statement = columnsAt(python, 0);
  for (const { 0: token, index } of python.matchAll(TOKEN)) {
    const next = index + token.length;
    if (OPENS.has(token)) waits.push(false);
    else if (CLOSES.has(token)) waits.pop();
    else if (WORDS.has(token)) waits.splice(-1, 1, WORDS.get(token) === true);
    else if (!ENDS_LINE.test(token)) continue;
    else if (waits.length <= 1) statement = columnsAt(python, next);
    else if ((waits.at(-1) === true || endsOpen(python, index)) && columnsAt(python, next) < statement)
      return true;
  }
  return false;
}

function endsOpen(python: string, lineEnd: number): boolean {
  return ENDS_OPEN.test(python.slice(Math.max(0, lineEnd - LONGEST), lineEnd));
}

/** Texts and comments as a whole; a continued line is none of the others. */
const TOKEN =
  /("""|''')(?:\\[^]|(?!\1)[^])*\1|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\\(?:\r\n?|\n)|(?:#[^\r\n]*)?(?:\r\n?|\n)|[()[\]{}:]|\b(?:if|else|for|in|lambda)\b/g;

const OPENS: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSES: ReadonlySet<string> = new Set([')', ']', '}']);
/**
 * Those that something else waits for, and those that it waits for. The filter of a comprehension needs no `else`;
 * to take it for one that does is no harm, as that is only asked of what the grammar refuses.
 */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['if', true],
  ['for', true],
  ['lambda', true],
  ['else', false],
  ['in', false],
  [':', false],
]);
const ENDS_LINE = /^(?:#|\r|\n)/;

/** What stands at the end of a line, up to blanks. */
const ENDS_OPEN =
  /(?:[=.,:+*/%|&<>^@~-]|\b(?:in|and|or|not|if|else|for|lambda|is|await|async|from))[ \t\f]*$/;
const LONGEST = 100;

/** Those before the next line with anything on it, with tabs up to every eighth. */
function columnsAt(python: string, start: number): number {
  BLANK_LINES.lastIndex = start;
  const [blank = ''] = BLANK_LINES.exec(python) ?? [];
  let columns = 0;
  for (const character of blank.slice(Math.max(blank.lastIndexOf('\n'), blank.lastIndexOf('\r')) + 1)) {
    columns = character === '\t' ? (Math.floor(columns / 8) + 1) * 8 : columns + 1;
  }
  return columns;
}

const BLANK_LINES = /(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))*[ \t\f]*/y;
