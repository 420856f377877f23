import type { GivenEntry } from './observations-from-input.ts';
import { unquotedPath } from './quoted-path.ts';

/** What is read of one file of a diff. */
interface FileDiff {
  /** The line that begins it, for whoever cannot tell its paths. */
  readonly begins: string;
  /** As `diff --git` writes them; `undefined` where that does not tell one from the other. */
  readonly pair?: readonly [string, string] | undefined;
  /** Without a prefix, as `rename from` and the like write them, and combined diffs. */
  from?: string;
  to?: string;
  /** What stands behind `---` and `+++`; `null`: no file. */
  minus?: string | null;
  plus?: string | null;
  oldMode?: string;
  newMode?: string;
  side?: 'new' | 'deleted';
  isCopy?: boolean;
}

/** How many lines of a hunk are still to come, of each side that was there before, and of the one that came of it. */
interface OpenHunk {
  readonly before: readonly number[];
  readonly after: number;
}

interface ReadState {
  readonly files: FileDiff[];
  hunk: OpenHunk | undefined;
}

/**
 * Of `git diff` and `diff -u`. What stands in a hunk is content, whatever it looks like; and a hunk begins only where the
 * paths of a file stand above it, so that no message of a commit opens one. Throws a TypeError where the text was cut, and
 * where it speaks of a file without its paths.
 */
export function changesOfDiff(text: string): readonly GivenEntry[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => line.replace(/\r+$/, ''));
  const state: ReadState = { files: [], hunk: undefined };
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1 && line === '';
    if (state.hunk !== undefined && !isLast) state.hunk = afterContent(line, state.hunk, index);
    else if (!isLast) readLine(line, lines[index + 1] ?? '', state);
  }
  if (state.hunk !== undefined) throw new TypeError('The diff ends in the middle of a hunk: it was cut.');
  if (state.files.length === 0 && text.trim() !== '')
    throw new TypeError('The text holds no unified diff: no line begins with "diff --git" or "---".');
  return state.files.flatMap(changesOfFile);
}

function readLine(line: string, next: string, state: ReadState): void {
  const { files } = state;
  const last = files.at(-1);
  const begun = begunBy(line);
  if (begun !== undefined) files.push(begun);
  else if (line.startsWith('--- ') && next.startsWith('+++ ')) readMinus(line, files);
  else if (last !== undefined) readOf(last, line, state);
}

/** Where no `diff --git` stands between two files, the next one begins here. */
function readMinus(line: string, files: FileDiff[]): void {
  const last = files.at(-1);
  const minus = sideOf(line.slice(4));
  if (last === undefined || last.minus !== undefined || isWhole(last)) files.push({ begins: line, minus });
  else last.minus = minus;
}

function readOf(last: FileDiff, line: string, state: ReadState): void {
  if (line.startsWith('+++ ') && last.minus !== undefined && last.plus === undefined)
    last.plus = sideOf(line.slice(4));
  else if (line.startsWith('@@') && (last.plus !== undefined || last.to !== undefined))
    state.hunk = hunkOf(line);
  else Object.assign(last, said(line));
}

/** All of it was said in one line. */
function isWhole({ pair, to, begins }: FileDiff): boolean {
  return pair === undefined && to !== undefined && !begins.startsWith('diff ');
}

function begunBy(line: string): FileDiff | undefined {
  const combined = /^diff --(?:cc|combined) (.+)$/.exec(line)?.[1];
  if (combined !== undefined) return alone(line, unquotedPath(combined));
  const rest = /^diff --git (.+)$/.exec(line)?.[1];
  if (rest !== undefined) return { begins: line, pair: pathsIn(rest) };
  for (const pattern of WITHOUT_PATHS)
    if (pattern.test(line))
      throw new TypeError(
        `The line ${JSON.stringify(line)} speaks of a file without its change. Give the diff of git.`,
      );
  const module =
    /^Submodule (.+?) (?:[0-9a-f]{4,}\.{2,3}[0-9a-f]{4,}|contains (?:modified|untracked) content)/.exec(line);
  return module?.[1] === undefined ? undefined : alone(line, unquotedPath(module[1]));
}

function alone(begins: string, path: string): FileDiff {
  return { begins, from: path, to: path };
}

/** Of `diff -r`, of Subversion. */
const WITHOUT_PATHS = [/^Only in .+: ./, /^Files .+ and .+ differ$/, /^Property changes on: ./];

/** `@@ -1,2 +1,3 @@`; a merge has one sign more for each parent more. */
function hunkOf(line: string): OpenHunk | undefined {
  const [, signs, ranges = ''] = /^(@{2,})((?: [-+]\d+(?:,\d+)?)+) \1/.exec(line) ?? [];
  if (signs === undefined) return undefined;
  const counts = Array.from(ranges.matchAll(/ [-+]\d+(?:,(\d+))?/g), ([, count = '1']) => Number(count));
  return open(counts.slice(0, -1), counts.at(-1) ?? 0);
}

function open(before: readonly number[], after: number): OpenHunk | undefined {
  return after > 0 || before.some((count) => count > 0) ? { before, after } : undefined;
}

function afterContent(line: string, { before, after }: OpenHunk, index: number): OpenHunk | undefined {
  if (line.startsWith('\\')) return { before, after };
  const signs = line.slice(0, before.length).padEnd(before.length, ' ');
  if (!/^[ +-]+$/.test(signs))
    throw new TypeError(`The diff was cut: line ${index + 1} is inside a hunk, but is no line of one.`);
  return open(
    before.map((count, side) =>
      signs[side] === '+' || (signs.includes('-') && signs[side] === ' ') ? count : count - 1,
    ),
    signs.includes('-') ? after : after - 1,
  );
}

/** A mode, or a side of a rename. */
function said(line: string): Partial<FileDiff> {
  const modes = /^index [0-9a-f,]+\.\.[0-9a-f]+ ([0-7]{6})$/.exec(line)?.[1];
  if (modes !== undefined) return { oldMode: modes, newMode: modes };
  const [, word = '', value = ''] =
    /^((?:new file|deleted file|old|new) mode|(?:rename|copy) (?:from|to)) (.+)$/.exec(line) ?? [];
  return SAID[word]?.(value) ?? {};
}

const SAID: Readonly<Record<string, (value: string) => Partial<FileDiff>>> = {
  'new file mode': (newMode) => ({ side: 'new', newMode }),
  'deleted file mode': (oldMode) => ({ side: 'deleted', oldMode }),
  'old mode': (oldMode) => ({ oldMode }),
  'new mode': (newMode) => ({ newMode }),
  'rename from': (value) => ({ from: unquotedPath(value) }),
  'copy from': (value) => ({ from: unquotedPath(value), isCopy: true }),
  'rename to': (value) => ({ to: unquotedPath(value) }),
  'copy to': (value) => ({ to: unquotedPath(value) }),
};

/** `a/x b/x`, where the path may hold blanks; `undefined` where nobody can tell where one ends. */
function pathsIn(rest: string): readonly [string, string] | undefined {
  for (const pattern of PAIRS) {
    const [, from, to] = pattern.exec(rest) ?? [];
    if (from !== undefined && to !== undefined) return [unquotedPath(from), unquotedPath(to)];
  }
  // But for their prefixes both say the same, so that one begins where the other ends, in the middle.
  const blanks = Array.from(rest.matchAll(/ /g), ({ index }) => index);
  const pairs = blanks.map((at) => [rest.slice(0, at), rest.slice(at + 1)] as const);
  const alike = pairs.filter(
    ([from, to]) => from === to || (usual(from) !== from && usual(from) === usual(to)),
  );
  return alike.length === 1 ? alike[0] : undefined;
}

/** Where quotes or blanks tell where the first path ends. */
const PAIRS = [
  /^("(?:[^"\\]|\\.)*"|[^" ]+) ("(?:[^"\\]|\\.)*"|[^" ]+)$/,
  /^("(?:[^"\\]|\\.)*") (.+)$/,
  /^([^"]+) ("(?:[^"\\]|\\.)*")$/,
] as const;

/** Without `a/` and `b/`, or what `diff.mnemonicPrefix` writes. */
function usual(path: string): string {
  return path.replace(/^[abciow]\//, '');
}

/** Behind a tab, `diff -u` writes a time. */
function sideOf(written: string): string | null {
  const path = unquotedPath(written.startsWith('"') ? written : (written.split('\t')[0] ?? ''));
  return path === '/dev/null' ? null : path;
}

function changesOfFile(file: FileDiff): readonly GivenEntry[] {
  const { from, to, isCopy } = pathsOf(file);
  const modes = { ...modeOf('oldMode', file.oldMode), ...modeOf('newMode', file.newMode) };
  if (from === null) return to === null ? [] : [{ path: to, status: 'added', ...modes, oldMode: '000000' }];
  if (to === null) return [{ path: from, status: 'deleted', ...modes, newMode: '000000' }];
  if (isCopy) return [{ path: to, status: 'added' }];
  return from === to ? [{ path: to, status: 'modified', ...modes }] : renamed(from, to);
}

/** Both sides of it: whoever may not touch one of them may not rename. */
export function renamed(from: string, to: string): readonly GivenEntry[] {
  return [
    { path: from, status: 'deleted' },
    { path: to, status: 'added' },
  ];
}

interface BothPaths {
  readonly from: string | null;
  readonly to: string | null;
  readonly isCopy: boolean;
}

function pathsOf(file: FileDiff): BothPaths {
  const { begins, pair, from, to, minus, plus, side } = file;
  if (from !== undefined && to !== undefined) return { from, to, isCopy: file.isCopy === true };
  const path = pair === undefined ? samePath(minus, plus, begins) : samePath(pair[0], pair[1], begins);
  const isNew = side === 'new' || (pair === undefined && minus === null);
  const isGone = side === 'deleted' || (pair === undefined && plus === null);
  return { from: isNew ? null : path, to: isGone ? null : path, isCopy: false };
}

/** What both name, without their prefixes: git says with words of its own where it is not the same file. */
function samePath(one: string | null | undefined, other: string | null | undefined, begins: string): string {
  const [only, second] = [one, other].filter((path) => typeof path === 'string');
  if (only === undefined) throw new TypeError(`${JSON.stringify(begins)} does not say where one path ends.`);
  // With one side alone nothing shows whether it has a prefix; tools without `diff --git` write none or the usual one.
  if (second === undefined) return usual(only);
  if (only === second) return only;
  const shared = sharedEnd(only, second);
  if (shared !== undefined) return shared;
  throw new TypeError(
    `${JSON.stringify(begins)} names two files, and does not say that one became the other. Give the diff of git.`,
  );
}

/** `old/app/x.py` and `new/app/x.py`; `x.py.orig` and `x.py`. */
function sharedEnd(one: string, other: string): string | undefined {
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  if (longer === `${shorter}.orig` || longer === `${shorter}~`) return shorter;
  const [left, right] = [one.split('/'), other.split('/')];
  let count = 0;
  while (count < Math.min(left.length, right.length) && left.at(-1 - count) === right.at(-1 - count))
    count += 1;
  const isPrefix = left.length - count <= 1 && right.length - count <= 1;
  return count > 0 && isPrefix ? left.slice(left.length - count).join('/') : undefined;
}

/** Nothing where it is no mode of git. */
export function modeOf(which: 'oldMode' | 'newMode', written: unknown): Partial<GivenEntry> {
  return typeof written === 'string' && /^[0-7]{6}$/.test(written) ? { [which]: written } : {};
}
