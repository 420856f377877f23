import { lineStarts } from '../../model/source-span.ts';

/** A reading of a pasted text, and where its lines come from. */
export interface PastedText {
  readonly text: string;
  /** Of an offset in `text`: the line of what was pasted, from 1. */
  readonly lineAt: (offset: number) => number;
}

/** As it was written, which is what a server would be sent where it is SQL from beginning to end. */
export function pastedAsWritten(pasted: string): PastedText {
  return textOf(pastedLines(pasted).map((line, index) => ({ line, number: index + 1 })));
}

/**
 * What dialogs, terminals and documents do to SQL on its way through a clipboard is undone: colours, spaces that only look
 * like one, invisible characters, letters of another width, quotes of typography.
 */
export function mendedText(pasted: string): PastedText {
  return textOf(
    pastedLines(pasted).flatMap((line, index) =>
      plainLine(line)
        .split('\n')
        .map((part) => ({ line: part, number: index + 1 })),
    ),
  );
}

export function pastedLines(pasted: string): readonly string[] {
  return pasted.split(/\r\n|\n|\r/);
}

function textOf(lines: readonly { readonly line: string; readonly number: number }[]): PastedText {
  const text = lines.map(({ line }) => line).join('\n');
  const starts = lineStarts(text);
  return { text, lineAt: (offset) => lines[lineOf(starts, offset)]?.number ?? 1 };
}

/** Line breaks that only some programs take for one become line feeds. */
function plainLine(line: string): string {
  return line
    .replace(TERMINAL_SEQUENCES, '')
    .replace(/[\u2028\u2029\u0085\v\f]/g, '\n')
    .normalize('NFKC')
    .replace(/\p{Zs}/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/[“”„‟]/g, '"')
    .replace(/[‘’‚‛]/g, "'");
}

const ESCAPE = '\u001B';
const BELL = '\u0007';

/** Colours and cursor moves (ESC [ ...), and titles and links (ESC ] ... up to a bell or ESC \). */
const TERMINAL_SEQUENCES = new RegExp(
  String.raw`${ESCAPE}(?:\[[0-?]*[ -/]*[@-~]|\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\)?)`,
  'g',
);

/** Control and format characters, marks that choose a variant, and fillers; tabs and line feeds stay. */
const INVISIBLE =
  /(?![\t\n])(?:[\p{Cc}\p{Cf}\p{Variation_Selector}]|\u034F|\u115F|\u1160|\u17B4|\u17B5|\u3164)/gu;

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
