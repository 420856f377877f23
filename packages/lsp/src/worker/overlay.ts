import type { FileSystem } from '@lockkeeper/operations/observe';
import { observed, textContent, type FileContent } from '@lockkeeper/policy-core';

import { comparable, pathBelow, uriBelow } from '../locations/uri-path.ts';
import type { ContentInterner } from './content-interner.ts';

export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** Open documents by comparable URI. */
export type OpenDocuments = ReadonlyMap<string, OpenDocument>;

interface Opened {
  readonly open: OpenDocuments;
  readonly contents: ContentInterner;
}

/** The files of one root, open documents before what is on disk. */
export function overlay(files: FileSystem, root: string, { open, contents }: Opened): FileSystem {
  return {
    list: (folders) => files.list(folders),
    links: (paths) => files.links(paths),
    read: async (path) => {
      const place = comparable(uriBelow(root, path));
      const document = open.get(place);
      const found = document === undefined ? await files.read(path) : observed(textContent(document.text));
      return found.known ? observed(contents.intern(place, found.value)) : found;
    },
  };
}

/** What the open documents below a root hold, by path. */
export function openContentsBelow(
  root: string,
  { open, contents }: Opened,
): ReadonlyMap<string, FileContent> {
  return new Map(
    [...open].flatMap(([place, { uri, text }]) => {
      const path = pathBelow(root, uri);
      return path === undefined ? [] : [[path, contents.intern(place, textContent(text))] as const];
    }),
  );
}
