import path from 'node:path';

import { isFields, parsedJson, textField, type Fields } from './json-fields.ts';
import { patchedFiles } from './patch-files.ts';
import { proposedEdit, type ProposedEdit } from './proposed-edit.ts';

/** A file as a tool names it, and what becomes of it. */
export interface NamedFile {
  readonly file: string;
  readonly edit: ProposedEdit;
}

const UNCLEAR: ProposedEdit = { kind: 'unclear' };

/** Fields in which tools that write name the file, in every spelling that an agent of docs/hooks.md uses. */
const FILE_FIELDS = [
  'file_path',
  'filePath',
  'path',
  'notebook_path',
  'notebookPath',
  'target_file',
  'target_notebook',
];
/** Of tools that move or copy: both ends count. */
const MORE_FILE_FIELDS = ['source', 'destination', 'source_path', 'destination_path', 'old_path', 'new_path'];
const FILE_LISTS = ['files', 'paths', 'file_paths', 'filePaths'];
const REPLACEMENT_LISTS = ['replacements', 'edits'];
const PATCH_FIELDS = ['input', 'patch', 'command', 'diff'];

/** What a tool that is known to write is about to write. Empty where its arguments name no file. */
export function filesWritten(input: unknown): readonly NamedFile[] {
  if (typeof input === 'string') return patchedFiles(input);
  if (!isFields(input)) return [];
  return [
    ...namedFiles(input, [...FILE_FIELDS, ...MORE_FILE_FIELDS]),
    ...FILE_LISTS.flatMap((name) => listed(input[name])),
    ...REPLACEMENT_LISTS.flatMap((name) => replacedFiles(input[name])),
    ...PATCH_FIELDS.flatMap((name) => patchIn(input[name])),
  ];
}

/** Each of them counts: a tool looks at one, and passes over what it does not know. */
function namedFiles(input: Fields, names: readonly string[]): readonly NamedFile[] {
  const files = names.flatMap((name) => textField(input, [name]) ?? []);
  return [...new Set(files.map(pathOf))].map((file) => ({ file, edit: proposedEdit(input) }));
}

function listed(value: unknown): readonly NamedFile[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry === 'string') return [{ file: pathOf(entry), edit: UNCLEAR }];
    return isFields(entry) ? namedFiles(entry, FILE_FIELDS) : [];
  });
}

/** Several edits, each of which names its own file. */
function replacedFiles(value: unknown): readonly NamedFile[] {
  if (!Array.isArray(value)) return [];
  const byFile = new Map<string, Fields[]>();
  for (const entry of value.filter(isFields)) {
    const file = textField(entry, FILE_FIELDS);
    if (file !== undefined) byFile.set(pathOf(file), [...(byFile.get(pathOf(file)) ?? []), entry]);
  }
  return [...byFile].map(([file, edits]) => ({ file, edit: proposedEdit({ edits }) }));
}

/** Where a shell goes to another folder first, names count from there as well. */
function patchIn(value: unknown): readonly NamedFile[] {
  if (typeof value !== 'string') return [];
  const files = patchedFiles(value);
  const [, , folder] = /^\s*cd\s+(["']?)([^"'&;\n]+?)\1\s*(?:&&|;|\n)/.exec(value) ?? [];
  if (folder === undefined) return files;
  return files.flatMap((one) => [one, { file: path.posix.join(folder, one.file), edit: UNCLEAR }]);
}

/** Editors name a file by its address as well: of their own kinds, too. One letter is a disk of Windows. */
function pathOf(name: string): string {
  if (!/^[a-z][a-z0-9+.-]+:\//i.test(name)) return name;
  try {
    return decodeURIComponent(new URL(name).pathname);
  } catch {
    // No address after all, so that the tool will not find a file either.
    return name;
  }
}

const DEEPEST = 100;
const LONGEST_PATH = 4_096;

/** Texts among the arguments of a tool nobody knows that may be paths, and the files of patches among them. */
export function pathsAmong(input: unknown): readonly string[] {
  const found = new Set<string>();
  for (const { text, name } of textsIn(input, '', 0)) {
    for (const { file } of patchedFiles(text)) found.add(file);
    const trimmed = text.trim();
    if (looksLikePath(trimmed, name)) found.add(pathOf(trimmed));
  }
  return [...found];
}

interface NamedText {
  readonly text: string;
  /** Of the field that holds it. */
  readonly name: string;
}

function textsIn(value: unknown, name: string, depth: number): readonly NamedText[] {
  if (typeof value === 'string') {
    const inner = parsedJson(value);
    return [{ text: value, name }, ...(inner === undefined ? [] : textsIn(inner, name, depth + 1))];
  }
  if (depth === DEEPEST) throw new Error('The arguments of the tool are nested too deep to be judged.');
  if (typeof value !== 'object' || value === null) return [];
  // Some tools have a path as the key of what becomes of it.
  return Object.entries(value).flatMap(([key, below]: [string, unknown]) => [
    ...(Array.isArray(value) ? [] : [{ text: key, name: '' }]),
    ...textsIn(below, Array.isArray(value) ? name : key, depth + 1),
  ]);
}

/** By its characters, or by the name of its field: a file in the top folder has no character that tells. */
function looksLikePath(text: string, name: string): boolean {
  if (text === '' || path.posix.normalize(text).length > LONGEST_PATH || /[\0\r\n]/.test(text)) return false;
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return /^(?:file|vscode[a-z-]*):/i.test(text);
  return /[\\/]/.test(text) || /^\.?[\w-]+(?:\.[\w-]+)+$/.test(text) || PATH_NAME.test(name);
}

const PATH_NAME = /path|file|dir|folder|target|dest|source|uri|document|notebook/i;
