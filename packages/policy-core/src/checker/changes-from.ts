import type { GivenEntry } from './observations-from-input.ts';

/** One file as `GET /repos/{owner}/{repo}/pulls/{number}/files` and `/compare` of GitHub list it. */
interface GitHubFile {
  readonly filename: string;
  readonly status?: string | undefined;
  readonly previous_filename?: string | undefined;
}

/** One file as `/merge_requests/{iid}/diffs` and `/changes` of GitLab list it. */
interface GitLabFile {
  readonly old_path: string;
  readonly new_path: string;
  readonly a_mode?: string | null | undefined;
  readonly b_mode?: string | null | undefined;
  readonly new_file?: boolean | undefined;
  readonly deleted_file?: boolean | undefined;
}

/**
 * The changes of a file list of GitHub or GitLab, or of a unified diff, for `checkChange`: both sides of a rename.
 * Throws a TypeError where it is none of these. A list may have been cut: GitHub ends at 3,000 files.
 */
export function changesFrom(source: string | readonly object[]): readonly GivenEntry[] {
  if (typeof source === 'string') return changesOfDiff(source);
  if (!Array.isArray(source)) throw new TypeError('Give the list of files, or the text of a diff.');
  return source.flatMap((file: unknown, index) => {
    if (isGitHubs(file)) return changesOfGitHub(file, `[${index}]`);
    if (isGitLabs(file)) return changesOfGitLab(file);
    throw new TypeError(
      `[${index}] is no file as GitHub or GitLab lists it: it has neither filename nor new_path.`,
    );
  });
}

function isGitHubs(file: unknown): file is GitHubFile {
  return typeof file === 'object' && file !== null && 'filename' in file && typeof file.filename === 'string';
}

function isGitLabs(file: unknown): file is GitLabFile {
  if (typeof file !== 'object' || file === null || !('new_path' in file) || !('old_path' in file))
    return false;
  return typeof file.new_path === 'string' && typeof file.old_path === 'string';
}

function changesOfGitHub({ filename, status, previous_filename: before }: GitHubFile, field: string) {
  switch (status) {
    case 'added':
    case 'copied':
      return [{ path: filename, status: 'added' as const }];
    case 'removed':
      return [{ path: filename, status: 'deleted' as const }];
    case 'modified':
    case 'changed':
      return [{ path: filename, status: 'modified' as const }];
    case 'unchanged':
      return [];
    case 'renamed':
      if (before !== undefined) return renamed(before, filename);
      throw new TypeError(`${field} was renamed, and does not say from what: previous_filename is missing.`);
    default:
      throw new TypeError(`${field}.status is ${JSON.stringify(status)}, which is no status of GitHub.`);
  }
}

function changesOfGitLab(file: GitLabFile): readonly GivenEntry[] {
  const { old_path: from, new_path: to } = file;
  const modes = { ...mode('oldMode', file.a_mode), ...mode('newMode', file.b_mode) };
  if (file.new_file === true) return [{ path: to, status: 'added', ...modes, oldMode: '000000' }];
  if (file.deleted_file === true) return [{ path: from, status: 'deleted', ...modes, newMode: '000000' }];
  if (from !== to) return renamed(from, to);
  return [{ path: to, status: 'modified', ...modes }];
}

function renamed(from: string, to: string): readonly GivenEntry[] {
  return [
    { path: from, status: 'deleted' },
    { path: to, status: 'added' },
  ];
}

function mode(side: 'oldMode' | 'newMode', written: string | null | undefined): Partial<GivenEntry> {
  return written === undefined || written === null || !/^[0-7]{6}$/.test(written) ? {} : { [side]: written };
}

/** What is read of one file of a diff. */
interface FileDiff {
  /** `undefined`: it is not there on that side; left out where no line says so. */
  from?: string | undefined;
  to?: string | undefined;
  oldMode?: string;
  newMode?: string;
  isCopy?: boolean;
}

/** Of `git diff` and `diff -u`. What stands in a hunk is content, whatever it looks like. */
function changesOfDiff(text: string): readonly GivenEntry[] {
  const files: FileDiff[] = [];
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  let left = { old: 0, new: 0 };
  for (const [index, line] of lines.entries()) {
    if (left.old > 0 || left.new > 0) left = afterContent(line, left);
    else if (line.startsWith('@@')) left = hunkOf(line);
    else readHeader(line, { files, isPlain: lines[index + 1]?.startsWith('+++ ') === true });
  }
  if (files.length === 0 && text.trim() !== '') {
    throw new TypeError('The text holds no unified diff: no line begins with "diff --git" or "---".');
  }
  return files.flatMap(changesOfFile);
}

interface HunkLines {
  readonly old: number;
  readonly new: number;
}

function hunkOf(line: string): HunkLines {
  const [, old = '1', added = '1'] = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line) ?? [];
  return { old: Number(old), new: Number(added) };
}

function afterContent(line: string, left: HunkLines): HunkLines {
  if (line.startsWith('\\')) return left;
  if (line.startsWith('-')) return { ...left, old: left.old - 1 };
  if (line.startsWith('+')) return { ...left, new: left.new - 1 };
  return { old: left.old - 1, new: left.new - 1 };
}

interface Header {
  readonly files: FileDiff[];
  /** The line below begins with `+++`. */
  readonly isPlain: boolean;
}

function readHeader(line: string, { files, isPlain }: Header): void {
  const begun = begunBy(line);
  if (begun !== undefined) {
    files.push(begun);
    return;
  }
  const last = files.at(-1);
  if (isPlain && line.startsWith('--- ')) {
    const from = sidePath(line.slice(4));
    if (last === undefined || last.isCopy !== undefined || isRead.has(last)) files.push(marked({ from }));
    else Object.assign(marked(last), { from });
    return;
  }
  if (last === undefined) return;
  if (line.startsWith('+++ ')) Object.assign(last, { to: sidePath(line.slice(4)) });
  else Object.assign(last, said(line));
}

/** Files whose `---` was read: the next one is of another file, where no `diff --git` stands between them. */
const isRead = new WeakSet<FileDiff>();

function marked(file: FileDiff): FileDiff {
  isRead.add(file);
  return file;
}

function begunBy(line: string): FileDiff | undefined {
  const combined = /^diff --(?:cc|combined) (.+)$/.exec(line)?.[1];
  if (combined !== undefined) return { from: unquoted(combined), to: unquoted(combined) };
  const rest = /^diff --git (.+)$/.exec(line)?.[1];
  if (rest === undefined) return undefined;
  const [from, to] = bothPaths(rest);
  return { from, to };
}

/** A mode, or a side of a rename. */
function said(line: string): FileDiff {
  const [, word = '', value = ''] =
    /^((?:new file|deleted file|old|new) mode|(?:rename|copy) (?:from|to)) (.+)$/.exec(line) ?? [];
  return SAID[word]?.(value) ?? {};
}

const SAID: Readonly<Record<string, (value: string) => FileDiff>> = {
  'new file mode': (newMode) => ({ from: undefined, newMode }),
  'deleted file mode': (oldMode) => ({ to: undefined, oldMode }),
  'old mode': (oldMode) => ({ oldMode }),
  'new mode': (newMode) => ({ newMode }),
  'rename from': (value) => ({ from: unquoted(value) }),
  'copy from': (value) => ({ from: unquoted(value), isCopy: true }),
  'rename to': (value) => ({ to: unquoted(value) }),
  'copy to': (value) => ({ to: unquoted(value) }),
};

/** `a/x b/x`, where the path may hold blanks: both halves say the same unless other lines say more. */
function bothPaths(rest: string): readonly [string, string] {
  const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/.exec(rest);
  if (quoted?.[1] !== undefined && quoted[2] !== undefined)
    return [withoutPrefix(unquoted(quoted[1])), withoutPrefix(unquoted(quoted[2]))];
  const middle = (rest.length - 1) / 2;
  const [from, to] = [rest.slice(0, middle), rest.slice(middle + 1)];
  if (withoutPrefix(from) === withoutPrefix(to)) return [withoutPrefix(from), withoutPrefix(to)];
  throw new TypeError(
    `The line "diff --git ${rest}" does not say where one path ends. Give the diff without --no-prefix.`,
  );
}

/** Behind a tab, `diff -u` writes a time. */
function sidePath(written: string): string | undefined {
  const path = unquoted(written.startsWith('"') ? written : (written.split('\t')[0] ?? ''));
  return path === '/dev/null' ? undefined : withoutPrefix(path);
}

/** `a/` and `b/`, or what `diff.mnemonicPrefix` writes. */
function withoutPrefix(path: string): string {
  return path.replace(/^[abciow]\//, '');
}

/** As git quotes: octal bytes of UTF-8 and escapes of C. */
function unquoted(written: string): string {
  const inner = /^"(.*)"$/.exec(written.trim())?.[1];
  if (inner === undefined) return written;
  const encoded = Array.from(inner.matchAll(/\\[0-7]{3}|\\.|[^\\]/gsu), ([part]) => {
    if (/^\\[0-7]{3}$/.test(part))
      return `%${Number.parseInt(part.slice(1), 8).toString(16).padStart(2, '0')}`;
    return encodeURIComponent(part.startsWith('\\') ? (ESCAPES[part[1] ?? ''] ?? part.slice(1)) : part);
  });
  try {
    return decodeURIComponent(encoded.join(''));
  } catch {
    throw new TypeError(`The path ${written} is not UTF-8, and cannot be judged.`);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function changesOfFile({ from, to, oldMode, newMode, isCopy }: FileDiff): readonly GivenEntry[] {
  const modes = { ...mode('oldMode', oldMode), ...mode('newMode', newMode) };
  if (from === undefined && to === undefined) return [];
  if (from === undefined) return [{ path: to ?? '', status: 'added', ...modes, oldMode: '000000' }];
  if (to === undefined) return [{ path: from, status: 'deleted', ...modes, newMode: '000000' }];
  if (isCopy === true) return [{ path: to, status: 'added' }];
  return from === to ? [{ path: to, status: 'modified', ...modes }] : renamed(from, to);
}
