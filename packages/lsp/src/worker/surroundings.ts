import type { Observers, Steady } from '@lockkeeper/operations/observe';
import type { JudgedDocument, Parsers } from '@lockkeeper/policy-core';

import { pathBelow } from '../locations/uri-path.ts';
import { answerMemory } from './answer-memory.ts';
import { drawnHistories, type DrawnHistories } from './drawn-histories.ts';
import { gitBelow } from './git-below.ts';
import type { Host, Repository } from './host.ts';
import { knownChanges, type SeenByGit } from './known-changes.ts';
import { overlay, type OpenDocuments } from './overlay.ts';
import { policies, type PolicyAt } from './policies.ts';
import { keepingSaved } from './saved-readings.ts';
import { steadyContents, type SteadyContents } from './steady-contents.ts';

/** What lies around a document: its policy, its repository, its change. Remembered from one question to the next. */
export interface Surroundings {
  readonly open: OpenDocuments;
  readonly contents: SteadyContents;
  /** What open documents were judged by last, by comparable URI. */
  readonly judged: Map<string, JudgedDocument>;
  readonly drawn: DrawnHistories;
  /** The nearest policy above a place, up to the root of the repository that holds `folder`. */
  nearestPolicy(uri: string, folder: string): Promise<PolicyAt | undefined>;
  policyAt(root: string): Promise<PolicyAt['file']>;
  git(root: string): Promise<SeenByGit>;
  /** Which branch is checked out, as soon as that is known. Git goes on and looks at what `git` tells. */
  branch(root: string): Promise<string | undefined>;
  /** Files are read with open documents before what is on disk. */
  observers(root: string): Promise<Observers>;
  /** What is saved, whatever is open. */
  disk(root: string): Observers['files'];
  /** What stays as it is until something is saved or git moves. */
  steady(root: string): Promise<Steady>;
  loadParsers(): Promise<Parsers>;
  forget(): void;
}

export function createSurroundings(host: Host, open: OpenDocuments, moved: () => void): Surroundings {
  const contents = steadyContents();
  const memory = answerMemory();
  const changes = knownChanges(
    () => host.elapsed(),
    () => {
      // What is on disk moved without anybody having said so.
      memory.forget();
      moved();
    },
  );
  const repositories = new Map<string, Promise<Repository | undefined>>();
  let parsers: Promise<Parsers> | undefined;

  const repositoryOf = (folder: string): Promise<Repository | undefined> => {
    const known = repositories.get(folder) ?? host.repository(folder);
    repositories.set(folder, known);
    return known;
  };
  const withoutGit = (root: string): Observers => ({
    files: overlay(host.files(root), root, { open, contents }),
    git: undefined,
    environment: host.environment,
    clock: host.clock,
  });
  const observers = async (root: string): Promise<Observers> => {
    const git = seenFrom(root, await repositoryOf(root));
    const alone = withoutGit(root);
    return git === undefined
      ? alone
      : { ...alone, files: { ...alone.files, list: (folders) => git.listOnDisk(folders) }, git };
  };
  const read = policies(withoutGit);

  return {
    open,
    contents,
    judged: new Map(),
    drawn: drawnHistories(),
    observers,
    disk: (root) => host.files(root),
    policyAt: (root) => read.at(root),
    nearestPolicy: async (uri, folder) => read.nearest(uri, (await repositoryOf(folder))?.root ?? folder),
    git: async (root) => changes.of(root, await observers(root)),
    branch: async (root) => changes.branchOf(root, await observers(root)),
    steady: async (root) => {
      const { files } = await observers(root);
      return {
        files: { ...host.files(root), list: (folders) => files.list(folders) },
        remember: (question, ask) => memory.recall(`${root} ${question}`, ask),
      };
    },
    loadParsers: () => (parsers ??= host.loadParsers().then((loaded) => keepingSaved(loaded, open))),
    forget: () => {
      changes.forget();
      memory.forget();
      repositories.clear();
    },
  };
}

function seenFrom(root: string, repository: Repository | undefined): Repository['git'] | undefined {
  if (repository === undefined) return undefined;
  const folder = pathBelow(repository.root, root);
  return folder === undefined ? repository.git : gitBelow(repository.git, folder);
}
