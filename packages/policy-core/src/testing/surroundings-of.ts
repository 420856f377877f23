import type { Observations } from '../model/observations.ts';
import type { Surroundings } from '../paths/facts/head-tree.ts';

/** As far as something was seen; `unseen` is told what else was asked for. */
export function surroundingsOf(
  { links, folders }: Pick<Observations, 'links' | 'folders'>,
  unseen: { link(path: string): void; folder(path: string): void } = { link: () => {}, folder: () => {} },
): Surroundings {
  return {
    link: (path) => {
      if (Object.hasOwn(links, path)) return links[path];
      unseen.link(path);
      return undefined;
    },
    folder: (path) => {
      if (Object.hasOwn(folders, path)) return folders[path];
      unseen.folder(path);
      return undefined;
    },
  };
}
