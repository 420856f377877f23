import type { ChangeInput, GivenEntry, TextFile } from './observations-from-input.ts';

/**
 * What a caller of the library hands in, with paths as git has them. Throws a TypeError that names the field where
 * something has another shape, or a path leads out of the repository: what is read as something else is not judged.
 */
export function givenDocument(document: TextFile): TextFile {
  return givenFile(document, 'document');
}

export function givenFiles(files: readonly TextFile[], field = 'files'): readonly TextFile[] {
  return listOf(files, field).map((file, index) => givenFile(file, `${field}[${index}]`));
}

export function givenChange(change: ChangeInput): ChangeInput {
  mustBeObject(change, 'change');
  const { files, filesBefore, links, folders } = change;
  mustBeAuthor(change.author);
  return {
    ...change,
    changes: listOf(change.changes, 'changes').flatMap((one, index) =>
      givenEntries(one, `changes[${index}]`),
    ),
    ...(files !== undefined && { files: givenFiles(files) }),
    ...(filesBefore !== undefined && { filesBefore: givenFiles(filesBefore, 'filesBefore') }),
    ...(links !== undefined && { links: byPath(links, 'links') }),
    ...(folders !== undefined && { folders: byPath(folders, 'folders', isRoot) }),
    ...(change.labels !== undefined && { labels: givenLabels(change.labels) }),
  };
}

function givenFile(file: TextFile, field: string): TextFile {
  mustBeObject(file, field);
  mustBeText(file.path, `${field}.path`);
  mustBeText(file.text, `${field}.text`);
  return { ...file, path: givenPath(file.path, `${field}.path`) };
}

/** A label of GitHub's own form says nothing of who applied it, and would approve as if somebody had. */
function givenLabels(labels: NonNullable<ChangeInput['labels']>): NonNullable<ChangeInput['labels']> {
  const given = listOf(labels, 'labels');
  for (const [index, label] of given.entries()) {
    if (typeof label === 'string') continue;
    mustBeObject(label, `labels[${index}]`);
    mustBeText(label.name, `labels[${index}].name`);
    if (!LABEL_KINDS.has(label.kind))
      throw new TypeError(
        `labels[${index}].kind must be applied, unattributed or stated. Give a name, or who applied it.`,
      );
  }
  return given;
}

const LABEL_KINDS: ReadonlySet<unknown> = new Set(['applied', 'unattributed', 'stated']);

function mustBeAuthor(author: ChangeInput['author']): void {
  if (author === undefined || typeof author === 'string') return;
  mustBeObject(author, 'author');
  mustBeText(author.login, 'author.login');
  const isBot: unknown = author.isBot;
  if (typeof isBot !== 'boolean')
    throw new TypeError(
      `author.isBot must be true or false, and is ${kindOf(isBot)}. Give the login alone where it is not known.`,
    );
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
  mustBeEntry(change, field);
  return spellings(change.path, `${field}.path`).map((path): GivenEntry => ({ ...change, path }));
}

function mustBeEntry(change: GivenEntry, field: string): void {
  for (const name of Object.keys(change))
    if (!KEYS.has(name))
      throw new TypeError(
        `${field}.${name} is no field of a change. Give both sides of a rename: a deletion and an addition.`,
      );
  for (const name of ['oldMode', 'newMode'] as const) {
    const mode: unknown = change[name];
    if (mode !== undefined && !(typeof mode === 'string' && /^[0-7]{6}$/.test(mode)))
      throw new TypeError(`${field}.${name} must be six octal digits, such as "100644".`);
  }
}

const KEYS: ReadonlySet<string> = new Set(['path', 'status', 'oldMode', 'newMode']);

const FORGES = [
  ['filename', 'GitHub'],
  ['new_path', 'GitLab'],
  ['old_path', 'GitLab'],
] as const;

const STATUSES: ReadonlySet<unknown> = new Set(['added', 'modified', 'deleted', 'type-changed']);

/**
 * On Windows a backslash stands between folders, and elsewhere in a name: such a path is judged as both. So is a line of
 * `git status`, and what has blanks around it.
 */
function spellings(path: string, field: string): readonly string[] {
  if (/^".*"$/s.test(path) && path.length > 1)
    throw new TypeError(`${field} is ${JSON.stringify(path)}, quoted as git prints it. Ask git with -z.`);
  if (/ => /.test(path))
    throw new TypeError(
      `${field} is ${JSON.stringify(path)}, a rename in the words of git. Give a deletion and an addition.`,
    );
  const plain = path.replace(STATUS, '').trim();
  const found = [path, path.replaceAll('\\', '/'), plain, plain.replaceAll('\\', '/')];
  const meant = [...new Set(found)].filter((one) => one === path || one !== '');
  return [...new Set(meant.map((one) => givenPath(one, field)))];
}

/** What `git status --short` and `git diff --name-status` write before a path. */
const STATUS = /^(?:[ACDMRTUX]\d*\t|[ ACDMRTU][ ACDMRTU] (?=\S)|(?:\?\?|!!) )/;

/** `./a`, `a//b`, `a/./b` and `z/../a` are paths of git in other words. */
function givenPath(path: string, field: string): string {
  const shown = JSON.stringify(path);
  if (/^(?:\/|[A-Za-z]:|:[(/!^]|\\\\)/.test(path) || /^[a-z][a-z\d+.-]+:\/\//i.test(path))
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
  // A list with holes has less in it than it says.
  if (Array.isArray(items)) return Array.from<Item>(items);
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
