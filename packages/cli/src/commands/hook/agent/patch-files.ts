import path from 'node:path';

import { hunksIn } from './patch-hunks.ts';
import type { ProposedEdit } from './proposed-edit.ts';

export interface PatchedFile {
  readonly file: string;
  readonly edit: ProposedEdit;
}

/** The files that a patch of one of two kinds names; empty where the text is none. */
export function patchedFiles(text: string): readonly PatchedFile[] {
  return /^\s*\*\*\* Begin Patch/m.test(text) ? filesOfPatch(text) : filesOfDiff(text);
}

/** The kind that Codex made and others took over; spaces before a mark count for nothing. Of a new file it holds all. */
function filesOfPatch(text: string): readonly PatchedFile[] {
  const files: PatchedFile[] = [];
  const parts = text.split(/^(?=[^\S\n]*\*\*\* )/m);
  for (const [index, part] of parts.entries()) {
    const [, action, file = ''] = /^\s*\*\*\* (Add|Update|Delete) File: (.*)$/m.exec(part) ?? [];
    const [, target] = /^\s*\*\*\* Move to: (.*)$/m.exec(part) ?? [];
    if (action === 'Add') files.push({ file: file.trim(), edit: added(part) });
    if (action === 'Update') files.push({ file: file.trim(), edit: updated(parts.slice(index)) });
    if (action === 'Delete') files.push({ file: file.trim(), edit: UNCLEAR });
    if (target !== undefined) files.push({ file: target.trim(), edit: UNCLEAR });
  }
  return files.map((one) => (isOnce(one, files) ? one : { ...one, edit: UNCLEAR }));
}

/** What two parts make of one file only both together tell. */
function isOnce({ file }: PatchedFile, files: readonly PatchedFile[]): boolean {
  const name = path.posix.normalize(file);
  return files.filter((other) => path.posix.normalize(other.file) === name).length === 1;
}

const NEXT_MARK = /^\*\*\* (?:(?:Add|Update|Delete) File: |End Patch)/;

/** @param parts of the patch, from the one that names the file on */
function updated([part = '', ...others]: readonly string[]): ProposedEdit {
  const end = others.findIndex((other) => !/^\*\*\* (?:Move to: |End of File$)/m.test(other));
  const own = [part, ...(end === -1 ? others : others.slice(0, end))];
  // A line of the file may look like a mark, and a mark like a line of the file.
  if (end !== -1 && !NEXT_MARK.test(others[end] ?? '')) return UNCLEAR;
  const lines = own.join('').replace(/\n$/, '').split('\n').slice(1);
  const hunks = hunksIn(lines);
  return hunks === undefined ? UNCLEAR : { kind: 'hunks', hunks };
}

function added(part: string): ProposedEdit {
  const lines = part.split('\n').slice(1);
  const text = lines.filter((line) => line.startsWith('+')).map((line) => `${line.slice(1)}\n`);
  return { kind: 'whole', text: text.join('') };
}

/** The kind that diff and git make. */
function filesOfDiff(text: string): readonly PatchedFile[] {
  if (!/^(?:diff --git |--- .*\r?\n\+\+\+ )/m.test(text)) return [];
  const names = NAMES_IN_DIFF.flatMap(({ line, prefixes }) =>
    [...text.matchAll(line)].flatMap(([, ...found]) =>
      found.map((name, at) => withoutPrefix(unquoted(name), prefixes[at] ?? '')),
    ),
  );
  return [...new Set(names)].flatMap((file) => (file === '/dev/null' ? [] : [{ file, edit: UNCLEAR }]));
}

/** Without prefixes both names are the same, so that one of them is read as it is. */
const NAMES_IN_DIFF: readonly { readonly line: RegExp; readonly prefixes: readonly string[] }[] = [
  { line: /^--- ("?[^\t\r\n]+)/gm, prefixes: ['a/'] },
  { line: /^\+\+\+ ("?[^\t\r\n]+)/gm, prefixes: ['b/'] },
  { line: /^(?:rename|copy) (?:from|to) ("?[^\t\r\n]+)/gm, prefixes: [] },
  // The only line of a file whose mode changes, that is empty, or that is no text.
  { line: /^diff --git ("?a\/.*) ("?b\/.*?)\r?$/gm, prefixes: ['a/', 'b/'] },
];

function withoutPrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** Git writes a name with odd signs in quotes, and its bytes as numbers. */
function unquoted(name: string): string {
  if (!/^".*"$/.test(name)) return name;
  const bytes = name
    .slice(1, -1)
    .replaceAll(
      /\\([0-7]{3})/g,
      (_, digits: string) => `%${parseInt(digits, 8).toString(16).padStart(2, '0')}`,
    )
    .replaceAll(/\\(["\\])/g, '$1')
    .replaceAll(String.raw`\t`, '\t')
    .replaceAll(String.raw`\n`, '\n');
  try {
    return decodeURIComponent(bytes);
  } catch {
    // A percent sign of its own, or no UTF-8.
    return bytes;
  }
}

const UNCLEAR: ProposedEdit = { kind: 'unclear' };
