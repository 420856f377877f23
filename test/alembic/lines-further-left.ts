/**
 * Whether a line within brackets begins further left than the statement that it belongs to, behind an operator or
 * a word that something has to follow: Python goes on, and its grammar takes that for the end of the block.
 */
export function hasLineFurtherLeft(python: string): boolean {
  let depth = 0;
  let statement = columnsAt(python, 0);
  for (const { 0: token, index } of python.matchAll(TOKEN)) {
    const next = index + token.length;
    if (OPENS.has(token)) depth += 1;
    else if (CLOSES.has(token)) depth -= 1;
    else if (!ENDS_LINE.test(token)) continue;
    else if (depth > 0 && WAITS.test(python.slice(Math.max(0, index - LONGEST), index))) {
      if (columnsAt(python, next) < statement) return true;
    } else if (depth === 0) statement = columnsAt(python, next);
  }
  return false;
}

/** Texts and comments as a whole; a continued line is none of the others. */
const TOKEN =
  /("""|''')(?:\\[^]|(?!\1)[^])*\1|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\\(?:\r\n?|\n)|(?:#[^\r\n]*)?(?:\r\n?|\n)|[()[\]{}]/g;

const OPENS: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSES: ReadonlySet<string> = new Set([')', ']', '}']);
const ENDS_LINE = /^(?:#|\r|\n)/;

/** What stands at the end of a line, up to blanks. */
const WAITS = /(?:[=.,:+*/%|&<>^@~-]|\b(?:in|and|or|not|if|else|for|lambda|is|await|from))[ \t\f]*$/;
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
