import type { Known } from '../../model/known.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import { includeOf, type Include } from './requirement-include.ts';
import type { ReadRequirements, RequirementsFile } from './requirements-file.ts';

/** What one side of a pair asks for, with what its `-r` lines bring in, each at its place. */
export interface ExpandedRequirements {
  /** Without constraints, which ask for nothing. A `-r` line stands here where its file holds no lines. */
  readonly lines: readonly ExpandedLine[];
  /** Files that belong to it and that nobody could look at; `reason` is a clause. */
  readonly unseen: readonly UnseenInclude[];
}

/** A line, and the file it stands in. */
export interface ExpandedLine {
  readonly file: ReadRequirements;
  readonly line: RequirementsLine;
}

export interface UnseenInclude {
  readonly path: string;
  readonly reason: string;
}

export type FileAt = (path: string) => Known<RequirementsFile>;

/**
 * As pip does, a file that is named twice is read twice; one that names itself is left out there. What a `-r`
 * line of constraints brings in is asked for like any other.
 */
export function expandedRequirements(start: ReadRequirements, fileAt: FileAt): ExpandedRequirements {
  const alone = linesAlone(start);
  if (alone !== undefined) return { lines: alone, unseen: [] };
  const expansion: Expansion = { fileAt, lines: [], unseen: [], opened: new Set(), count: 0 };
  expand(start, { as: 'requirements', way: [start.path] }, expansion);
  return expansion;
}

/** `undefined` where it brings something in. */
const linesAlone = memoizeByObject((file: ReadRequirements): ExpandedRequirements['lines'] | undefined =>
  file.lines.some(({ entry }) => entry.kind === 'include')
    ? undefined
    : file.lines.map((line) => ({ file, line })),
);

/** Nobody brings in so many; somebody could make two files that bring in two, and so on. */
export const MOST_OPENED = 200;

/** A file may be long and be named often. */
export const MOST_BROUGHT_IN = 20_000;

function whatIsTooMuch({ count, lines }: Expansion): string | undefined {
  if (count >= MOST_OPENED) return `${MOST_OPENED} files`;
  return lines.length >= MOST_BROUGHT_IN ? `${MOST_BROUGHT_IN.toLocaleString('en')} lines` : undefined;
}

interface Expansion {
  readonly fileAt: FileAt;
  readonly lines: ExpandedLine[];
  readonly unseen: UnseenInclude[];
  readonly opened: Set<string>;
  count: number;
}

interface Opened {
  readonly as: Include['as'];
  /** What led there, itself at the end. */
  readonly way: readonly string[];
}

function expand(file: ReadRequirements, opened: Opened, expansion: Expansion): void {
  for (const line of file.lines) {
    const include = includeOf(file.path, line);
    if (include?.leadsTo.kind === 'file')
      open(include.leadsTo.path, { include, from: { file, line }, opened }, expansion);
    else if ((include?.as ?? opened.as) === 'requirements') expansion.lines.push({ file, line });
  }
}

interface Opening {
  readonly include: Include;
  readonly from: ExpandedLine;
  readonly opened: Opened;
}

function open(path: string, { include: { as }, from, opened: { way } }: Opening, expansion: Expansion): void {
  const { unseen, opened, fileAt } = expansion;
  if (way.includes(path)) return;
  const key = `${as} ${path}`;
  const tooMuch = whatIsTooMuch(expansion);
  if (tooMuch !== undefined) {
    // What was read once says nothing new the second time.
    if (!opened.has(key)) unseen.push({ path, reason: `more than ${tooMuch} are brought in` });
    return;
  }
  expansion.count += 1;
  opened.add(key);
  const found = fileAt(path);
  if (found.known && found.value.kind === 'read') expand(found.value, { as, way: [...way, path] }, expansion);
  else if (as === 'constraints') return;
  else if (!found.known) unseen.push({ path, reason: found.reason });
  else if (found.value.kind === 'unreadable') unseen.push({ path, reason: found.value.problem });
  else expansion.lines.push(from);
}
