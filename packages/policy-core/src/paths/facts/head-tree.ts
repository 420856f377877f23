import { observed, unobserved, type Known } from '../../model/known.ts';
import type { ChangeEntry, FolderEntry } from '../../model/observations.ts';
import { spellingsIn, type SpellingsOf } from './spellings.ts';
import { folderOf } from '../../model/folder-of.ts';

/** What lies around the paths of a change; `undefined` where nobody looked. */
export interface Surroundings {
  /** What a symbolic link points at. */
  readonly link: (path: string) => Known<string> | undefined;
  /** What lay in a folder at the base; `''` is the root. */
  readonly folder: (path: string) => Known<readonly FolderEntry[]> | undefined;
}

/** The tree that a change leaves, as far as it was seen: the folders of its base with its entries laid over. */
export interface HeadTree {
  /** `undefined` where there is nothing. A folder that the change empties still counts as one. */
  modeOf(path: string): Known<string | undefined>;
  /** The last parts of the paths in a folder; none where there is no such folder. */
  namesIn(folder: string): Known<readonly string[]>;
  /** Whether something is left at a path of {@link namesIn}, which a folder may have lost. */
  isLeft(path: string): Known<boolean>;
  /** Whether the base had something there. */
  wasThere(path: string): Known<boolean>;
  /** Paths of {@link namesIn} that are this one where case does not count, itself among them if it is there. */
  readonly spellingsOf: SpellingsOf;
  /** What a symbolic link points at. */
  targetOf(link: string): Known<string>;
}

const FOLDER = '040000';
const NOTHING = '000000';

type Names = ReadonlyMap<string, string>;
const NO_NAMES: Names = new Map();

export function headTree(entries: readonly ChangeEntry[], { link, folder }: Surroundings): HeadTree {
  let read: ChangedPaths | undefined;
  // Most changes ask nothing of the tree.
  const changed = () => (read ??= changedPaths(entries));
  const base = baseFolders(folder);

  const modeOf: HeadTree['modeOf'] = (path) => {
    if (path === '' || changed().gaining.has(path)) return observed(FOLDER);
    const mode = changed().modes.get(path);
    if (mode !== undefined) return observed(mode === NOTHING ? undefined : mode);
    return mapKnown(base(folderOf(path)), (names) => names.get(fileNameOf(path)));
  };

  const isLeft: HeadTree['isLeft'] = (path) => {
    const mode = modeOf(path);
    if (!mode.known) return mode;
    if (mode.value !== FOLDER || changed().gaining.has(path) || !changed().losing.has(path)) {
      return observed(mode.value !== undefined);
    }
    const names = base(path);
    return names.known ? anyKnown([...names.value.keys()], (name) => isLeft(joined(path, name))) : names;
  };

  const namesIn: HeadTree['namesIn'] = (folder) =>
    mapKnown(base(folder), (names) => {
      const kept = [...names.keys()].filter((name) => changed().modes.get(joined(folder, name)) !== NOTHING);
      return [...new Set([...kept, ...(changed().gaining.get(folder) ?? [])])];
    });

  return {
    modeOf,
    isLeft,
    namesIn,
    spellingsOf: spellingsIn(namesIn),
    wasThere: (path) => mapKnown(base(folderOf(path)), (names) => names.has(fileNameOf(path))),
    targetOf: (path) => link(path) ?? unobserved('what it points at was not read'),
  };
}

interface ChangedPaths {
  readonly modes: ReadonlyMap<string, string>;
  /** By folder, the names that lie in it or on the way to something below it after the change. */
  readonly gaining: ReadonlyMap<string, ReadonlySet<string>>;
  /** Folders below which something is taken away. */
  readonly losing: ReadonlySet<string>;
}

function changedPaths(entries: readonly ChangeEntry[]): ChangedPaths {
  const gaining = new Map<string, Set<string>>();
  const losing = new Set<string>();
  for (const { path, newMode } of entries) {
    if (newMode === NOTHING) markLosing(path, losing);
    else markGaining(path, gaining);
  }
  return { modes: new Map(entries.map(({ path, newMode }) => [path, newMode])), gaining, losing };
}

/** What is marked already has its folders marked as well. */
function markLosing(path: string, losing: Set<string>): void {
  for (let folder = folderOf(path); !losing.has(folder); folder = folderOf(folder)) losing.add(folder);
}

function markGaining(path: string, gaining: Map<string, Set<string>>): void {
  for (let child = path; child !== ''; child = folderOf(child)) {
    const [folder, name] = [folderOf(child), fileNameOf(child)];
    const names = gaining.get(folder);
    if (names?.has(name)) return;
    if (names === undefined) gaining.set(folder, new Set([name]));
    else names.add(name);
  }
}

/** By folder, what lay in it before the change. Nothing lies in a folder that the one above does not have. */
function baseFolders(entriesOf: Surroundings['folder']): (folder: string) => Known<Names> {
  const known = new Map<string, Known<Names>>();
  const look = (folder: string): Known<Names> => {
    const above = folder === '' ? undefined : namesOf(folderOf(folder));
    if (above?.known === true && above.value.get(fileNameOf(folder)) !== FOLDER) return observed(NO_NAMES);
    const listed = entriesOf(folder);
    if (listed !== undefined) return mapKnown(listed, modesByName);
    return unobserved(`what lay in ${folder === '' ? 'the root of the repository' : folder} was not seen`);
  };
  const namesOf = (folder: string): Known<Names> => {
    const found = known.get(folder) ?? look(folder);
    known.set(folder, found);
    return found;
  };
  return namesOf;
}

function modesByName(entries: readonly FolderEntry[]): Names {
  return new Map(entries.map(({ name, mode }) => [name, mode]));
}

/** Whether it holds for any of them: one that is known to hold settles it. */
function anyKnown<T>(items: readonly T[], holds: (item: T) => Known<boolean>): Known<boolean> {
  let unknown: Known<boolean> | undefined;
  for (const item of items) {
    const answer = holds(item);
    if (!answer.known) unknown = answer;
    else if (answer.value) return answer;
  }
  return unknown ?? observed(false);
}

function mapKnown<T, U>(value: Known<T>, map: (value: T) => U): Known<U> {
  return value.known ? observed(map(value.value)) : value;
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
