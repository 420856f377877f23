import { nextPhysicalLine, startOfLines } from '../requirements/physical-lines.ts';
import { afterSpace, beforeSpace } from '../requirements/python-space.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { TextRange } from '../text-range.ts';
import { lineEntry, projectNamed } from './line-entry.ts';
import { matchedDifferences } from './matched-differences.ts';
import type { ReadRequirements } from './requirements-file.ts';
import type { SyncDifference, SyncEntry } from './sync-difference.ts';

/**
 * The two files hold the same lines: physical ones as pip cuts them, without the white space around them,
 * blank ones and those that begin with `#` left out. Order and repetition do not count, an inline comment
 * does. Files that are brought in are not looked at.
 */
export function textualDifferences(
  source: ReadRequirements,
  lock: ReadRequirements,
): readonly SyncDifference[] {
  if (source.text === lock.text) return [];
  const [inSource, inLock] = [writtenLines(source.text), writtenLines(lock.text)];
  const wanted = [...inSource].filter(([text]) => !inLock.has(text));
  const held = [...inLock].filter(([text]) => !inSource.has(text));
  if (wanted.length === 0 && held.length === 0) return [];
  return matchedDifferences({
    wanted: entriesOf(source, wanted),
    held: entriesOf(lock, held),
    isNamedInLock: namesIn(lock),
  });
}

type WrittenLines = ReadonlyMap<string, readonly TextRange[]>;

/** Where each text stands. */
function writtenLines(text: string): WrittenLines {
  const written = new Map<string, TextRange[]>();
  const cursor = startOfLines(text);
  while (nextPhysicalLine(text, cursor)) {
    const start = afterSpace(text, cursor.start, cursor.end);
    const end = beforeSpace(text, start, cursor.end);
    if (start === end || text.charCodeAt(start) === HASH) continue;
    const line = text.slice(start, end);
    const places = written.get(line);
    if (places === undefined) written.set(line, [{ start, end }]);
    else places.push({ start, end });
  }
  return written;
}

const HASH = 0x23;

/** By text, every copy of it. */
function entriesOf(
  file: ReadRequirements,
  written: Iterable<readonly [string, readonly TextRange[]]>,
): readonly (readonly SyncEntry[])[] {
  const starting = new Map(file.lines.map((line) => [line.range.start, line]));
  return Array.from(written, ([text, ranges]) =>
    ranges.map((range) => writtenEntry(file, { text, range, line: starting.get(range.start) })),
  );
}

/** Its line is the one that begins there, though it may go on below. */
function writtenEntry(
  file: ReadRequirements,
  { text, range, line }: { text: string; range: TextRange; line: RequirementsLine | undefined },
): SyncEntry {
  if (line === undefined) return { text, project: undefined, file, range, line, version: undefined };
  return { ...lineEntry({ file, line }), text, range };
}

function namesIn({ lines }: ReadRequirements): (project: string) => boolean {
  const names = new Set(lines.map((line) => projectNamed(line)));
  return (project) => names.has(project);
}
