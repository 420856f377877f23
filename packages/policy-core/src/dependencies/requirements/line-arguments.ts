import { parseMarker } from '../packaging/parse-marker.ts';
import { parseProjectRequirement } from '../packaging/parse-project-requirement.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import { argumentPath } from './argument-path.ts';
import { isArchiveName } from './archive-name.ts';
import {
  linkProblem,
  namesMachine,
  OTHER_MACHINE,
  readFile,
  readLink,
  type RequirementLink,
} from './link.ts';
import { rangeIn, type LogicalLine } from './logical-lines.ts';
import type { PathWithExtras } from './path-extras.ts';
import { afterSpace, beforeSpace } from './python-space.ts';
import type { LineEntry, Located } from './requirements-document.ts';
import { isAddress, urlParts } from './url-parts.ts';
import type { TextRange } from '../../model/text-range.ts';

type WrittenMarker = Located['marker'];
type Invalid = Extract<LineEntry, { kind: 'invalid' }>;

/** What stands before the options, from the beginning of the content on: pip cuts the marker off first. */
export function readArguments(line: LogicalLine, text: string): LineEntry {
  const parts = urlParts(text);
  if (parts === undefined) return invalid(line, [0, text.length], 'the host of its address cannot be read');
  const separator = isAddress(parts) ? '; ' : ';';
  const cut = text.indexOf(separator);
  const markerStart = cut < 0 ? text.length : afterSpace(text, cut + separator.length, text.length);
  const marker = readMarker(line, markerStart, beforeSpace(text, markerStart, text.length));
  if (marker?.kind === 'invalid') return marker;
  const head = text.slice(0, beforeSpace(text, 0, cut < 0 ? text.length : cut));
  return isAddress(parts) ? readAddress(line, head, marker) : readPathOrProject(line, head, marker);
}

function readMarker(
  line: LogicalLine,
  start: number,
  end: number,
): (NonNullable<WrittenMarker> & { readonly kind?: never }) | Invalid | undefined {
  if (start >= end) return undefined;
  const read = parseMarker(line.content.slice(0, end), start);
  if (read.kind === 'invalid') return invalid(line, [start, end], read.problem);
  return { parsed: read.marker, range: rangeIn(line, read.range.start, read.range.end) };
}

function readAddress(line: LogicalLine, url: string, marker: WrittenMarker): LineEntry {
  const link = readLink(url);
  const range = rangeIn(line, 0, url.length);
  if (link.kind === 'invalid') return { kind: 'invalid', problem: link.problem, range };
  return { kind: 'address', url, range, name: link.name, version: link.version, extras: [], marker };
}

function readPathOrProject(line: LogicalLine, head: string, marker: WrittenMarker): LineEntry {
  const seen = argumentPath(head);
  if (seen === undefined) return invalid(line, [0, head.length], 'its extras cannot be read');
  const path = head.slice(0, seen.pathEnd);
  const located = { path, extras: seen.extras, marker, range: rangeIn(line, 0, path.length) };
  if (isArchiveName(seen.fileName) && !isNamed(head)) return readPath(located, readFile(seen.fileName));
  const read = parseProjectRequirement(head);
  if (read.kind === 'requirement')
    return readProject(line, withExtrasBehind(read.requirement, head, seen), marker);
  // Only the disk would tell whether there is such a folder; the path is what people mean.
  if (isPath(head)) return readPath(located, readFolder(path));
  return invalid(line, [Math.min(read.at, head.length - 1), head.length], read.problem);
}

/** A folder may be named as a wheel is, but not nearly so. */
function readFolder(path: string): RequirementLink {
  const wheel = readFile(path);
  return wheel.kind === 'invalid' ? wheel : { kind: 'link', name: undefined, version: undefined };
}

/** `name @ file.zip`, as pip tells it from a file with @ in its name. */
function isNamed(head: string): boolean {
  const at = head.indexOf('@');
  return at >= 0 && !looksLikePath(head.slice(0, at));
}

/** Brackets at the very end count for pip, as those of an address do, and not those behind the name. */
function withExtrasBehind(
  read: ProjectRequirement,
  head: string,
  { extras, pathEnd }: PathWithExtras,
): ProjectRequirement {
  if (extras.length === 0) return read;
  let end = pathEnd;
  const behind = extras.map((name) => {
    const start = head.indexOf(name, end);
    end = start + name.length;
    return { name, range: { start, end } };
  });
  return { ...read, extras: behind };
}

function readPath(
  located: Pick<Located, 'range' | 'extras' | 'marker'> & { readonly path: string },
  file: RequirementLink,
): LineEntry {
  if (file.kind === 'invalid') return { kind: 'invalid', problem: file.problem, range: located.range };
  if (namesMachine(located.path) && !HIDES_STEP_UP.test(located.path))
    return { kind: 'invalid', problem: OTHER_MACHINE, range: located.range };
  return { kind: 'path', ...located, name: file.name, version: file.version };
}

/** `.../` looks to pip as if it held `../`, and it builds the address anew, without the machine. */
const HIDES_STEP_UP = /[^/]\.\.\//;

function readProject(line: LogicalLine, read: ProjectRequirement, marker: WrittenMarker): LineEntry {
  const problem = read.url === undefined ? undefined : linkProblem(read.url.text);
  const requirement = placedRequirement(read, (start, end) => rangeIn(line, start, end));
  if (problem !== undefined)
    return { kind: 'invalid', problem, range: requirement.url?.range ?? requirement.nameRange };
  return {
    kind: 'requirement',
    requirement: marker === undefined ? requirement : { ...requirement, marker },
  };
}

function looksLikePath(text: string): boolean {
  return text.includes('/') || text.startsWith('.');
}

/** Whether somebody may have meant a path, of what pip takes for one when the folder is there. */
function isPath(text: string): boolean {
  return /^(?:\.{0,2}\/|\.)/.test(text)
    ? !text.includes('#')
    : /^[^\s#:<>"'|?*=;,@!]+$/.test(text) && looksLikePath(text);
}

function invalid(line: LogicalLine, [start, end]: readonly [number, number], problem: string): Invalid {
  return { kind: 'invalid', problem, range: rangeIn(line, Math.max(0, start), end) };
}

/** The same requirement with ranges that count in the file. */
function placedRequirement(
  requirement: ProjectRequirement,
  place: (start: number, end: number) => TextRange,
): ProjectRequirement {
  const { nameRange, extras, extrasRange, clauses, specifierRange, url, marker } = requirement;
  const moved = ({ start, end }: TextRange) => place(start, end);
  return {
    ...requirement,
    nameRange: moved(nameRange),
    extras: extras.map((extra) => ({ ...extra, range: moved(extra.range) })),
    extrasRange: extrasRange && moved(extrasRange),
    clauses: clauses.map((clause) => ({ ...clause, range: moved(clause.range) })),
    specifierRange: specifierRange && moved(specifierRange),
    url: url && { ...url, range: moved(url.range) },
    marker: marker && { ...marker, range: moved(marker.range) },
  };
}
