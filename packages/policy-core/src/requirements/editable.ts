import { parseProjectRequirement } from '../packaging/parse-project-requirement.ts';
import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { TextRange } from '../text-range.ts';
import type { PlacedValue } from './line-options.ts';
import { egg, linkProblem } from './link.ts';
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
  const problem = addressProblem(url.text);
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
  const whole = rangeIn(line, value.start, value.end);
  const read = pathExtras(text);
  if (read === undefined) return { kind: 'invalid', problem: 'its extras cannot be read', range: whole };
  const { extras, pathEnd } = read;
  const path = text.slice(0, pathEnd);
  const unknown = { version: undefined, marker: undefined };
  if (/^file:/i.test(path)) {
    const range = partRange(line, value, { start: 0, end: pathEnd });
    const problem = addressProblem(path);
    if (problem !== undefined) return { kind: 'invalid', problem, range };
    return { kind: 'editable', where: path, isAddress: true, range, name: egg(path), extras, ...unknown };
  }
  // pip looks for the folder first: only what cannot be one is an address.
  const url = /^(?:bzr|git|hg|svn):/i.test(text)
    ? `${text.slice(0, text.indexOf(':')).toLowerCase()}+${text}`
    : text;
  const problem = addressProblem(url) ?? (egg(url) === undefined ? NAMELESS : undefined);
  if (problem === undefined)
    return {
      kind: 'editable',
      where: text,
      isAddress: true,
      range: whole,
      name: egg(url),
      extras: [],
      ...unknown,
    };
  if (!looksLikeFolder(path)) return { kind: 'invalid', problem, range: whole };
  const range = partRange(line, value, { start: 0, end: pathEnd });
  return { kind: 'editable', where: path, isAddress: false, range, name: undefined, extras, ...unknown };
}

const NAMELESS = 'the address of an editable checkout needs #egg=NAME behind it';

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
