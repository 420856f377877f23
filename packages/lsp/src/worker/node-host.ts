import { fileURLToPath, pathToFileURL } from 'node:url';

import { cacheFolder, createReadingStore, engineVersion } from '@lockkeeper/host-node/cache';
import {
  createFileSystem,
  createGit,
  findRepository,
  readParserBytes,
  systemClock,
  variableNames,
} from '@lockkeeper/host-node/read';
import type { ReadingStore } from '@lockkeeper/policy-core';
import { loadParsers } from '@lockkeeper/policy-core/parsers';

import { isSamePlace, parentOf, pathBelow } from '../locations/uri-path.ts';
import type { DiskGit, Host, Repository } from './host.ts';
import type { WorkerOptions } from './messages.ts';

/** The machine, as far as a server that starts by itself may look at it. */
export function nodeHost({ parserFolder, trusted }: WorkerOptions): Host {
  const gits = new Map<string, DiskGit>();
  const gitAt = (root: string): DiskGit => {
    const git = gits.get(root) ?? createGit(root);
    gits.set(root, git);
    return git;
  };
  return {
    files: (folder) => createFileSystem(fileURLToPath(folder)),
    repository: async (folder) => (trusted ? await repositoryOf(folder, gitAt) : undefined),
    clock: systemClock(),
    environment: variableNames(),
    elapsed: () => performance.now(),
    loadParsers: async () => {
      const parsers = await loadParsers(await readParserBytes(parserFolder));
      const readings = readingsOfUser(parserFolder);
      return readings === undefined ? parsers : { ...parsers, readings };
    },
  };
}

/** What was read of migrations when an editor ran before; `undefined` where nothing may be kept. */
function readingsOfUser(parserFolder: string): ReadingStore | undefined {
  const folder = cacheFolder({ env: process.env, platform: process.platform });
  const engine = engineVersion([parserFolder, fileURLToPath(new URL('.', import.meta.url))]);
  return folder === undefined || engine === undefined ? undefined : createReadingStore({ folder, engine });
}

async function repositoryOf(
  folder: string,
  gitAt: (root: string) => DiskGit,
): Promise<Repository | undefined> {
  const root = await rootAbove(folder);
  if (root === undefined) return undefined;
  const rootUri = pathToFileURL(root).href;
  const isSpelledAlike = isSamePlace(rootUri, folder) || pathBelow(rootUri, folder) !== undefined;
  return { root: isSpelledAlike ? rootUri : await asSpelled(folder, root), git: gitAt(root) };
}

/** Git answers with the real place. A folder behind a symbolic link keeps the name the editor gave it. */
async function asSpelled(folder: string, root: string): Promise<string> {
  const above = parentOf(folder);
  if (above === undefined || (await rootAbove(above)) !== root) return folder;
  return asSpelled(above, root);
}

async function rootAbove(folder: string): Promise<string | undefined> {
  const location = await findRepository(fileURLToPath(folder));
  return location.kind === 'repository' ? location.root : undefined;
}
