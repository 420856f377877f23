import type { FileContent } from '../model/file-content.ts';
import { observed, unobserved, type Known } from '../model/known.ts';
import type { FolderEntry, Observations } from '../model/observations.ts';
import { isSameJson } from '../model/same-json.ts';
import { defineFact, defineInput, type Get, type Input } from './queries/query.ts';
import { begun } from './run-inputs.ts';

type Part = keyof Observations;

/** A part of what was seen, by its name. */
export const partInput = defineInput<unknown, Part>({
  name: 'what was seen:',
  unanswered: (part) => {
    throw new Error(`No run begins without what was seen: ${part}`);
  },
});

/**
 * These parts of what was seen. A fact rests on the parts that it names, and its type has no other.
 *
 * `files`, and what else is looked up by path, is all of them at once here: for one path ask {@link fileContent} and
 * its like, which also make a host look there.
 */
export function seenParts<Named extends Part>(
  get: Get,
  ...parts: readonly [Named, ...Named[]]
): Pick<Observations, Named> {
  // Sound: an input holds the part of its name, which is all that is ever said to it.
  return Object.fromEntries(parts.map((part) => [part, get(partInput, part)])) as Pick<Observations, Named>;
}

/** UTC, such as `2026-11-21T08:00:00Z`. */
export const now = defineFact<Known<string>>({ name: 'now', compute: (get) => seenParts(get, 'now').now });

/** What is looked up, and what is found at each path. */
export interface LookedUp {
  readonly files: FileContent;
  readonly filesBefore: FileContent;
  readonly links: string;
  /** At the base of the change. */
  readonly folders: readonly FolderEntry[];
  /** The path itself where something lies there, else one beside it that is called much the same, if any is. */
  readonly nearest: string | undefined;
  /** What lies in a folder at the head, as git has it; `''` is the root. */
  readonly names: readonly string[];
  /** Every path below a folder; `''` is the root. */
  readonly below: readonly string[];
  /** Of files at the head that are not judged. */
  readonly texts: FileContent;
}

/** A kind of look-up. */
export type LookUpKind = keyof LookedUp;

export interface LookUp<Kind extends LookUpKind = LookUpKind> {
  readonly kind: Kind;
  /** `undefined` until somebody has looked, which is not the same as not to know: the answer is on its way. */
  readonly input: Input<string, Known<LookedUp[Kind]> | undefined>;
}

/** Something for each kind. */
export function eachLookUp<Value>(make: (kind: LookUpKind) => Value): Readonly<Record<LookUpKind, Value>> {
  return {
    files: make('files'),
    filesBefore: make('filesBefore'),
    links: make('links'),
    folders: make('folders'),
    nearest: make('nearest'),
    names: make('names'),
    below: make('below'),
    texts: make('texts'),
  };
}

/** A host says what lies at a path when it is asked, where it looks at all: these are parts of what was seen. */
export const lookUps = {
  files: defineLookUp('files', 'file'),
  filesBefore: defineLookUp('filesBefore', 'file before the change'),
  links: defineLookUp('links', 'link'),
  folders: defineLookUp('folders', 'folder before the change'),
};

/** Files that are read only to know whether they are judged. */
export const broughtInFiles = defineLookUp('files', 'file that may be brought in');

/** What of parts is made of, where a host looks. */
export const soughtPlaces = {
  links: defineLookUp('links', 'path that may be a link to revisions'),
  nearest: defineLookUp('nearest', 'path or what is called like it'),
  names: defineLookUp('names', 'names in the folder'),
  below: defineLookUp('below', 'paths below the folder'),
  texts: defineLookUp('texts', 'text beside those judged'),
};

/** Every path below these folders, of those that somebody has listed by now. */
export function listedBelow(get: Get, folders: Iterable<string>): Known<readonly string[]> {
  const listed = Array.from(folders, (folder) => get(soughtPlaces.below.input, folder) ?? observed([]));
  const hidden = listed.find(({ known }) => !known);
  return hidden ?? observed([...new Set(listed.flatMap((below) => (below.known ? below.value : [])))]);
}

/** Whether a host will look for what it has not said yet. */
export const isLookingInput = begun<boolean>('whether somebody looks');

function defineLookUp<Kind extends LookUpKind>(kind: Kind, name: string): LookUp<Kind> {
  const input = defineInput<Known<LookedUp[Kind]> | undefined, string>({
    name,
    unanswered: () => undefined,
    isSame: isSameJson,
  });
  return { kind, input };
}

/** A part of what was seen that holds what was looked up. */
type LookedUpPart = keyof typeof lookUps;

const knownKeys = defineFact<ReadonlySet<string>, LookedUpPart>({
  name: 'what was looked up:',
  compute: (get, part) => new Set(Object.keys(seenParts(get, part)[part])),
  isSame: (before, after) => isSameJson([...before], [...after]),
});

function lookUp<Part extends LookedUpPart>(
  get: Get,
  { kind, input }: LookUp<Part>,
  path: string,
): Known<LookedUp[Part]> | undefined {
  return get(knownKeys, kind).has(path) || get(isLookingInput) ? get(input, path) : undefined;
}

/** Paths of the files that were looked at, in the order in which they were given. */
export const filePaths = defineFact<readonly string[]>({
  name: 'paths of files',
  compute: (get) => [...get(knownKeys, 'files')],
});

const NOT_GIVEN = unobserved('its text was not given');
const ABSENT = observed({ kind: 'absent' as const });

/** What a file under judgement holds. */
export const fileContent = defineFact<Known<FileContent>, string>({
  name: 'content of a file',
  compute: (get, path) => lookUp(get, lookUps.files, path) ?? (get(isTakenAway, path) ? ABSENT : NOT_GIVEN),
});

/** What a file holds after the change, where it is compared; `undefined` where nobody looked. */
export const contentAfter = defineFact<Known<FileContent> | undefined, string>({
  name: 'content of a file after the change',
  compute: (get, path) => lookUp(get, lookUps.files, path),
});

/** What a file holds that is judged only where one under judgement brings it in; `undefined` where nobody looked. */
export const followedContent = defineFact<Known<FileContent> | undefined, string>({
  name: 'content of a file that may be brought in',
  compute: (get, path) => {
    const isLooked = get(isLookingInput) && !get(knownKeys, 'files').has(path);
    return isLooked ? get(broughtInFiles.input, path) : lookUp(get, lookUps.files, path);
  },
});

/** What a file held at the base of the change; `undefined` where nobody looked. */
export const contentBefore = defineFact<Known<FileContent> | undefined, string>({
  name: 'content of a file before the change',
  compute: (get, path) => lookUp(get, lookUps.filesBefore, path),
});

/** What a symbolic link points at; `undefined` where nobody looked. */
export const linkAt = defineFact<Known<string> | undefined, string>({
  name: 'target of a link',
  compute: (get, path) => lookUp(get, lookUps.links, path),
});

/** What lay in a folder at the base of the change; `undefined` where nobody looked. */
export const folderBefore = defineFact<Known<readonly FolderEntry[]> | undefined, string>({
  name: 'a folder before the change',
  compute: (get, path) => lookUp(get, lookUps.folders, path),
});

const takenAway = defineFact<ReadonlySet<string>>({
  name: 'what the change takes away',
  compute: (get) => {
    const { change } = seenParts(get, 'change');
    const entries = change.known ? change.value.entries : [];
    return new Set(entries.flatMap(({ path, status }) => (status === 'deleted' ? [path] : [])));
  },
});

/** Whether the change takes a file away. */
export const isTakenAway = defineFact<boolean, string>({
  name: 'whether the change takes a file away',
  compute: (get, path) => get(takenAway).has(path),
});
