import type { FileSystem } from '@lockkeeper/operations/observe';
import { observed, textContent } from '@lockkeeper/policy-core';

import { comparable, pathBelow, uriBelow } from '../workspace/uri-path.ts';

export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** Open documents by comparable URI. */
export type OpenDocuments = ReadonlyMap<string, OpenDocument>;

/** The files of one root, open documents before what is on disk. */
export function overlay(files: FileSystem, root: string, open: OpenDocuments): FileSystem {
  return {
    list: (folders) => files.list(folders),
    links: (paths) => files.links(paths),
    read: async (path) => {
      const document = open.get(comparable(uriBelow(root, path)));
      return document === undefined ? files.read(path) : observed(textContent(document.text));
    },
  };
}

/** Texts of the open documents below a root, by path. */
export function textsBelow(root: string, open: OpenDocuments): ReadonlyMap<string, string> {
  return new Map(
    [...open.values()].flatMap(({ uri, text }) => {
      const path = pathBelow(root, uri);
      return path === undefined ? [] : [[path, text] as const];
    }),
  );
}
