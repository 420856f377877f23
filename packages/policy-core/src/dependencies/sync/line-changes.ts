import { lineEntry } from '../facts/line-entry.ts';
import type { ReadRequirements } from '../facts/requirements-file.ts';
import { textualEntries } from '../facts/textual-entries.ts';
import type { DependencySync } from '../../policy/policy.ts';
import { withoutCredentials } from '../../model/without-credentials.ts';

/** A line that goes or comes, for people. */
export interface LockChange {
  readonly kind: 'removed' | 'added';
  /** Without passwords, hashes counted. */
  readonly text: string;
  readonly lacksHashes: boolean;
}

/** What goes, each with what comes in its place behind it, then what is new. */
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
  for (const line of onlyIn(old, now)) {
    changes.push(changeOf('removed', line));
    const replacing = line.project === undefined ? undefined : byProject.get(line.project)?.shift();
    if (replacing === undefined) continue;
    changes.push(changeOf('added', replacing));
    added.delete(replacing);
  }
  return [...changes, ...[...added].map((line) => changeOf('added', line))];
}

interface ShownLine {
  /** Lines with the same key are the same. */
  readonly key: string;
  readonly text: string;
  readonly project: string | undefined;
  readonly lacksHashes: boolean;
}

function logicalLines(file: ReadRequirements): readonly ShownLine[] {
  return file.lines.map((line) => {
    const { text, project } = lineEntry({ file, line });
    const hashes = line.hashes.length === 0 ? '' : ` (${withHashes(line.hashes.length)})`;
    const lacksHashes = line.hashes.length === 0 && project !== undefined;
    return { key: line.content, text: withoutCredentials(text) + hashes, project, lacksHashes };
  });
}

function withHashes(count: number): string {
  return count === 1 ? '1 hash' : `${count} hashes`;
}

function physicalLines(file: ReadRequirements): readonly ShownLine[] {
  const starting = new Map(file.lines.map((line) => [line.range.start, line]));
  return textualEntries(file).map(({ text, range }) => {
    const line = starting.get(range.start);
    const project = line && lineEntry({ file, line }).project;
    const lacksHashes = line?.hashes.length === 0 && project !== undefined;
    return { key: text, text: withoutCredentials(text), project, lacksHashes };
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
