import path from 'node:path';

import { displayText } from '@lockkeeper/policy-core';

import { pairsByName } from '../../dependency-pairs/named-pairs.ts';
import type { DraftPair } from '../../dependency-pairs/pairs-yaml.ts';
import { proposedPairs, withoutGeneratedFiles } from '../../dependency-pairs/proposed-pairs.ts';
import { everyPath } from '../../repository/every-path.ts';
import { CliError } from '../../errors/cli-error.ts';
import type { Repository } from '../../repository/repository.ts';
import type { PairOptions } from './options.ts';

/** Where pairs are looked for. */
export interface PairSearch {
  readonly repository: Repository;
  /** A commit, or `worktree`. */
  readonly head: string;
  /** Where files on the command line count from. */
  readonly cwd: string;
}

/** Pairs told from the names and texts of the files that git knows. Stops where there are none. */
export async function foundPairs(
  options: PairOptions,
  { repository, head }: PairSearch,
): Promise<readonly DraftPair[]> {
  const { observers, root } = repository;
  const { pairs, unlocked } = pairsByName(await everyPath({ observers, head }));
  const found = await proposedPairs(pairs, { observers, head });
  if (found.length > 0) return found.map((pair) => withWish(pair, options));
  const open = await withoutGeneratedFiles(unlocked, { observers, head });
  throw new CliError('not-judged', nothingFound(displayText(root), open));
}

function nothingFound(root: string, unlocked: readonly string[]): string {
  const [first, ...others] = unlocked;
  const nothing = `No requirements with a lock were found in ${root}, so nothing was judged.`;
  if (first === undefined) {
    return `${nothing} A lock is called requirements.lock, requirements-lock.txt or pylock.toml, or is the .txt of a .in. Name two files with --source and --lock.`;
  }
  const source = displayText(first);
  const lock = source.endsWith('.in') ? source.replace(/\.in$/, '.txt') : source.replace(/\.txt$/, '.lock');
  const who = others.length === 0 ? `${source} has` : `${source} and ${others.length} more have`;
  return `${nothing} ${who} no lock beside ${others.length === 0 ? 'it' : 'them'}. Make one, for instance with \`uv pip compile ${source} -o ${lock}\`, or name two files with --source and --lock.`;
}

/** The two files of the command line, as they are named from the current folder or from the root. */
export async function namedPair(
  options: PairOptions,
  { repository, head, cwd }: PairSearch,
): Promise<DraftPair> {
  const { source, lock } = options;
  if (source === undefined || lock === undefined) {
    const [given, missing] = source === undefined ? ['lock', 'source'] : ['source', 'lock'];
    throw new CliError('usage', `--${given} names one of two files. Name the other with --${missing}.`);
  }
  const pair = {
    source: pathInRepository('source', source, { root: repository.root, cwd }),
    lock: pathInRepository('lock', lock, { root: repository.root, cwd }),
  };
  const [found] = await proposedPairs([pair], { observers: repository.observers, head });
  return withWish(found ?? { ...pair, sync: MADE_ELSEWHERE }, options);
}

/** Whoever names two files means them, whatever the lock says of itself. */
const MADE_ELSEWHERE = { mode: 'compiled', because: 'a tool wrote the lock' } as const;

function pathInRepository(
  option: string,
  written: string,
  { root, cwd }: { readonly root: string; readonly cwd: string },
): string {
  const inside = path.relative(root, path.resolve(cwd, written)).replaceAll(path.sep, '/');
  if (inside !== '' && inside !== '..' && !inside.startsWith('../') && !path.isAbsolute(inside))
    return inside;
  throw new CliError(
    'usage',
    `--${option} ${displayText(written)} lies outside of ${displayText(root)}. Name a file in it, or another folder with --root.`,
  );
}

function withWish(pair: DraftPair, { mode, python, platform }: PairOptions): DraftPair {
  const sync = mode === undefined ? pair.sync : { mode, because: 'you said so' };
  if (sync === undefined || sync.mode !== 'compiled') return sync === undefined ? pair : { ...pair, sync };
  return {
    ...pair,
    sync: {
      ...sync,
      ...(python === undefined ? {} : { python }),
      ...(platform === undefined ? {} : { platform }),
    },
  };
}
