import { parser } from '@lezer/markdown';

/** A part of a Markdown text that may name a file; offsets count UTF-16 units. */
export interface MarkdownPiece {
  /** `link`: where a link, an image or a definition leads. `code`: a code span. `item`: the first word of a list item. */
  readonly kind: 'link' | 'code' | 'item';
  readonly text: string;
  readonly start: number;
  /** `list`: below "See also" or a heading like it. `word`: after "see" or a word like it. */
  readonly pointedAtBy: 'list' | 'word' | undefined;
}

export type MarkdownReading =
  | { readonly kind: 'read'; readonly pieces: readonly MarkdownPiece[] }
  /** `problem` is a clause about the text. */
  | { readonly kind: 'unanalyzable'; readonly problem: string };

/** Code blocks, HTML and automatic links hold no such part. Never throws. */
export function markdownPieces(text: string): MarkdownReading {
  const problem = tooDemanding(text);
  if (problem !== undefined) return { kind: 'unanalyzable', problem };
  const pieces: MarkdownPiece[] = [];
  let isListed = false;
  parser.parse(text).iterate({
    enter: ({ name, from, to, node }) => {
      const part = { name, text: text.slice(from, to), from, parent: node.parent?.name ?? '' };
      if (HEADING.test(name)) isListed = SEE_ALSO.test(part.text);
      else if (name === 'Paragraph' && part.parent !== 'ListItem') isListed ||= SEE_ALSO.test(part.text);
      else for (const one of piecesIn(part, isListed ? 'list' : pointingWord(text, from))) pieces.push(one);
    },
  });
  return { kind: 'read', pieces: pieces.filter((piece) => piece.text !== '') };
}

interface Part {
  readonly name: string;
  readonly text: string;
  readonly from: number;
  readonly parent: string;
}

function piecesIn(
  { name, text, from, parent }: Part,
  pointedAtBy: MarkdownPiece['pointedAtBy'],
): readonly MarkdownPiece[] {
  if (name === 'URL' && LEADS_ON.test(parent)) return [{ kind: 'link', text, start: from, pointedAtBy }];
  if (name === 'InlineCode') return [{ ...codeSpan(text, from), pointedAtBy }];
  const isItem = name === 'Paragraph' && pointedAtBy === 'list';
  return isItem ? [{ kind: 'item', text: firstWord(text), start: from, pointedAtBy }] : [];
}

const HEADING = /^(ATX|Setext)Heading/;
const LEADS_ON = /^(Link|Image|LinkReference)$/;
const SEE_ALSO =
  /^[#\s\d.*_]*(see( also)?|(related|further) (docs?|documents?|documentation|policies|files|reading)|references?)[\s:*_#]*(\n[-=]+)?$/i;
const POINTING =
  /\b(see( also)?|read|refer to|(documented|described|explained|defined|details) in)[:\s]*(the )?[*_("]*$/i;

function pointingWord(text: string, end: number): 'word' | undefined {
  const before = text.slice(Math.max(0, end - 40), end);
  return POINTING.test(before) ? 'word' : undefined;
}

function codeSpan(written: string, from: number): Pick<MarkdownPiece, 'kind' | 'text' | 'start'> {
  const [marks = ''] = /^`+/.exec(written) ?? [];
  const inner = written.slice(marks.length, written.length - marks.length);
  const text = inner.trim();
  return { kind: 'code', text, start: from + marks.length + inner.indexOf(text) };
}

function firstWord(item: string): string {
  return /^[^\s`[<!]*/.exec(item)?.[0] ?? '';
}

const MOST_UNITS = 1024 * 1024;
/** Per paragraph: the time to pair brackets and emphasis grows with the square of their number. */
const MOST_MARKS = 2500;
/** The parser looks from each blank to the end of the row, whether a line ends there. */
const LONGEST_GAP = ' '.repeat(2500);
/** Quotes and list items that open on one line. */
const DEEPEST = /^(?:[ \t]*(?:[>*+-]|\d{1,9}[.)])(?=[ \t>])){200}/m;

function tooDemanding(text: string): string | undefined {
  if (text.length > MOST_UNITS) return 'it has more than 1 MB';
  if (DEEPEST.test(text)) return 'it nests lists or quotes more than 200 deep';
  if (text.includes(LONGEST_GAP)) return `one of its lines has ${LONGEST_GAP.length} blanks in a row`;
  const isCrowded = text
    .split(/\n(?=[ \t\r]*(?:\n|[-*+][ \t]))/)
    .some((paragraph) => marksIn(paragraph) > MOST_MARKS);
  return isCrowded ? `one of its paragraphs has more than ${MOST_MARKS} brackets and asterisks` : undefined;
}

function marksIn(paragraph: string): number {
  return paragraph.length <= MOST_MARKS ? 0 : (paragraph.match(/[\]*]/g)?.length ?? 0);
}
