import { lazily } from '../../model/lazy.ts';
import { sha256 } from '../../model/sha256.ts';
import { filesFor, modulesNamed, type ModulePlaces } from './module-places.ts';

/** The modules of the repository that one revision imports, and those that they import in turn. */
export interface RevisionModules {
  readonly files: ReadonlyMap<string, ModuleFile>;
  /** The path behind each name, by who imports it: see `targetKey`. */
  readonly targets: ReadonlyMap<string, string>;
  /** Changes with everything above. */
  readonly key: string;
}

/** Those of the revision at a path; `undefined` where none is at hand. */
export type ModulesFor = (path: string, text: string) => RevisionModules | undefined;

export interface ModuleFile {
  readonly path: string;
  readonly text: string;
  readonly digest: () => string;
  /** Names of modules that it imports. */
  readonly imports: () => readonly string[];
}

/** Worked out once, however many revisions import it. */
export function moduleFile(path: string, text: string): ModuleFile {
  return {
    path,
    text,
    digest: lazily(() => sha256(text)),
    imports: lazily(() => modulesNamed(text)),
  };
}

/** `from` is the path of a module, or `''` for the revision itself. */
export function targetKey(from: string, module: string): string {
  return `${from} ${module}`;
}

/** What lies behind so many is not known. */
const MOST_MODULES = 64;

/** `undefined` where nothing of what it imports is at hand. A name that may mean several files means none. */
export function modulesOf(
  text: string,
  places: ModulePlaces,
  fileAt: (path: string) => ModuleFile | undefined,
): RevisionModules | undefined {
  const own = modulesNamed(text);
  if (own.length === 0) return undefined;
  const files = new Map<string, ModuleFile>();
  const targets = new Map<string, string>();
  const waiting = [{ from: '', path: places.path, imports: own }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { from, path, imports } = next;
    for (const module of imports) {
      const found = onlyFile(filesFor(module, { path, roots: places.roots }), fileAt);
      if (found === undefined || found.path === places.path) continue;
      targets.set(targetKey(from, module), found.path);
      if (files.has(found.path) || files.size >= MOST_MODULES) continue;
      files.set(found.path, found);
      waiting.push({ from: found.path, path: found.path, imports: found.imports() });
    }
  }
  return files.size === 0 ? undefined : { files, targets, key: keyOf(files, targets) };
}

function onlyFile(
  paths: readonly string[],
  fileAt: (path: string) => ModuleFile | undefined,
): ModuleFile | undefined {
  const [found, ...others] = paths.flatMap((path) => fileAt(path) ?? []);
  return others.length === 0 ? found : undefined;
}

function keyOf(files: RevisionModules['files'], targets: RevisionModules['targets']): string {
  return JSON.stringify([[...targets], Array.from(files.values(), ({ path, digest }) => [path, digest()])]);
}
