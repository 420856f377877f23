import type { Clock, FileSystem, Git } from '@lockkeeper/operations/observe';
import type { Known, Parsers } from '@lockkeeper/policy-core';

/** Everything the worker may look at. Folders are URIs; nothing here writes. */
export interface Host {
  files(folder: string): FileSystem;
  /** The repository that holds a folder; `undefined` where there is none, or it must not be asked. */
  repository(folder: string): Promise<Repository | undefined>;
  readonly clock: Clock;
  /** Names of the variables that are set where the server runs: agents leave some. */
  readonly environment: ReadonlySet<string>;
  /** Milliseconds, for measuring how old something is. */
  elapsed(): number;
  /** Rejects when the WebAssembly files are not where they should be. */
  loadParsers(): Promise<Parsers>;
}

export interface Repository {
  /** URI of its root, spelled as the folder that was asked about. */
  readonly root: string;
  readonly git: DiskGit;
}

/** Knows which files on disk git ignores. */
export interface DiskGit extends Git {
  listOnDisk(folders: readonly string[]): Promise<Known<readonly string[]>>;
}
