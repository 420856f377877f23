import type { TextRange } from '../../model/text-range.ts';
import type { WrittenExtra } from './project-requirement.ts';
import { isAtEnd, pass, readIdentifier, refuse, skipBlanks } from './requirement-reader.ts';
import type { RequirementReader } from './requirement-reader.ts';

export interface WrittenExtras {
  readonly extras: readonly WrittenExtra[];
  /** Brackets included; `undefined` when there are none. */
  readonly extrasRange: TextRange | undefined;
}

/** `[a, b]` behind the name of a project, or nothing. `undefined` when it cannot be read. */
export function readExtras(reader: RequirementReader): WrittenExtras | undefined {
  const start = reader.at;
  if (!pass(reader, OPENING_BRACKET)) return NO_EXTRAS;
  skipBlanks(reader);
  const extras = readNames(reader);
  if (extras === undefined) return undefined;
  if (!pass(reader, CLOSING_BRACKET)) return refuse(reader, brokenList(reader));
  return { extras, extrasRange: { start, end: reader.at } };
}

const NO_EXTRAS: WrittenExtras = { extras: [], extrasRange: undefined };
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const COMMA = 0x2c;

/** Empty brackets are fine, a comma without a name behind it is not. */
function readNames(reader: RequirementReader): readonly WrittenExtra[] | undefined {
  const extras: WrittenExtra[] = [];
  let range = readIdentifier(reader);
  while (range !== undefined) {
    extras.push({ name: reader.text.slice(range.start, range.end), range });
    skipBlanks(reader);
    if (!pass(reader, COMMA)) return extras;
    skipBlanks(reader);
    range = readIdentifier(reader);
  }
  return extras.length === 0 ? extras : refuse(reader, 'the name of an extra is missing behind a comma');
}

function brokenList(reader: RequirementReader): string {
  if (isAtEnd(reader)) return 'the bracket of its extras is not closed';
  return 'its extras are not names with commas between them';
}
