import { paintFor, type Paint } from '../../model/ansi.ts';
import { displayText } from '../../model/display-text.ts';
import { shortenedText } from '../../model/shortened-text.ts';
import { codeFrame } from '../code-frame.ts';
import { displayWidth } from '../display-width.ts';
import type { Block, Document, FoldedPart, Item, Mark, Table, Text, Tone } from './document.ts';

export interface TerminalStyle {
  readonly colors: boolean;
  /** In columns; `undefined` for a file or a log, in which no line is broken. */
  readonly width?: number | undefined;
  /** Left out: what is folded everywhere stays folded. */
  readonly verbose?: boolean | undefined;
}

/** For people at a terminal, and in a log: an empty line between the parts, and nothing in it that a terminal obeys. */
export function terminalText(document: Document, { colors, width, verbose = false }: TerminalStyle): string {
  const view = { paint: paintFor(colors), width, verbose };
  const parts = document
    .map((block) => ({ isClosed: isClosed(block, view), text: blockLines(block, 0, view).join('\n') }))
    .filter(({ text }) => text !== '');
  const joined = parts.map(({ isClosed: isNow, text }, index) => {
    const before = parts[index - 1];
    if (before === undefined) return text;
    return `${before.isClosed && isNow ? '\n' : '\n\n'}${text}`;
  });
  return `${joined.join('')}\n`;
}

/** Folds of a line each stand together. */
function isClosed(block: Block, { verbose }: View): boolean {
  return block.kind === 'fold' && block.folded === 'everywhere' && (!verbose || block.blocks.length === 0);
}

interface View {
  readonly paint: Paint;
  readonly width: number | undefined;
  readonly verbose: boolean;
  /** Of the columns of tables; left out: each has those that it needs. */
  readonly widths?: readonly number[];
}

function blockLines(block: Block, indent: number, view: View): readonly string[] {
  switch (block.kind) {
    case 'title':
      return [
        ...textLines(block.text, { first: indent, rest: indent }, { ...view, width: undefined }),
        ...block.lines.flatMap((line) => textLines(line, { first: indent + 2, rest: indent + 2 }, view)),
      ];
    case 'lines':
      return block.lines.flatMap((line) => textLines(line, { first: indent, rest: indent + 2 }, view));
    case 'section':
      return [
        ...textLines(block.title, { first: indent, rest: indent + 4 }, view),
        ...block.blocks.flatMap((one) => blockLines(one, indent + 2, view)),
      ];
    case 'list':
      return listLines(block, indent, view);
    case 'facts':
      return factLines(block.facts, indent, view);
    case 'table':
      return tableLines(block, indent, view);
    case 'commands':
      return block.lines.map(
        (line) => `${' '.repeat(indent)}${shown(line).replace(/^(\s*):(?=:)/, `$1${COLON}`)}`,
      );
    case 'source':
      return sourceLines(block, indent, view);
    case 'fold':
      return foldLines(block, indent, view);
  }
}

const MARKS: Readonly<Record<Mark, readonly [text: string, tone: Tone | undefined]>> = {
  done: ['[x]', 'good'],
  'not-done': ['[ ]', undefined],
  unknown: ['[?]', 'warning'],
  passed: ['✓', 'good'],
  warned: ['!', 'warning'],
  failed: ['✗', 'error'],
  undetermined: ['?', 'warning'],
  idle: ['–', 'faint'],
};

function markText(mark: Mark | undefined): Text {
  if (mark === undefined) return '';
  const [text, tone] = MARKS[mark];
  return [tone === undefined ? text : { kind: 'toned', tone, text }, ' '];
}

function listLines(
  { items, isNumbered }: Extract<Block, { kind: 'list' }>,
  indent: number,
  view: View,
): readonly string[] {
  const inside = alignedItems(items, view);
  return items.flatMap(({ text, ...item }, index) =>
    itemLines({ ...item, text: [isNumbered === true ? `${index + 1}. ` : '', text] }, indent, inside),
  );
}

/** What belongs to an item stands below it, four columns to the right. */
function itemLines({ mark, text, blocks = [] }: Item, indent: number, view: View): readonly string[] {
  return [
    ...textLines([markText(mark), text], { first: indent, rest: indent + 4 }, view),
    ...blocks.flatMap((block) => blockLines(block, indent + 4, view)),
  ];
}

function foldLines({ folded, summary, blocks }: FoldedPart, indent: number, view: View): readonly string[] {
  if (folded === 'page') return blocks.flatMap((block) => blockLines(block, indent, view));
  const columns = { first: indent, rest: indent + 2 };
  const head = textLines({ kind: 'toned', tone: 'faint', text: summary }, columns, view);
  return view.verbose ? [...head, ...blocks.flatMap((block) => blockLines(block, indent + 2, view))] : head;
}

function factLines(
  facts: readonly (readonly [label: string, value: Text])[],
  indent: number,
  view: View,
): readonly string[] {
  const widest = Math.max(0, ...facts.map(([label]) => displayWidth(shown(label))));
  const rest = indent + widest + 2;
  return facts.flatMap(([label, value]) => {
    const space = ' '.repeat(widest - displayWidth(shown(label)) + 2);
    return textLines(
      [{ kind: 'toned', tone: 'faint', text: label }, space, value],
      { first: indent, rest },
      view,
    );
  });
}

function tableLines({ rows }: Table, indent: number, view: View): readonly string[] {
  const { widths = columnWidths(rows) } = view;
  return rows.flatMap(({ mark, cells }) => {
    const padded = cells.map((cell, column) =>
      column === cells.length - 1
        ? cell
        : [cell, ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)) + 2)],
    );
    return textLines([markText(mark), padded], { first: indent, rest: indent + 4 }, view);
  });
}

function columnWidths(rows: Table['rows']): readonly number[] {
  const widths: number[] = [];
  for (const { cells } of rows)
    for (const [column, cell] of cells.entries())
      widths[column] = Math.max(widths[column] ?? 0, Math.min(widthOf(cell), WIDEST_CELL));
  return widths;
}

/** A longer cell pushes its own line only. */
const WIDEST_CELL = 40;

/** What stands below the items of one list stands below each other. */
function alignedItems(items: readonly Item[], view: View): View {
  const tables = items.flatMap(({ blocks = [] }) => blocks).filter((block) => block.kind === 'table');
  return tables.length < 2 ? view : { ...view, widths: columnWidths(tables.flatMap(({ rows }) => rows)) };
}

function sourceLines(
  { at, lines, tone }: Extract<Block, { kind: 'source' }>,
  indent: number,
  { paint, width = 120 }: View,
): readonly string[] {
  const frame = codeFrame(at, lines, Math.max(20, width - indent - FRAME_MARGIN));
  if (frame === undefined) return [];
  const space = ' '.repeat(indent);
  const gutter = `${space}${' '.repeat(frame.lineNumber.length)} ${paint.faint('|')}`;
  return [
    `${space}${paint.faint(`${frame.lineNumber} |`)} ${withoutMarker(frame.code)}`,
    `${gutter} ${frame.indent}${paint[tone](frame.underline)}`,
  ];
}

/** A line number of up to seven digits and the bar. */
const FRAME_MARGIN = 10;

interface Piece {
  readonly text: string;
  readonly tones: readonly Tone[];
}

/** A text as lines: the first begins at one column, and what does not fit goes on at another. */
function textLines(
  text: Text,
  { first, rest }: { readonly first: number; readonly rest: number },
  { paint, width }: View,
): readonly string[] {
  const pieces = piecesOf(text, []);
  const plain = plainText(text);
  const ranges =
    width === undefined
      ? [{ start: 0, end: plain.length }]
      : lineRanges(plain, {
          first: Math.max(LEAST_ROOM, width - first),
          rest: Math.max(LEAST_ROOM, width - rest),
        });
  return ranges.map((range, index) => {
    const space = ' '.repeat(index === 0 ? first : rest);
    const command = /^\s*(?=::)/.exec(plain.slice(range.start, range.end));
    if (command === null) return `${space}${painted(pieces, range, paint)}`.trimEnd();
    const colon = range.start + command[0].length;
    return `${space}${painted(pieces, { ...range, end: colon }, paint)}${COLON}${painted(pieces, { ...range, start: colon + 1 }, paint)}`.trimEnd();
  });
}

/** GitHub takes a line that begins with `::` for a command. */
const COLON = '\\u{3a}';

/** On a terminal that is narrower nothing can be read anyway. */
const LEAST_ROOM = 20;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A word that is longer than a line stays whole, so that it can be copied. */
function lineRanges(
  plain: string,
  room: { readonly first: number; readonly rest: number },
): readonly Range[] {
  const ranges: Range[] = [];
  let [start, end, left] = [0, 0, room.first];
  for (const { 0: word, index } of plain.matchAll(/\S+/g)) {
    const stop = index + word.length;
    if (end > start && displayWidth(plain.slice(start, stop)) > left) {
      ranges.push({ start, end });
      [start, left] = [index, room.rest];
    }
    end = stop;
  }
  return [...ranges, { start, end: plain.length }];
}

function painted(pieces: readonly Piece[], { start, end }: Range, paint: Paint): string {
  let [from, line] = [0, ''];
  for (const { text, tones } of pieces) {
    const part = text.slice(Math.max(0, start - from), Math.max(0, end - from));
    line += tones.reduce((inner, tone) => paint[tone](inner), part);
    from += text.length;
  }
  return line;
}

/** The innermost tone comes first. */
function piecesOf(text: Text, tones: readonly Tone[]): readonly Piece[] {
  if (typeof text === 'string') return [{ text: shown(text), tones }];
  if (!('kind' in text)) return text.flatMap((one) => piecesOf(one, tones));
  switch (text.kind) {
    case 'code':
      return [{ text: shown(shortenedText(text.text)), tones }];
    case 'toned':
      return piecesOf(text.text, [text.tone, ...tones]);
    case 'link':
      return piecesOf(text.text, tones);
    case 'gap':
      return [{ text: '  ', tones }];
  }
}

/** Without colours, on one line. */
export function plainText(text: Text): string {
  return piecesOf(text, [])
    .map((piece) => piece.text)
    .join('');
}

function widthOf(text: Text): number {
  return displayWidth(plainText(text));
}

function shown(text: string): string {
  return withoutMarker(displayText(text));
}

/** CI systems take `##[error]` and `##vso[...]` for commands, wherever they stand in a line. */
function withoutMarker(text: string): string {
  return text.replace(/##(?=\w*\[)/g, '#\\u{23}');
}
