import type { PythonNode } from '../parsers.ts';
import type { TextRange } from '../../model/text-range.ts';
import { brokenLine } from './broken-line.ts';
import type { PythonFile } from './nodes.ts';

/**
 * The first line that stands where Python takes none: indented by too much or too little, missing where a block
 * begins, or in the middle of a statement. The grammar reads on as if nothing were wrong, and then a header
 * without a value takes the next line for one.
 */
export function misplacedLine(file: PythonFile): MisplacedLine | undefined {
  return misplacedIn(file, file.root, NO_INDENTATION);
}

export interface MisplacedLine extends TextRange {
  /** A clause that reads well after "because". */
  readonly problem: string;
}

/** As Python measures it: with tabs up to every eighth column, and with tabs as one, so that both must agree. */
interface Indentation {
  readonly columns: number;
  readonly characters: number;
}

const NO_INDENTATION: Indentation = { columns: 0, characters: 0 };

/** Statements of the module or of a block; `around` is the indentation of what holds the block. */
function misplacedIn(file: PythonFile, block: PythonNode, around: Indentation): MisplacedLine | undefined {
  if (isEmpty(block)) return { start: block.start, end: block.end, problem: 'a block has no statement' };
  // That of a block is known with its first line, and stays unknown where it has none of its own.
  let own = block.type === 'module' ? NO_INDENTATION : undefined;
  for (const [index, statement] of block.children.entries()) {
    const line = indentationBefore(file, statement.start);
    if (line !== undefined && !fits(line, own ?? { around, isFirst: index === 0 })) {
      return indentedAt(statement);
    }
    own = line ?? own;
    const within = misplacedWithin(file, statement, own ?? around);
    if (within !== undefined) return within;
  }
  return undefined;
}

function indentedAt({ start, end }: PythonNode): MisplacedLine {
  return { start, end, problem: 'a line is not indented as its block is' };
}

function isEmpty({ type, children }: PythonNode): boolean {
  return type === 'block' && children.length === 0;
}

interface FirstLine {
  readonly around: Indentation;
  readonly isFirst: boolean;
}

function fits(line: Indentation, due: Indentation | FirstLine): boolean {
  return 'around' in due ? due.isFirst && isDeeper(line, due.around) : isSame(line, due);
}

function isSame(one: Indentation, other: Indentation): boolean {
  return one.columns === other.columns && one.characters === other.characters;
}

function isDeeper(one: Indentation, other: Indentation): boolean {
  return one.columns > other.columns && one.characters > other.characters;
}

/** Blocks of a statement lie in it, or in its clauses; a statement without any is one line. */
function misplacedWithin(
  file: PythonFile,
  statement: PythonNode,
  own: Indentation,
): MisplacedLine | undefined {
  if (!HOLDS_BLOCKS.has(statement.type)) return brokenStatement(file, statement);
  for (const child of statement.children) {
    const line = isAligned(statement, child) ? indentationBefore(file, child.start) : undefined;
    if (line !== undefined && !isSame(line, own)) return indentedAt(child);
    const found =
      child.type === 'block'
        ? misplacedIn(file, child, own)
        : HOLDS_BLOCKS.has(child.type) && misplacedWithin(file, child, own);
    if (found !== undefined && found !== false) return found;
  }
  return undefined;
}

/** Clauses, decorators and what they decorate begin where the statement does. */
function isAligned(statement: PythonNode, child: PythonNode): boolean {
  return CLAUSES.has(child.type) || statement.type === 'decorated_definition';
}

function brokenStatement({ text }: PythonFile, { start, end }: PythonNode): MisplacedLine | undefined {
  const at = brokenLine(text, { start, end });
  return at === undefined
    ? undefined
    : { start, end: at, problem: 'a statement ends in the middle of a line' };
}

const CLAUSES: ReadonlySet<string> = new Set([
  'elif_clause',
  'else_clause',
  'except_clause',
  'except_group_clause',
  'finally_clause',
]);

const HOLDS_BLOCKS: ReadonlySet<string> = new Set([
  ...CLAUSES,
  'async_function_definition',
  'case_clause',
  'class_definition',
  'decorated_definition',
  'for_statement',
  'function_definition',
  'if_statement',
  'match_statement',
  'try_statement',
  'while_statement',
  'with_statement',
]);

/** `undefined` for what does not begin a line. */
function indentationBefore({ text }: PythonFile, start: number): Indentation | undefined {
  return spacesBefore(text, start) ?? anyBlankBefore(text, start);
}

/** Nearly all lines: spaces, and a line that ends before them without a backslash. `undefined` for all else. */
function spacesBefore(text: string, start: number): Indentation | undefined {
  let at = start;
  while (at > 0 && text.charCodeAt(at - 1) === SPACE) at -= 1;
  if (at < 2 || text.charAt(at - 1) !== '\n' || MAY_GO_ON.has(text.charAt(at - 2))) return undefined;
  return { columns: start - at, characters: start - at };
}

function anyBlankBefore(text: string, start: number): Indentation | undefined {
  const at = blankBefore(text, start);
  const beginsLine = at === 0 || ENDS_LINE.test(text.charAt(at - 1));
  return beginsLine ? indentationOf(text.slice(at, start)) : undefined;
}

/** Where the blanks before it begin, and the lines of blanks that go on behind a backslash. */
function blankBefore(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (at > 0 && BLANK.test(text.charAt(at - 1))) at -= 1;
    const [goesOn] = /\\(?:\r\n?|\n)$/.exec(text.slice(Math.max(0, at - 3), at)) ?? [];
    if (goesOn === undefined) return at;
    at -= goesOn.length;
  }
}

function indentationOf(blanks: string): Indentation {
  let columns = 0;
  let characters = 0;
  // The first backslash that a blank is ahead of tells how far the line is indented, wherever it goes on.
  let continued = 0;
  for (const blank of blanks) {
    if (blank === '\\') continued ||= columns;
    else if (blank === '\f') [columns, characters] = [0, 0];
    else if (INDENTS.has(blank)) {
      columns = blank === '\t' ? (Math.floor(columns / 8) + 1) * 8 : columns + 1;
      characters += 1;
    }
  }
  return continued > 0 ? { columns: continued, characters: continued } : { columns, characters };
}

const SPACE = 0x20;
const MAY_GO_ON: ReadonlySet<string> = new Set(['\\', '\r']);
const BLANK = /[ \t\f\uFEFF]/;
const INDENTS: ReadonlySet<string> = new Set([' ', '\t']);
const ENDS_LINE = /[\r\n]/;
