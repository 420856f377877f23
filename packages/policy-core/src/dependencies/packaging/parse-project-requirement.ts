import type { TextRange } from '../../model/text-range.ts';
import type { Marker } from './marker.ts';
import { readMarker } from './parse-marker.ts';
import { normalizedProject } from './project-name.ts';
import type { ProjectRequirement, RequirementReading } from './project-requirement.ts';
import { readClauses } from './read-clauses.ts';
import type { WrittenClauses } from './read-clauses.ts';
import { readExtras } from './read-extras.ts';
import {
  isAtEnd,
  isBlank,
  pass,
  readerOf,
  readIdentifier,
  refuse,
  skipBlanks,
} from './requirement-reader.ts';
import type { RequirementReader } from './requirement-reader.ts';

/** Reads what pip reads as one requirement, from the first character to the last. */
export function parseProjectRequirement(text: string): RequirementReading {
  const reader = readerOf(text);
  const requirement = readRequirement(reader);
  if (requirement !== undefined) return { kind: 'requirement', requirement };
  const { problem = 'it cannot be read', at = 0 } = reader.problem ?? {};
  return { kind: 'invalid', problem, at };
}

function readRequirement(reader: RequirementReader): ProjectRequirement | undefined {
  skipBlanks(reader);
  const nameRange = readIdentifier(reader);
  if (nameRange === undefined) return refuse(reader, 'it does not begin with the name of a project');
  const name = reader.text.slice(nameRange.start, nameRange.end);
  skipBlanks(reader);
  const extras = readExtras(reader);
  if (extras === undefined) return undefined;
  skipBlanks(reader);
  const source = readSource(reader);
  if (source === undefined) return undefined;
  const marker = isAtEnd(reader) ? undefined : readTail(reader, source);
  if (reader.problem !== undefined) return undefined;
  return {
    name,
    normalizedName: normalizedProject(name),
    nameRange,
    extras: extras.extras,
    extrasRange: extras.extrasRange,
    clauses: source.clauses,
    specifierRange: source.specifierRange,
    url: source.url,
    marker,
  };
}

interface Source extends WrittenClauses {
  readonly url: { readonly text: string; readonly range: TextRange } | undefined;
}

function readSource(reader: RequirementReader): Source | undefined {
  if (pass(reader, AT_SIGN)) return readUrl(reader);
  const written = readClauses(reader);
  if (written === undefined) return undefined;
  skipBlanks(reader);
  return { clauses: written.clauses, specifierRange: written.specifierRange, url: undefined };
}

/** Everything up to a blank or a tab: a semicolon ends a URL only behind one of them. */
function readUrl(reader: RequirementReader): Source | undefined {
  skipBlanks(reader);
  const { text, at: start } = reader;
  let end = start;
  while (end < text.length && !isBlank(text.charCodeAt(end))) end += 1;
  if (end === start) return refuse(reader, 'a URL is missing behind @');
  reader.at = end;
  skipBlanks(reader);
  return {
    clauses: [],
    specifierRange: undefined,
    url: { text: text.slice(start, end), range: { start, end } },
  };
}

function readTail(
  reader: RequirementReader,
  source: Source,
): { readonly parsed: Marker; readonly range: TextRange } | undefined {
  if (!pass(reader, SEMICOLON)) return refuse(reader, whatIsExpected(source));
  return readMarker(reader);
}

function whatIsExpected({ url, clauses }: Source): string {
  if (url !== undefined) return 'something other than a marker follows its URL';
  return clauses.length > 0
    ? 'something other than a comma or a marker follows its version'
    : 'neither a version nor a marker follows its name';
}

const SEMICOLON = 0x3b;
const AT_SIGN = 0x40;
