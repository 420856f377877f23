import { submodule } from '../../parsers/python/import-bindings.ts';
import { scanImports, type ScannedImport } from './scan-imports.ts';

/** Where Python may look for the modules that the revision at `path` imports. */
export interface ModulePlaces {
  readonly path: string;
  /** Folders of the repository, `''` is its root. */
  readonly roots: readonly string[];
}

/** Every file that an import of this text may mean. */
export function possibleModules(text: string, places: ModulePlaces): readonly string[] {
  return modulesNamed(text).flatMap((module) => filesFor(module, places));
}

/** Names of modules that a text imports. By text: a key pressed in one revision lets all others be as they are. */
export function modulesNamed(text: string): readonly string[] {
  const before = knownImports.get(text);
  if (before !== undefined) return before;
  const imports = scanImports(text).flatMap(namedBy);
  if (knownImports.size >= MOST_TEXTS) knownImports.clear();
  knownImports.set(text, imports);
  return imports;
}

/** As many as there may be readings. */
const MOST_TEXTS = 15_000;

const knownImports = new Map<string, readonly string[]>();

/** The module, and what is taken from it where that may be a module itself. */
function namedBy({ module, names }: ScannedImport): readonly string[] {
  return [module, ...names.filter((name) => /^[a-z_]/.test(name)).map((name) => submodule(module, name))];
}

/** The files that may be the module of that name. */
export function filesFor(module: string, { path, roots }: ModulePlaces): readonly string[] {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const parts = name.split('.').filter(Boolean);
  const folders = dots === '' ? [...roots, ...folderOfPackage(path, parts[0])] : above(path, dots.length);
  return [...new Set(folders)].flatMap((folder) => {
    const place = [...folder.split('/'), ...parts].filter(Boolean).join('/');
    const asFile = parts.length === 0 ? [] : [`${place}.py`];
    return [...asFile, place === '' ? '__init__.py' : `${place}/__init__.py`];
  });
}

/** `lib` for `rucio` of `lib/rucio/db/versions/a.py`: the revision lies in the package that it imports from. */
function folderOfPackage(path: string, first: string | undefined): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  const at = folders.indexOf(first ?? '');
  return at < 0 ? [] : [folders.slice(0, at).join('/')];
}

/** One dot is the folder of the file. Outside of the repository nothing is looked for. */
function above(path: string, dots: number): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  return dots - 1 > folders.length ? [] : [folders.slice(0, folders.length - (dots - 1)).join('/')];
}
