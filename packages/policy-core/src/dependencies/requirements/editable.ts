import { markerText } from '../packaging/marker-text.ts';
import { parseMarker } from '../packaging/parse-marker.ts';
import { parseProjectRequirement } from '../packaging/parse-project-requirement.ts';
import { isProjectName } from '../packaging/project-name.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { PlacedValue } from './placed-option.ts';
import { egg, eggProblem, isNetworkFolder, linkProblem, namesMachine, OTHER_MACHINE } from './link.ts';
import { rangeIn, type LogicalLine } from './logical-lines.ts';
import { pathExtras } from './path-extras.ts';
import { placeInWord } from './shell-words.ts';
import type { LineEntry } from './requirements-document.ts';
import { isVersionControl, urlParts } from './url-parts.ts';

/** What `-e` names: a checkout at an address, `name @ address`, or a folder. */
export function readEditable(line: LogicalLine, value: PlacedValue): LineEntry {
  const read = parseProjectRequirement(value.text);
  return read.kind === 'requirement' && read.requirement.url !== undefined
    ? readNamed(line, value, { ...read.requirement, url: read.requirement.url })
    : readUnnamed(line, value);
}

type Addressed = ProjectRequirement & { readonly url: NonNullable<ProjectRequirement['url']> };

function readNamed(
  line: LogicalLine,
  value: PlacedValue,
  { name, extras, url, marker }: Addressed,
): LineEntry {
  const range = partRange(line, value, url.range);
  // pip writes the marker down and reads it once more.
  const again = marker && parseMarker(markerText(marker.parsed));
  const problem = addressProblem(url.text) ?? (again?.kind === 'invalid' ? again.problem : undefined);
  if (problem !== undefined) return { kind: 'invalid', problem, range };
  return {
    kind: 'editable',
    where: url.text,
    isAddress: true,
    range,
    name,
    version: undefined,
    extras: extras.map((extra) => extra.name),
    marker: marker && { ...marker, range: partRange(line, value, marker.range) },
  };
}

function readUnnamed(line: LogicalLine, value: PlacedValue): LineEntry {
  const { text } = value;
  const read = pathExtras(text);
  const whole = { where: text, isAddress: true, end: text.length, extras: [] };
  if (read === undefined) return refused(line, value, 'its extras cannot be read');
  if (namesMachine(text)) return refused(line, value, OTHER_MACHINE);
  if (isNetworkFolder(text)) return unnamed(line, value, { ...whole, isAddress: false });
  const where = text.slice(0, read.pathEnd);
  const part = { where, end: read.pathEnd, extras: read.extras };
  if (/^file:/i.test(where)) return readFileAddress(line, value, part);
  // pip looks for a folder of that name first.
  const url = withScheme(text);
  const problem = addressProblem(url) ?? nameProblem(url);
  if (problem === undefined) return unnamed(line, value, whole);
  return looksLikeFolder(where)
    ? unnamed(line, value, { ...part, isAddress: false })
    : refused(line, value, problem);
}

function readFileAddress(line: LogicalLine, value: PlacedValue, part: Omit<Where, 'isAddress'>): LineEntry {
  const problem = addressProblem(part.where) ?? eggProblem(part.where);
  return problem === undefined
    ? unnamed(line, value, { ...part, isAddress: true })
    : refused(line, value, problem);
}

interface Where {
  readonly where: string;
  readonly isAddress: boolean;
  /** Of what is `where` within the value. */
  readonly end: number;
  readonly extras: readonly string[];
}

function unnamed(line: LogicalLine, value: PlacedValue, { where, isAddress, end, extras }: Where): LineEntry {
  const range = partRange(line, value, { start: 0, end });
  const name = isAddress ? egg(where) : undefined;
  return { kind: 'editable', where, isAddress, range, name, version: undefined, extras, marker: undefined };
}

function refused(line: LogicalLine, { start, end }: PlacedValue, problem: string): LineEntry {
  return { kind: 'invalid', problem, range: rangeIn(line, start, end) };
}

/** `git:` alone is what `git+git:` is. */
function withScheme(text: string): string {
  const scheme = /^(?:bzr|git|hg|svn)(?=:)/i.exec(text)?.[0];
  return scheme === undefined ? text : `${scheme.toLowerCase()}+${text}`;
}

function nameProblem(url: string): string | undefined {
  return isProjectName(egg(url) ?? '')
    ? undefined
    : 'the address of an editable checkout needs #egg=NAME behind it';
}

function addressProblem(url: string): string | undefined {
  const parts = urlParts(url);
  if (parts !== undefined && !isVersionControl(parts) && !url.startsWith('file:'))
    return 'only a folder or the address of a checkout can be editable';
  return linkProblem(url);
}

function looksLikeFolder(path: string): boolean {
  return (path.startsWith('.') || path.includes('/')) && !/^[a-z][a-z\d+.-]*:/i.test(path);
}

/** Exact where the value stands there as it is; else all of it. */
function partRange(
  line: LogicalLine,
  { word, skipped, start, end }: PlacedValue,
  part: TextRange,
): TextRange {
  if (word.isPlain) return rangeIn(line, start + part.start, start + part.end);
  if (part.end === word.text.length - skipped && part.start === 0) return rangeIn(line, start, end);
  const last = placeInWord(line.content, word, skipped + part.end - 1);
  return rangeIn(line, placeInWord(line.content, word, skipped + part.start), last + 1);
}
