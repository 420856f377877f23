import type { TextRange } from '../../model/text-range.ts';

/** A word of a script; the range is of it as written, with its quotes. */
export interface ShellWord extends TextRange {
  /** Without quotes. Variables stay as they are written. */
  readonly text: string;
  /** Where `text` begins, if the script has exactly these characters there; `undefined` otherwise. */
  readonly verbatimAt: number | undefined;
}

/** A simple command: words up to the next separator. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** What it reads from `<<EOF`. */
  readonly heredocs: readonly ShellWord[];
  /** Where the first of the commands begins that a `|` joins with this one: the same for each of them, and for no other. */
  readonly pipeline: number;
}

/**
 * The simple commands of a POSIX shell script, in the order of the text. Conditions, loops and
 * functions are not followed: what stands in them counts. Never throws; what is not closed reaches to the end.
 */
export function shellCommands(script: string, from = 0, to = script.length): readonly ShellCommand[] {
  // Nothing behind `to` may be read as the end of a word.
  const text = script.slice(0, to);
  const scan: Scan = { text, commands: [], words: [], heredocs: [], waiting: [], pipeline: from };
  for (let at = from; at < text.length;) at = step(scan, at);
  finish(scan);
  return scan.commands;
}

interface Scan {
  readonly text: string;
  readonly commands: ShellCommand[];
  words: ShellWord[];
  heredocs: ShellWord[];
  /** Delimiters whose bodies begin on the next line. */
  waiting: { readonly delimiter: string; readonly into: ShellWord[] }[];
  pipeline: number;
}

const BLANKS = /[ \t\r]+|\\\r?\n/y;
const HEREDOC = /<<(?!<)-?[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([\w.-]+))/y;
/** What ends a command; `$(` and a backtick begin another one inside. */
const SEPARATOR = /\|\||&&|;;?|\||&(?!>)|\$\(|[()`]|[{}](?=[\s;]|$)/y;
const REDIRECTION = /\d*(?:>>|>&|>|<&|<<<|<)(?:[ \t]*&?\d+(?![\w.]))?|&>>?/y;

function step(scan: Scan, at: number): number {
  const { text } = scan;
  if (text[at] === '\n') return lineEnd(scan, at);
  if (text[at] === '#') return endOfLine(text, at);
  const passed = lengthAt(BLANKS, text, at) || heredocStart(scan, at) || separatorLength(scan, at);
  return at + (passed || lengthAt(REDIRECTION, text, at) || wordLength(scan, at));
}

function heredocStart({ text, waiting, heredocs }: Scan, at: number): number {
  HEREDOC.lastIndex = at;
  const match = HEREDOC.exec(text);
  if (match === null) return 0;
  waiting.push({ delimiter: match.slice(1).find((part) => part !== undefined) ?? '', into: heredocs });
  return match[0].length;
}

function separatorLength(scan: Scan, at: number): number {
  const length = lengthAt(SEPARATOR, scan.text, at);
  if (length === 0) return 0;
  finish(scan);
  if (scan.text.slice(at, at + length) !== '|') scan.pipeline = at + length;
  return length;
}

function lineEnd(scan: Scan, at: number): number {
  const { waiting } = scan;
  // `psql |` goes on on the next line, which nobody needs to know here.
  finish(scan);
  scan.pipeline = at + 1;
  scan.waiting = [];
  let next = at + 1;
  for (const { delimiter, into } of waiting) next = heredocBody(scan, next, { delimiter, into });
  return next;
}

function heredocBody(
  { text }: Scan,
  from: number,
  { delimiter, into }: { readonly delimiter: string; readonly into: ShellWord[] },
): number {
  let at = from;
  while (at < text.length) {
    const end = endOfLine(text, at);
    if (text.slice(at, end).trim() === delimiter) break;
    at = end + 1;
  }
  const end = Math.min(at, text.length);
  into.push({ text: text.slice(from, end), start: from, end, verbatimAt: from });
  return Math.min(endOfLine(text, end) + 1, text.length);
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function finish(scan: Scan): void {
  const { words, heredocs, pipeline } = scan;
  if (words.length > 0) scan.commands.push({ words, heredocs, pipeline });
  scan.words = [];
  scan.heredocs = [];
}

const PLAIN = /(?:[^\s'"\\$`;&|()<>#]|(?<=\S)#|\$(?!\())+/y;
const DOUBLE = /"((?:[^"\\]|\\[^])*)(?:"|$)/y;
const SINGLE = /'([^']*)(?:'|$)/y;

/** Reads one word and gives back how long it is as written: at least one character. */
function wordLength(scan: Scan, from: number): number {
  const { text } = scan;
  const pieces: { readonly text: string; readonly at: number }[] = [];
  let at = from;
  while (at < text.length) {
    const piece = pieceAt(text, at);
    if (piece === undefined) break;
    pieces.push(piece);
    at += piece.length;
  }
  const end = Math.min(Math.max(at, from + 1), text.length);
  const [only, ...more] = pieces;
  if (only !== undefined) {
    const whole = pieces.map((piece) => piece.text).join('');
    const isVerbatim = more.length === 0 && text.startsWith(whole, only.at);
    scan.words.push({ text: whole, start: from, end, verbatimAt: isVerbatim ? only.at : undefined });
  }
  return end - from;
}

interface Piece {
  readonly text: string;
  /** Where the text begins, behind a quote. */
  readonly at: number;
  readonly length: number;
}

function pieceAt(text: string, at: number): Piece | undefined {
  if (text[at] === "'") return quoted(SINGLE, text, at);
  if (text[at] === '"') return quoted(DOUBLE, text, at);
  if (text[at] === '\\') return { text: text.slice(at + 1, at + 2), at: at + 1, length: 2 };
  const length = lengthAt(PLAIN, text, at);
  return length === 0 ? undefined : { text: text.slice(at, at + length), at, length };
}

function quoted(shape: RegExp, text: string, at: number): Piece | undefined {
  shape.lastIndex = at;
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [whole, inner = ''] = match;
  const value = shape === DOUBLE ? inner.replace(/\\(["\\$`]|\n)/g, '$1') : inner;
  return { text: value, at: at + 1, length: whole.length };
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
