import { MOST_OPENED, type FileAt, type UnseenInclude } from '../facts/expanded-requirements.ts';
import { includeOf } from '../facts/requirement-include.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { LinePlace } from './dependency-explanation.ts';

/** A line with the way that leads to it. */
export interface ReadLine {
  readonly file: ReadRequirements;
  readonly line: RequirementsLine;
  /** What a file of constraints brings in constrains as well. */
  readonly as: 'requirements' | 'constraints';
  readonly broughtInBy: readonly LinePlace[];
}

export interface ReadLines {
  readonly lines: readonly ReadLine[];
  readonly unseen: readonly UnseenInclude[];
}

/** Every line pip reads from a file on, constraints too; a file that brings itself in is left out there. */
export function readLines(start: ReadRequirements, fileAt: FileAt): ReadLines {
  const walk: Walk = { fileAt, lines: [], unseen: [], opened: 0 };
  readFrom(start, { as: 'requirements', broughtInBy: [], way: [start.path] }, walk);
  return walk;
}

/** Where a line begins. */
export function linePlace({ file, line }: Pick<ReadLine, 'file' | 'line'>): LinePlace {
  return { path: file.path, line: file.place(line.range).start.line + 1 };
}

interface Walk {
  readonly fileAt: FileAt;
  readonly lines: ReadLine[];
  readonly unseen: UnseenInclude[];
  opened: number;
}

interface Position extends Pick<ReadLine, 'as' | 'broughtInBy'> {
  readonly way: readonly string[];
}

function readFrom(file: ReadRequirements, at: Position, walk: Walk): void {
  const { as, broughtInBy, way } = at;
  for (const line of file.lines) {
    const include = includeOf(file.path, line);
    if (include === undefined) walk.lines.push({ file, line, as, broughtInBy });
    if (include?.leadsTo.kind !== 'file' || way.includes(include.leadsTo.path)) continue;
    const { path } = include.leadsTo;
    const next = {
      as: as === 'constraints' ? as : include.as,
      broughtInBy: [...broughtInBy, linePlace({ file, line })],
      way: [...way, path],
    };
    open(path, next, walk);
  }
}

function open(path: string, at: Position, walk: Walk): void {
  if (walk.opened >= MOST_OPENED) return;
  walk.opened += 1;
  const found = walk.fileAt(path);
  if (!found.known) walk.unseen.push({ path, reason: found.reason });
  else if (found.value.kind === 'read') readFrom(found.value, at, walk);
  else if (found.value.kind === 'unreadable') walk.unseen.push({ path, reason: found.value.problem });
  else walk.unseen.push({ path, reason: 'it holds no requirements, or does not exist' });
}
