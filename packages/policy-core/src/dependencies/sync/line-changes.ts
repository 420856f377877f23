import { projectNamed } from '../facts/line-entry.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';
import { writtenLines } from '../facts/textual-entries.ts';
import type { DependencySync } from '../../policy/policy.ts';
import { withoutCredentials } from '../../model/without-credentials.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';

/** A line that goes or comes, for people. */
export interface LockChange {
  readonly kind: 'removed' | 'added';
  /** Without passwords, hashes counted. */
  readonly text: string;
  readonly lacksHashes: boolean;
}

/**
 * What goes, each with what comes in its place behind it, then what is new. Comments count: one that goes or comes with
 * the entry before it stands behind that, any other alone.
 */
export function lineChanges(
  before: ReadRequirements,
  after: ReadRequirements,
  mode: DependencySync['mode'],
): readonly LockChange[] {
  const shown = mode === 'textual' ? physicalLines : logicalLines;
  const [old, now] = [shown(before), shown(after)];
  const added = new Set(onlyIn(now, old));
  const byProject = groupedByProject(added);
  const changes: LockChange[] = [];
  for (const line of withRemarks(onlyIn(old, now))) {
    changes.push(changeOf('removed', line));
    const replacing = line.project === undefined ? undefined : byProject.get(line.project)?.shift();
    if (replacing === undefined) continue;
    changes.push(changeOf('added', replacing));
    added.delete(replacing);
  }
  return [...changes, ...withRemarks([...added]).map((line) => changeOf('added', line))];
}

interface ShownLine {
  /** Lines with the same key are the same. */
  readonly key: string;
  readonly text: string;
  readonly project: string | undefined;
  readonly lacksHashes: boolean;
  /** Of a comment: the entry that it stands behind. */
  readonly behind: ShownLine | undefined;
}

/** What pip acts upon, and each line between that it reads over. */
function logicalLines(file: ReadRequirements): readonly ShownLine[] {
  const { text, lines } = file;
  const shown: ShownLine[] = [];
  let from = 0;
  for (const line of lines) {
    for (const remark of remarksIn(text.slice(from, line.range.start), shown.at(-1))) shown.push(remark);
    shown.push(entryLine(file, line));
    from = line.range.end;
  }
  return [...shown, ...remarksIn(text.slice(from), shown.at(-1))];
}

function entryLine({ text }: ReadRequirements, line: RequirementsLine): ShownLine {
  const project = projectNamed(line);
  const counted = line.hashes.filter(({ digest }) => /^[0-9a-f]+$/i.test(digest));
  const hashes = counted.length === 0 ? '' : ` (${withHashes(counted.length)})`;
  return {
    key: line.content,
    text: withoutCredentials(writtenWithout(counted, text, line)) + hashes,
    project,
    lacksHashes: line.hashes.length === 0 && project !== undefined,
    behind: undefined,
  };
}

function withHashes(count: number): string {
  return count === 1 ? '1 hash' : `${count} hashes`;
}

/** As it is written, in one line. What only looks like a hash may have swallowed the next line, and stays. */
function writtenWithout(
  hashes: RequirementsLine['hashes'],
  text: string,
  { range }: RequirementsLine,
): string {
  const parts: string[] = [];
  let from = range.start;
  for (const hash of hashes) {
    parts.push(text.slice(from, hash.range.start));
    from = hash.range.end;
  }
  const lines = writtenLines({ text: [...parts, text.slice(from, range.end)].join(' ') });
  return lines
    .map((line) => withoutContinuation(line.text).replaceAll(/\s+/g, ' '))
    .filter(Boolean)
    .join(' ');
}

function withoutContinuation(text: string): string {
  return text.replaceAll(/^\\+\s*|\s*\\+$/g, '');
}

/** @param between the end of one entry and the beginning of the next */
function remarksIn(between: string, before: ShownLine | undefined): readonly ShownLine[] {
  return writtenLines({ text: between }).flatMap(({ text, range }) => {
    const remark = withoutContinuation(text);
    if (remark === '') return [];
    const isBehind = /^[ \t]*$/.test(between.slice(0, range.start));
    return [{ ...plainLine(remark), behind: isBehind ? before : undefined }];
  });
}

function plainLine(text: string): ShownLine {
  return {
    key: text,
    text: withoutCredentials(text),
    project: undefined,
    lacksHashes: false,
    behind: undefined,
  };
}

function withRemarks(lines: readonly ShownLine[]): readonly ShownLine[] {
  const entries = new Set(lines);
  const remarks = new Map(
    lines.flatMap((line) => (line.behind && entries.has(line.behind) ? [[line.behind, line]] : [])),
  );
  return lines.flatMap((line) => {
    if (line.behind && entries.has(line.behind)) return [];
    const remark = remarks.get(line);
    return [remark === undefined ? line : { ...line, text: `${line.text}  ${remark.text}` }];
  });
}

/** Comments count here as well: they are lost like any other line. */
function physicalLines(file: ReadRequirements): readonly ShownLine[] {
  const starting = new Map(file.lines.map((line) => [line.range.start, line]));
  return writtenLines(file).map(({ text, range }) => {
    const line = starting.get(range.start);
    const project = line && projectNamed(line);
    const lacksHashes = line?.hashes.length === 0 && project !== undefined;
    return { ...plainLine(text), project, lacksHashes };
  });
}

/** A line that stands there twice and once elsewhere is one line more. */
function onlyIn(lines: readonly ShownLine[], other: readonly ShownLine[]): readonly ShownLine[] {
  const left = new Map<string, number>();
  for (const { key } of other) left.set(key, (left.get(key) ?? 0) + 1);
  return lines.filter(({ key }) => {
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
}

function groupedByProject(lines: Iterable<ShownLine>): ReadonlyMap<string, ShownLine[]> {
  const groups = new Map<string, ShownLine[]>();
  for (const line of lines) {
    if (line.project === undefined) continue;
    const group = groups.get(line.project);
    if (group === undefined) groups.set(line.project, [line]);
    else group.push(line);
  }
  return groups;
}

function changeOf(kind: LockChange['kind'], { text, lacksHashes }: ShownLine): LockChange {
  return { kind, text, lacksHashes };
}
