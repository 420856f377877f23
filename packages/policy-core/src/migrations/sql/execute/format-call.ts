import { knownPiece, type TextPiece } from '../../operations/called-routine.ts';

/** A text in pieces. */
export type Pieces = readonly TextPiece[];

const SPECIFIER = /%(?:%|(?:(\d+)\$)?([sIL]))/g;

/** What PostgreSQL's `format` makes of its arguments; `undefined` where it does more than put them in, or fails. */
export function formatted(template: string, given: readonly Pieces[]): Pieces | undefined {
  if (template.replaceAll(SPECIFIER, '').includes('%')) return undefined;
  const found: TextPiece[] = [];
  let covered = 0;
  let next = 0;
  for (const { 0: written, 1: position, 2: kind, index } of template.matchAll(SPECIFIER)) {
    if (kind !== undefined) next = position === undefined ? next + 1 : Number(position);
    const put = kind === undefined ? [knownPiece('%')] : putIn(kind, given[next - 1]);
    if (put === undefined) return undefined;
    found.push(knownPiece(template.slice(covered, index)));
    for (const piece of put) found.push(piece);
    covered = index + written.length;
  }
  return [...found, knownPiece(template.slice(covered))];
}

function putIn(kind: string, argument: Pieces | undefined): Pieces | undefined {
  return argument && (WAYS.get(kind) ?? asItIs)(argument);
}

const WAYS: ReadonlyMap<string, (argument: Pieces) => Pieces> = new Map([
  ['I', nameInQuotes],
  ['L', textInQuotes],
]);

function asItIs(argument: Pieces): Pieces {
  return argument;
}

/** As one name, whatever it holds. */
export function nameInQuotes(argument: Pieces): Pieces {
  const [only, ...more] = argument;
  if (only !== undefined && more.length === 0 && !only.isKnown) return [{ ...only, as: 'name' }];
  return inQuotes(argument, '"');
}

/** As one text. */
export function textInQuotes(argument: Pieces): Pieces {
  return inQuotes(argument, "'");
}

/** A backslash is none but in a text that says so. */
function inQuotes(argument: Pieces, quote: string): Pieces {
  return [
    knownPiece(quote),
    ...argument.map((piece) =>
      piece.isKnown ? knownPiece(piece.text.replaceAll(quote, quote + quote)) : piece,
    ),
    knownPiece(quote),
  ];
}
