import { observed, unobserved } from '@lockkeeper/policy-core';
import type { UpgradeFinding } from '@lockkeeper/policy-core/dependencies';

import type {
  Branches,
  CommandRunner,
  FileSystem,
  FileWriter,
  UserCommandOutcome,
  WorktreeState,
  Worktrees,
} from '../ports/index.ts';
import type { UpgradeTools } from '../upgrade/upgrade-dependencies.ts';
import { fakeObservers, type Files } from './fake-repository.ts';

const START = 'a'.repeat(40);

export interface FakeUpgrade {
  readonly committed: Files;
  /** What lies on disk; changed by whatever writes. */
  readonly disk?: Record<string, string>;
  readonly branch?: string | undefined;
  readonly standing?: WorktreeState;
  readonly branchNames?: readonly string[];
  /** What a program does to the disk, and how it ends; by its name. */
  readonly programs?: Readonly<Record<string, (disk: Record<string, string>) => UserCommandOutcome>>;
  /** Names of methods of `Branches` that fail. */
  readonly failing?: readonly (keyof Branches)[];
}

export const ENDED_WELL: UserCommandOutcome = { kind: 'exited', code: 0, lastLines: [] };

/** A repository in memory that an upgrade may change, and all it did and said. */
export function fakeUpgrade(given: FakeUpgrade) {
  const { committed, standing = { underWay: undefined, staged: [] }, branchNames = ['main'] } = given;
  const disk = given.disk ?? { ...committed };
  const deeds: string[] = [];
  const findings: UpgradeFinding[] = [];
  const branch = 'branch' in given ? given.branch : 'main';
  const observers = fakeObservers({
    commits: { [START]: { files: committed } },
    names: { HEAD: START },
    worktree: disk,
    ...(branch === undefined ? {} : { branch }),
  });
  // The fake copies what it is given; here the disk changes while it is looked at.
  const now = () =>
    fakeObservers({ commits: { [START]: { files: committed } }, names: { HEAD: START }, worktree: disk });
  const files: FileSystem = {
    read: (path) => now().files.read(path),
    links: (paths) => now().files.links(paths),
    list: (folders) => now().files.list(folders),
  };
  const git = {
    ...observers.git,
    describe: async () => observed({ head: START, branch, isShallow: false, isBare: false }),
    changes: (range: Parameters<typeof observers.git.changes>[0]) => now().git.changes(range),
  };
  const worktrees: Worktrees = {
    standing: async () => observed(standing),
    branchNames: async () => observed(branchNames),
  };
  const tools: UpgradeTools = {
    observers: { ...observers, files, git },
    branches: fakeBranches({ given, disk, deeds }),
    commands: fakeCommands(given, disk, deeds),
    files: fakeWriter(disk),
    loadParsers: () => Promise.reject(new Error('Nothing here needs a parser.')),
    consent: async () => true,
    isInterrupted: () => false,
    tell: (finding) => findings.push(finding),
    begin: () => undefined,
  };
  return { tools, worktrees, disk, deeds, findings };
}

interface Doing {
  readonly given: FakeUpgrade;
  readonly disk: Record<string, string>;
  readonly deeds: string[];
}

function fakeBranches({ given, disk, deeds }: Doing): Branches {
  const deed = (name: keyof Branches, what: string) => {
    if (given.failing?.includes(name) === true) return unobserved(`${name} fails`);
    deeds.push(`${name} ${what}`);
    return observed(true as const);
  };
  return {
    create: async (branch) => deed('create', branch),
    switch: async (branch) => deed('switch', branch),
    delete: async (branch) => deed('delete', branch),
    commit: async ({ paths, message }) => {
      const done = deed('commit', `${paths.join(' ')}: ${message.trim()}`);
      return done.known ? observed('c'.repeat(40)) : done;
    },
    restore: async (paths) => {
      const done = deed('restore', paths.join(' '));
      if (done.known) for (const path of paths) disk[path] = given.committed[path] ?? '';
      return done;
    },
  };
}

function fakeCommands(given: FakeUpgrade, disk: Record<string, string>, deeds: string[]): CommandRunner {
  return {
    run: async ({ words, folder }) => {
      deeds.push(`run ${words.join(' ')}${folder === '' ? '' : ` in ${folder}`}`);
      const program = given.programs?.[words[0]];
      return program?.(disk) ?? { kind: 'not-run', problem: `${words[0]} is not installed` };
    },
  };
}

function fakeWriter(disk: Record<string, string>): FileWriter {
  return {
    replace: async (path, text) => {
      disk[path] = text;
    },
    create: async (path, text) => {
      if (Object.hasOwn(disk, path)) throw new Error(`${path} exists`);
      disk[path] = text;
    },
  };
}
