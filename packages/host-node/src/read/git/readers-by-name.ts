import type { CommitRange } from '@lockkeeper/operations/ports';
import type { Known } from '@lockkeeper/policy-core';

import type { RunGitCommand } from './git-command.ts';
import { nameInFull } from './name-in-full.ts';

type Reading<T> = Promise<Known<T>>;
type ReadingByPath<T> = Promise<ReadonlyMap<string, Known<T>>>;

/**
 * Asks with each name in full; what is not known of the name is not known of what was asked. Questions about one name
 * that are asked at the same time share one look at it.
 */
export function readersByName(git: RunGitCommand) {
  const underWay = new Map<string, Promise<Known<string>>>();
  const inFull = (name: string): Promise<Known<string>> => {
    const known = underWay.get(name);
    if (known !== undefined) return known;
    const looking = nameInFull(git, name).finally(() => underWay.delete(name));
    underWay.set(name, looking);
    return looking;
  };

  async function named<T>(name: string, read: (full: string) => Reading<T>): Reading<T> {
    const full = await inFull(name);
    return full.known ? read(full.value) : full;
  }

  function bothNamed<T>(a: string, b: string, read: (one: string, other: string) => Reading<T>): Reading<T> {
    return named(a, (one) => named(b, (other) => read(one, other)));
  }

  return {
    named,
    bothNamed,
    range: <T>({ from, to }: CommitRange, read: (range: CommitRange) => Reading<T>): Reading<T> =>
      to === 'worktree'
        ? named(from, (full) => read({ from: full, to }))
        : bothNamed(from, to, (one, other) => read({ from: one, to: other })),
    eachAt: async <T>(
      name: string,
      paths: readonly string[],
      read: (full: string) => ReadingByPath<T>,
    ): ReadingByPath<T> => {
      const full = await inFull(name);
      return full.known ? read(full.value) : new Map(paths.map((path) => [path, full]));
    },
  };
}
