import type { Observers, StableReads } from '@lockkeeper/operations/observe';
import type { Parsers } from '@lockkeeper/policy-core';
import type { documentView } from '@lockkeeper/policy-core/editor';

import { pathBelow } from '../locations/uri-path.ts';
import { createAsyncCache } from './async-cache.ts';
import { createGraphCache, type GraphCache } from './graph-cache.ts';
import { gitInSubfolder } from './git-in-subfolder.ts';
import type { Host, Repository } from './host.ts';
import { createGitStateCache, type GitState } from './git-state-cache.ts';
import { overlay, type OpenDocuments } from './overlay.ts';
import type { WorkerEvent } from './messages.ts';
import { createPolicyCache, type LocatedPolicy, type PolicyCache } from './policy-cache.ts';
import { cacheOnlySaved } from './saved-readings.ts';
import { createContentInterner, type ContentInterner } from './content-interner.ts';

type JudgedDocument = Parameters<typeof documentView>[0];

/** The policy, repository and change around open documents, cached from one request to the next. */
export interface WorkspaceContext {
  readonly open: OpenDocuments;
  readonly contents: ContentInterner;
  /** What open documents were judged by last, by comparable URI. */
  readonly judged: Map<string, JudgedDocument>;
  readonly drawn: GraphCache;
  /** The nearest policy above a place, up to the root of the repository that holds `folder`. */
  nearestPolicy(uri: string, folder: string): Promise<LocatedPolicy | undefined>;
  readonly policies: PolicyCache;
  git(root: string): Promise<GitState>;
  /** Which branch is checked out, as soon as that is known. Git goes on and looks at what `git` tells. */
  branch(root: string): Promise<string | undefined>;
  /** Files are read with open documents before what is on disk. */
  observers(root: string): Promise<Observers>;
  /** What is saved, whatever is open. */
  disk(root: string): Observers['files'];
  /** What stays as it is until something is saved or git moves. */
  steady(root: string): Promise<StableReads>;
  loadParsers(): Promise<Parsers>;
  forget(): void;
}

export function createWorkspaceContext(
  host: Host,
  open: OpenDocuments,
  say: (event: WorkerEvent) => void,
): WorkspaceContext {
  const contents = createContentInterner();
  const cache = createAsyncCache();
  const changes = createGitStateCache(
    () => host.elapsed(),
    () => {
      // What is on disk moved without anybody having said so.
      cache.clear();
      say({ kind: 'moved' });
    },
  );
  const repositories = createRepositoryCache(host);
  let parsers: Promise<Parsers> | undefined;

  const withoutGit = (root: string): Observers => ({
    files: overlay(host.files(root), root, { open, contents }),
    git: undefined,
    environment: host.environment,
    clock: host.clock,
  });
  const observers = async (root: string): Promise<Observers> => {
    const git = gitBelowRoot(root, await repositories.of(root));
    const alone = withoutGit(root);
    return git === undefined
      ? alone
      : { ...alone, files: { ...alone.files, list: (folders) => git.listOnDisk(folders) }, git };
  };
  const savedAt = (root: string): Observers => ({ ...withoutGit(root), files: host.files(root) });
  const policies = createPolicyCache({ openAt: withoutGit, savedAt }, say);

  return {
    open,
    contents,
    judged: new Map(),
    drawn: createGraphCache(),
    observers,
    disk: (root) => host.files(root),
    policies,
    nearestPolicy: async (uri, folder) =>
      policies.nearest(uri, (await repositories.of(folder))?.root ?? folder),
    git: async (root) => changes.of(root, await observers(root)),
    branch: async (root) => changes.branchOf(root, await observers(root)),
    steady: async (root) => {
      const { files } = await observers(root);
      return {
        files: { ...host.files(root), list: (folders) => files.list(folders) },
        remember: (question, ask) => cache.getOrAsk(`${root} ${question}`, ask),
      };
    },
    loadParsers: () => (parsers ??= host.loadParsers().then((loaded) => cacheOnlySaved(loaded, open))),
    forget: () => {
      changes.forget();
      cache.clear();
      repositories.forget();
    },
  };
}

function createRepositoryCache(host: Host) {
  const known = new Map<string, Promise<Repository | undefined>>();
  return {
    of: (folder: string): Promise<Repository | undefined> => {
      const found = known.get(folder) ?? host.repository(folder);
      known.set(folder, found);
      return found;
    },
    forget: () => known.clear(),
  };
}

function gitBelowRoot(root: string, repository: Repository | undefined): Repository['git'] | undefined {
  if (repository === undefined) return undefined;
  const folder = pathBelow(repository.root, root);
  return folder === undefined ? repository.git : gitInSubfolder(repository.git, folder);
}
