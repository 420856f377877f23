import { observed, textContent } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';

import { comparable, uriBelow } from '../locations/uri-path.ts';
import type { DiskGit, Host } from '../worker/host.ts';

export interface FakeMachine {
  /** Texts by URI. May be changed while it is used. */
  readonly disk: Map<string, string>;
  /** URI of the repository; `undefined` where there is none. */
  repository: string | undefined;
  branch: string;
  /** The commit of the branch that others merge into. */
  tip: string;
  /** Paths that differ from the base. */
  changed: readonly string[];
  /** How often git was asked what changed. */
  asked: number;
  /** Until then git looks at what is on disk. */
  looking: Promise<void>;
  /** Names of the variables that are set on it. */
  environment: ReadonlySet<string>;
  now: number;
}

export const SHOP = 'file:///work/shop';

export function fakeMachine(files: Readonly<Record<string, string>>): FakeMachine {
  const disk = new Map(Object.entries(files).map(([path, text]) => [comparable(uriBelow(SHOP, path)), text]));
  return {
    disk,
    repository: SHOP,
    branch: 'main',
    tip: 'c1',
    changed: [],
    asked: 0,
    looking: Promise.resolve(),
    environment: new Set(),
    now: 0,
  };
}

/** A machine in memory. It has no parsers: migrations are judged over stdio, by the real ones. */
export function fakeHost(machine: FakeMachine): Host {
  return {
    files: (folder) => ({
      read: (path) => {
        const text = machine.disk.get(comparable(uriBelow(folder, path)));
        return Promise.resolve(observed(text === undefined ? { kind: 'absent' } : textContent(text)));
      },
      links: async () => new Map(),
      list: () => Promise.reject(new Error('git lists what is on disk')),
    }),
    repository: () => {
      const { repository: root } = machine;
      return Promise.resolve(root === undefined ? undefined : { root, git: fakeGit(machine, root) });
    },
    get environment() {
      return machine.environment;
    },
    clock: { now: () => '2026-11-21T08:00:00Z' },
    elapsed: () => machine.now,
    loadParsers: () => Promise.reject(new Error('there are no parsers here')),
  };
}

function fakeGit(machine: FakeMachine, root: string): DiskGit {
  const entries = (): ChangeEntry[] =>
    machine.changed.map((path) => ({ status: 'modified', path, oldMode: '100644', newMode: '100644' }));
  const onDisk = () => {
    const prefix = `${comparable(root)}/`;
    const keys = [...machine.disk.keys()].filter((key) => key.startsWith(prefix));
    return keys.map((key) => key.slice(prefix.length));
  };
  return {
    describe: async () => observed({ head: 'c1', branch: machine.branch, isShallow: false, isBare: false }),
    resolve: async () => observed(machine.tip),
    mergeBase: async () => observed('c0'),
    mergeBases: async () => observed(['c0']),
    changes: async () => {
      machine.asked += 1;
      await machine.looking;
      return observed(entries());
    },
    readAt: async (_commit, paths) => new Map(paths.map((path) => [path, observed({ kind: 'absent' })])),
    digestsAt: async (_commit, paths) => new Map(paths.map((path) => [path, observed(null)])),
    listAt: async () => observed([]),
    tracked: async () => observed({ paths: onDisk(), leftOut: [] }),
    indexState: async () => observed(JSON.stringify(onDisk())),
    linksAt: async () => new Map(),
    linesWith: async () => observed({ lines: [], isWhole: true }),
    foldersAt: async (_commit, folders) => new Map(folders.map((folder) => [folder, observed([])])),
    commits: async () => observed([]),
    branchesWith: async () => observed([machine.branch]),
    allBranches: async () => observed([machine.branch]),
    tagsAt: async () => observed([]),
    relation: async () => observed('ancestor'),
    defaultBranch: async () => observed('main'),
    listOnDisk: async () => observed(onDisk()),
  };
}
