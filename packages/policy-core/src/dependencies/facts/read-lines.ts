import type { LockHeader } from '../requirements/lock-header.ts';
import {
  MOST_OPENED,
  type ExpandedRequirements,
  type FileAt,
  type UnseenInclude,
} from './expanded-requirements.ts';
import { includeOf } from './requirement-include.ts';
import type { ReadRequirements } from './requirements-file.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';

/** From 1. */
export interface LinePlace {
  readonly path: string;
  readonly line: number;
}

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

interface Compiled {
  /** Path of the lock. */
  readonly lock: string;
  readonly header: LockHeader | undefined;
  readonly fileAt: FileAt;
}

/**
 * What holds back the versions of a lock: constraints that its source names, and those that its command was given.
 * That one is not there is for dependencies/include to report.
 */
export function constraintLines(source: ReadRequirements, compiled: Compiled): ExpandedRequirements {
  const { header, fileAt } = compiled;
  const given = header === undefined || header.constraints.length === 0 ? [] : givenFiles(header, compiled);
  const named = source.lines.some(({ entry }) => entry.kind === 'include')
    ? [constraintsIn(readLines(source, fileAt), fileAt)]
    : [];
  const all = [...named, ...given.map((file) => readLines(file, fileAt))];
  return { lines: all.flatMap(({ lines }) => lines), unseen: all.flatMap(({ unseen }) => unseen) };
}

function constraintsIn({ lines, unseen }: ReadLines, fileAt: FileAt): ReadLines {
  return {
    lines: lines.filter(({ as }) => as === 'constraints'),
    unseen: unseen.filter(isUnread(fileAt)),
  };
}

function isUnread(fileAt: FileAt): (unseen: UnseenInclude) => boolean {
  return ({ path }) => {
    const file = fileAt(path);
    return !file.known || file.value.kind === 'unreadable';
  };
}

/** The command was run in a folder that the path of the lock tells. A lock may hold itself to what it held. */
function givenFiles(
  { constraints, output }: LockHeader,
  { lock, fileAt }: Compiled,
): readonly ReadRequirements[] {
  const written = output?.replaceAll('\\', '/').replace(/^\.\//, '');
  const folder = written !== undefined && lock.endsWith(`/${written}`) ? lock.slice(0, -written.length) : '';
  return constraints.flatMap((constraint) => {
    const path = `${folder}${constraint.replaceAll('\\', '/').replace(/^\.\//, '')}`;
    const file = path === lock || path.includes('../') ? undefined : fileAt(path);
    return file?.known === true && file.value.kind === 'read' ? [file.value] : [];
  });
}
