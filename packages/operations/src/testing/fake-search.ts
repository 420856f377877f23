import type { NamedLine } from '@lockkeeper/policy-core/observe';

import type { Git } from '../ports/index.ts';
import type { FakeTree } from './fake-tree.ts';

type Search = Parameters<Git['linesWith']>[1];

/** Lines of a tree that hold one of the words, as git finds them. */
export function linesIn(
  { files }: FakeTree,
  { words, except, most }: Search,
): { readonly lines: readonly NamedLine[]; readonly isWhole: boolean } {
  const lines = Object.keys(files)
    .filter((path) => !except.some((folder) => path.startsWith(`${folder}/`)))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .flatMap((path) =>
      (files[path] ?? '')
        .split('\n')
        .map((text, line) => ({ path, line, text }))
        .filter(({ text }) => words.some((word) => text.split(/\W+/).includes(word))),
    );
  return { lines: lines.slice(0, most), isWhole: lines.length <= most };
}
