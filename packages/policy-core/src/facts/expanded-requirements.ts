import type { Known } from '../known.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { onceFor } from './once-for.ts';
import { includeOf } from './requirement-include.ts';
import type { ReadRequirements, RequirementsFile } from './requirements-file.ts';

/** What one side of a pair asks for, with what its `-r` lines bring in, each at its place. */
export interface ExpandedRequirements {
  /** Without `-c` lines, which ask for nothing. A `-r` line stands here where its file holds no lines. */
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

/** As pip does, a file that is named twice is read twice; one that names itself is left out there. */
export function expandedRequirements(start: ReadRequirements, fileAt: FileAt): ExpandedRequirements {
  const alone = linesAlone(start);
  if (alone !== undefined) return { lines: alone, unseen: [] };
  const expansion: Expansion = { fileAt, lines: [], unseen: [], opened: new Set([start.path]), count: 0 };
  expand(start, [start.path], expansion);
  return expansion;
}

/** `undefined` where it brings something in. */
const linesAlone = onceFor((file: ReadRequirements): ExpandedRequirements['lines'] | undefined =>
  file.lines.some(({ entry }) => entry.kind === 'include')
    ? undefined
    : file.lines.map((line) => ({ file, line })),
);

/** Nobody brings in so many; somebody could make two files that bring in two, and so on. */
export const MOST_OPENED = 200;

interface Expansion {
  readonly fileAt: FileAt;
  readonly lines: ExpandedLine[];
  readonly unseen: UnseenInclude[];
  readonly opened: Set<string>;
  count: number;
}

function expand(file: ReadRequirements, way: readonly string[], expansion: Expansion): void {
  for (const line of file.lines) {
    const include = includeOf(file.path, line);
    if (include === undefined) expansion.lines.push({ file, line });
    else if (include.as === 'requirements') {
      const { leadsTo } = include;
      if (leadsTo.kind === 'file') open(leadsTo.path, { from: { file, line }, way }, expansion);
      else expansion.lines.push({ file, line });
    }
  }
}

function open(
  path: string,
  { from, way }: { readonly from: ExpandedLine; readonly way: readonly string[] },
  expansion: Expansion,
): void {
  const { unseen, opened, fileAt } = expansion;
  if (way.includes(path)) return;
  if (expansion.count >= MOST_OPENED) {
    if (!opened.has(path)) unseen.push({ path, reason: `more than ${MOST_OPENED} files are brought in` });
    return;
  }
  expansion.count += 1;
  opened.add(path);
  const found = fileAt(path);
  if (!found.known) unseen.push({ path, reason: found.reason });
  else if (found.value.kind === 'unreadable') unseen.push({ path, reason: found.value.problem });
  else if (found.value.kind === 'read') expand(found.value, [...way, path], expansion);
  else expansion.lines.push(from);
}
