import type { TextRange } from '../../model/text-range.ts';
import type { Marker } from './marker.ts';
import { readComparison } from './read-comparison.ts';
import { isAtEnd, isBlank, isWordPart, pass, readerOf, refuse, skipBlanks } from './requirement-reader.ts';
import type { RequirementReader } from './requirement-reader.ts';

export type MarkerReading =
  | { readonly kind: 'marker'; readonly marker: Marker; readonly range: TextRange }
  /** `problem` is a clause that reads well after "because". */
  | { readonly kind: 'invalid'; readonly problem: string; readonly at: number };

/** Parentheses may nest this deep. People nest two; pip itself crashes at less than 500. */
export const MARKER_DEPTH = 100;

/** Reads the text from `start` to its end as one marker. Ranges count from the beginning of the text. */
export function parseMarker(text: string, start = 0): MarkerReading {
  const reader = readerOf(text, start);
  const read = readMarker(reader);
  if (read !== undefined) return { kind: 'marker', marker: read.parsed, range: read.range };
  const { problem = 'it cannot be read', at = start } = reader.problem ?? {};
  return { kind: 'invalid', problem, at };
}

/** Reads on to the end of the text. */
export function readMarker(
  reader: RequirementReader,
): { readonly parsed: Marker; readonly range: TextRange } | undefined {
  skipBlanks(reader);
  const start = reader.at;
  const parsed = readAlternatives(reader, 0);
  if (parsed === undefined) return undefined;
  if (!isAtEnd(reader)) return refuse(reader, 'its marker goes on with neither "and" nor "or"');
  return { parsed: enclosed(parsed, false), range: { start, end: endWithoutBlanks(reader.text, start) } };
}

/** `a and b or c`: "and" binds closer. */
function readAlternatives(reader: RequirementReader, depth: number): Marker | undefined {
  const alternatives: Marker[] = [];
  let conjunction: Marker[] = [];
  for (;;) {
    const atom = readAtom(reader, depth);
    if (atom === undefined) return undefined;
    conjunction.push(atom);
    skipBlanks(reader);
    if (passWord(reader, 'and')) continue;
    alternatives.push(joined('and', conjunction));
    if (!passWord(reader, 'or')) return joined('or', alternatives);
    conjunction = [];
  }
}

function readAtom(reader: RequirementReader, depth: number): Marker | undefined {
  skipBlanks(reader);
  const opening = reader.at;
  if (!pass(reader, OPENING_PARENTHESIS)) return readComparison(reader);
  if (depth === MARKER_DEPTH) {
    return refuse(reader, `the parentheses of its marker nest more than ${MARKER_DEPTH} deep`, opening);
  }
  const inner = readAlternatives(reader, depth + 1);
  if (inner === undefined) return undefined;
  if (pass(reader, CLOSING_PARENTHESIS)) return enclosed(inner, true);
  return isAtEnd(reader)
    ? refuse(reader, 'a parenthesis of its marker is not closed', opening)
    : refuse(reader, 'its marker goes on with neither "and" nor "or"');
}

function passWord(reader: RequirementReader, word: string): boolean {
  const { text, at } = reader;
  if (!text.startsWith(word, at) || isWordPart(text.charCodeAt(at + word.length))) return false;
  reader.at += word.length;
  return true;
}

function joined(kind: 'and' | 'or', operands: readonly Marker[]): Marker {
  const [first, ...others] = operands;
  return first !== undefined && others.length === 0 ? first : { kind, operands, isEnclosed: false };
}

function enclosed(marker: Marker, isEnclosed: boolean): Marker {
  if (marker.kind === 'comparison' || marker.isEnclosed === isEnclosed) return marker;
  return { ...marker, isEnclosed };
}

function endWithoutBlanks(text: string, start: number): number {
  let end = text.length;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

const OPENING_PARENTHESIS = 0x28;
const CLOSING_PARENTHESIS = 0x29;
