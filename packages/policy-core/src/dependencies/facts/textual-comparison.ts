import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { TextRange } from '../../model/text-range.ts';
import { lineEntry, projectNamed } from './line-entry.ts';
import { matchedDifferences } from './matched-differences.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { ReadRequirements } from './requirements-file.ts';
import type { SyncDifference, SyncEntry } from './sync-difference.ts';
import { textualEntries } from './textual-entries.ts';

/**
 * The two files hold the same lines: physical ones as pip cuts them, without the white space around them,
 * blank ones and those that begin with `#` left out. Order and repetition do not count, an inline comment
 * does. Where lines are continued, the same ones in another order may say something else: then what they are
 * joined to has to be the same, too. Files that are brought in are not looked at.
 */
export function textualDifferences(
  source: ReadRequirements,
  lock: ReadRequirements,
): readonly SyncDifference[] {
  if (source.text === lock.text) return [];
  const found = differencesIn({ source, lock }, writtenLines);
  return found.length === 0 && isContinued(source) ? differencesIn({ source, lock }, joinedLines) : found;
}

function differencesIn(
  { source, lock }: { readonly source: ReadRequirements; readonly lock: ReadRequirements },
  linesOf: (file: ReadRequirements) => WrittenLines,
): readonly SyncDifference[] {
  const [inSource, inLock] = [linesOf(source), linesOf(lock)];
  const wanted = [...inSource].filter(([text]) => !inLock.has(text));
  const held = [...inLock].filter(([text]) => !inSource.has(text));
  if (wanted.length === 0 && held.length === 0) return [];
  return matchedDifferences({
    wanted: entriesOf(source, wanted),
    held: entriesOf(lock, held),
    isNamedInLock: namesIn(lock),
  });
}

/** With the same lines the other file is, too. */
function isContinued({ lines, text }: ReadRequirements): boolean {
  return lines.some(({ range }) => LINE_END.test(text.slice(range.start, range.end)));
}

// oxlint-disable-next-line no-control-regex -- the control characters are what pip splits at
const LINE_END = /[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

type WrittenLines = ReadonlyMap<string, readonly TextRange[]>;

/** Where each text stands. */
const writtenLines = memoizeByObject((file: ReadRequirements): WrittenLines => {
  const written = new Map<string, TextRange[]>();
  for (const { text, range } of textualEntries(file)) {
    const places = written.get(text);
    if (places === undefined) written.set(text, [range]);
    else places.push(range);
  }
  return written;
});

/** The same, of lines as pip joins them. */
const joinedLines = memoizeByObject((file: ReadRequirements): WrittenLines => {
  const joined = new Map<string, TextRange[]>();
  for (const { content, range } of file.lines) {
    const text = content.replace(/ {2,}/g, ' ');
    const places = joined.get(text);
    if (places === undefined) joined.set(text, [range]);
    else places.push(range);
  }
  return joined;
});

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
