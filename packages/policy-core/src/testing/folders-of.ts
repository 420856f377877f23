import type { FolderEntry } from '../model/observations.ts';

/** The folders of a tree that holds these paths; a path in `links` is a symbolic link. The root is always there. */
export function foldersOf(
  paths: readonly string[],
  links: readonly string[] = [],
): Readonly<Record<string, readonly FolderEntry[]>> {
  const folders = new Map<string, Map<string, string>>([['', new Map()]]);
  for (const path of [...paths, ...links]) {
    const names = path.split('/');
    for (const [depth, name] of names.entries()) {
      const folder = names.slice(0, depth).join('/');
      const inside = folders.get(folder) ?? new Map<string, string>();
      folders.set(folder, inside);
      inside.set(name, depth < names.length - 1 ? '040000' : links.includes(path) ? '120000' : '100644');
    }
  }
  return Object.fromEntries(
    Array.from(folders, ([folder, inside]) => [
      folder,
      Array.from(inside, ([name, mode]) => ({ name, mode })),
    ]),
  );
}
