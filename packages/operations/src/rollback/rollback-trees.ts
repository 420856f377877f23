import { observed, unobserved, type Parsers, type Policy } from '@lockkeeper/policy-core';
import {
  upgradeStarts,
  type MigrationsOfTree,
  type RollbackSight,
} from '@lockkeeper/policy-core/deployment/rollback';
import { alembicFolders } from '@lockkeeper/policy-core/migrations';

import { historiesAt } from '../observe/histories-at.ts';
import { readPolicyFile } from '../observe/policy-file.ts';
import { readerAt } from '../observe/reader-at.ts';
import type { Git, Observers } from '../ports/index.ts';

/** Whoever looks at trees of commits. */
export interface TreeReader {
  /** Where a commit has no policy that can be used. */
  readonly policy: Policy;
  readonly observers: Observers & { readonly git: Git };
  readonly loadParsers: () => Promise<Parsers>;
}

/** Enough to tell, and little enough to be read by a person who asks why. */
const MOST_LINES = 5_000;

/** Each commit keeps its migrations where its own policy says. */
export async function migrationsOf(commit: string, reader: TreeReader): Promise<MigrationsOfTree> {
  const policy = await policyAt(commit, reader);
  return { commit, histories: await historiesAt({ ...reader, policy, commit }) };
}

async function policyAt(commit: string, { policy, observers }: TreeReader): Promise<Policy> {
  const file = await readPolicyFile(readerAt(commit, observers));
  return file.kind === 'policy' ? file.policy : policy;
}

/** What of a commit runs `alembic upgrade` when it starts. */
export async function startsOf(
  commit: string,
  reader: TreeReader,
): Promise<RollbackSight['target']['starts']> {
  const { observers, loadParsers } = reader;
  const { words, except, reads, startsIn } = upgradeStarts(await policyAt(commit, reader));
  const found = await observers.git.linesWith(commit, { words, except, most: MOST_LINES });
  if (!found.known) return found;
  if (!found.value.isWhole) return unobserved('too many of its lines speak of an upgrade');
  const paths = reads(found.value.lines.map(({ path }) => path));
  const texts = await observers.git.readAt(commit, paths);
  return observed(startsIn(paths, texts, await loadParsers()));
}

/** Where the code of a commit holds one of these words, without its revisions. */
export async function namesIn(
  commit: string,
  words: readonly string[],
  reader: TreeReader,
): Promise<NonNullable<RollbackSight['target']['names']>> {
  const found = await reader.observers.git.linesWith(commit, {
    words,
    except: alembicFolders(await policyAt(commit, reader)),
    most: MOST_LINES,
  });
  return found.known ? observed({ commit, names: words, ...found.value }) : found;
}
