import { observed, unobserved, type Parsers, type Policy } from '@lockkeeper/policy-core';
import {
  mayUpgradeAtStart,
  upgradesAtStart,
  UPGRADE_WORDS,
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
  const policy = await policyAt(commit, reader);
  const found = await observers.git.linesWith(commit, {
    words: UPGRADE_WORDS,
    except: alembicFolders(policy),
    most: MOST_LINES,
  });
  if (!found.known) return found;
  if (!found.value.isWhole) return unobserved('too many of its lines speak of an upgrade');
  const paths = [...new Set(found.value.lines.map(({ path }) => path))].filter(mayUpgradeAtStart);
  const texts = await observers.git.readAt(commit, paths);
  const parsers = await loadParsers();
  const starts = paths.flatMap((path) => {
    const content = texts.get(path);
    // It was found for a word in it, and may do whatever with it.
    if (content?.known !== true || content.value.kind !== 'text')
      return [{ path, line: 1, onFailure: 'unclear' as const }];
    return upgradesAtStart({ path, text: content.value.text }, parsers);
  });
  return observed(asPolicySays(starts, policy));
}

type Starts = Extract<RollbackSight['target']['starts'], { readonly known: true }>['value'];

/** Where the policy has migrations run by hand, what has to be called is called by somebody; else a start may be there that nobody found. */
function asPolicySays(starts: Starts, { migrations: { apply }, path }: Policy): Starts {
  const own = starts.filter(({ isCalled }) => isCalled === undefined);
  if (apply === 'manual_unless_trivial') return own;
  return apply === 'on_start' && own.length === 0 ? [{ path, line: 1, onFailure: 'unclear' }] : starts;
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
