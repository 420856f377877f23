import { submodule } from '../python/import-bindings.ts';
import { quickImports, type QuickImport } from './quick-imports.ts';

/** Where Python may look for the modules that the revision at `path` imports. */
export interface ModulePlaces {
  readonly path: string;
  /** Folders of the repository, `''` is its root. */
  readonly roots: readonly string[];
}

/** Every file that an import of this text may mean. */
export function possibleModules(text: string, places: ModulePlaces): readonly string[] {
  return quickImports(text).flatMap((found) => namedBy(found).flatMap((module) => filesFor(module, places)));
}

/** The module, and what is taken from it where that may be a module itself. */
export function namedBy({ module, names }: QuickImport): readonly string[] {
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
