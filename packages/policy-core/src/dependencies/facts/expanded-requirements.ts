import type { Known } from '../../model/known.ts';
import { commandFiles, type CommandFile, includeOf, type Include } from './requirement-include.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import { memoizeByObject } from '../../model/memoize.ts';
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
    follow(path, next, walk);
  }
}

function follow(path: string, at: Position, walk: Walk): void {
  if (walk.opened >= MOST_OPENED) return;
  walk.opened += 1;
  const found = walk.fileAt(path);
  if (!found.known) walk.unseen.push({ path, reason: found.reason });
  else if (found.value.kind === 'read') readFrom(found.value, at, walk);
  else if (found.value.kind === 'unreadable') walk.unseen.push({ path, reason: found.value.problem });
  else walk.unseen.push({ path, reason: 'it holds no requirements, or does not exist' });
}

/** What holds back the versions of a lock. */
export interface HeldBy extends ExpandedRequirements {
  /** Of these projects it counts instead of what the sources say. */
  readonly overriding: readonly ExpandedLine[];
}

/**
 * Constraints that the source of a lock names, and what its command was given. That one is not there is for
 * dependencies/include to report.
 */
export function constraintLines(source: ReadRequirements, lock: PlacedLock, fileAt: FileAt): HeldBy {
  const given = commandFiles(lock, (path) => isAbsent(fileAt(path)));
  const named = source.lines.some(({ entry }) => entry.kind === 'include')
    ? [constraintsIn(readLines(source, fileAt), fileAt)]
    : [];
  const readAs = (as: CommandFile['as']) =>
    given.flatMap((one) => (one.as === as ? linesOf(one, fileAt) : []));
  const [constraining, overriding] = [[...named, ...readAs('constraints')], readAs('overrides')];
  return {
    lines: constraining.flatMap(({ lines }) => lines),
    overriding: overriding.flatMap(({ lines }) => lines),
    unseen: [...constraining, ...overriding].flatMap(({ unseen }) => unseen),
  };
}

type PlacedLock = Pick<ReadRequirements, 'path' | 'header'>;

function linesOf({ leadsTo }: CommandFile, fileAt: FileAt): readonly ReadLines[] {
  if (leadsTo.kind !== 'file') return [];
  const { path } = leadsTo;
  const file = fileAt(path);
  if (!file.known) return [{ lines: [], unseen: [{ path, reason: file.reason }] }];
  if (file.value.kind === 'unreadable')
    return [{ lines: [], unseen: [{ path, reason: file.value.problem }] }];
  return file.value.kind === 'read' ? [readLines(file.value, fileAt)] : [];
}

function isAbsent(file: Known<RequirementsFile>): boolean {
  return file.known && file.value.kind === 'absent';
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
