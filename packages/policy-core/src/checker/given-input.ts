import type { ChangeInput, GivenEntry, TextFile } from './observations-from-input.ts';

/**
 * What a caller of the library hands in, with paths as git has them. Throws a TypeError that names the field where
 * something has another shape, or a path leads out of the repository: what is read as something else is not judged.
 */
export function givenDocument(document: TextFile): TextFile {
  return givenFile(document, 'document');
}

export function givenFiles(files: readonly TextFile[]): readonly TextFile[] {
  return listOf(files, 'files').map((file, index) => givenFile(file, `files[${index}]`));
}

export function givenChange(change: ChangeInput): ChangeInput {
  mustBeObject(change, 'change');
  const { files, filesBefore, links, folders } = change;
  return {
    ...change,
    changes: listOf(change.changes, 'changes').flatMap((one, index) =>
      givenEntries(one, `changes[${index}]`),
    ),
    ...(files && { files: givenFiles(files) }),
    ...(filesBefore && { filesBefore: givenFiles(filesBefore) }),
    ...(links && { links: byPath(links, 'links') }),
    ...(folders && { folders: byPath(folders, 'folders', isRoot) }),
    ...(change.labels && { labels: listOf(change.labels, 'labels') }),
  };
}

function givenFile(file: TextFile, field: string): TextFile {
  mustBeObject(file, field);
  mustBeText(file.path, `${field}.path`);
  mustBeText(file.text, `${field}.text`);
  return { ...file, path: givenPath(file.path, `${field}.path`) };
}

function givenEntries(change: ChangeInput['changes'][number], field: string): ChangeInput['changes'] {
  if (typeof change === 'string') return spellings(change, field);
  mustBeObject(change, field);
  const written: object = change;
  for (const [name, forge] of FORGES)
    if (name in written)
      throw new TypeError(`${field} is a file as ${forge} lists it. Pass the whole list to changesFrom().`);
  mustBeText(change.path, `${field}.path`);
  if (!STATUSES.has(change.status)) {
    throw new TypeError(
      `${field}.status must be added, modified, deleted or type-changed. Give a rename as a deletion and an addition.`,
    );
  }
  return spellings(change.path, `${field}.path`).map((path): GivenEntry => ({ ...change, path }));
}

const FORGES = [
  ['filename', 'GitHub'],
  ['new_path', 'GitLab'],
  ['old_path', 'GitLab'],
] as const;

const STATUSES: ReadonlySet<unknown> = new Set(['added', 'modified', 'deleted', 'type-changed']);

/** On Windows a backslash stands between folders, and elsewhere in a name: such a path is judged as both. */
function spellings(path: string, field: string): readonly string[] {
  const name = givenPath(path, field);
  return path.includes('\\') ? [name, givenPath(path.replaceAll('\\', '/'), field)] : [name];
}

/** `./a`, `a//b`, `a/./b` and `z/../a` are paths of git in other words. */
function givenPath(path: string, field: string): string {
  const shown = JSON.stringify(path);
  if (/^(?:\/|[A-Za-z]:[/\\]|\\\\)/.test(path) || /^[a-z][a-z\d+.-]+:\/\//i.test(path))
    throw new TypeError(`${field} is ${shown}. Give a path relative to the top of the repository.`);
  if (path.includes('\0')) throw new TypeError(`${field} holds a NUL byte, which no path does.`);
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined)
      throw new TypeError(`${field} is ${shown}, which leads out of the repository.`);
  }
  if (steps.length === 0) throw new TypeError(`${field} is ${shown}, which names no file.`);
  return steps.join('/');
}

function byPath<Value>(
  values: Readonly<Record<string, Value>>,
  field: string,
  isKept: (path: string) => boolean = () => false,
): Readonly<Record<string, Value>> {
  mustBeObject(values, field);
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => [
      isKept(path) ? path : givenPath(path, `${field}[${JSON.stringify(path)}]`),
      value,
    ]),
  );
}

function isRoot(folder: string): boolean {
  return folder === '';
}

function listOf<Item>(items: readonly Item[], field: string): readonly Item[] {
  if (Array.isArray(items)) return items;
  throw new TypeError(`${field} must be a list, and is ${kindOf(items)}.`);
}

function mustBeObject(value: unknown, field: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${field} must be an object, and is ${kindOf(value)}.`);
}

function mustBeText(value: unknown, field: string): void {
  if (typeof value !== 'string') throw new TypeError(`${field} must be a string, and is ${kindOf(value)}.`);
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
