import {
  configuredEnvironments,
  type ConfigurationFile,
  type ConfiguredEnvironment,
} from '../migrations/history/alembic-config.ts';
import { environmentFor } from '../migrations/history/environments.ts';
import { configurationPaths } from '../migrations/history/found-folders.ts';
import { folderOf } from '../model/folder-of.ts';

/** One run of Alembic that brings one history to its head. */
export interface AlembicStart {
  /** In which it is started, from the root; `''` is the root. */
  readonly folder: string;
  /** What `-c` names; `undefined`: Alembic finds it itself. */
  readonly config?: string;
  /** What `-n` names; `undefined`: the usual one. */
  readonly section?: string;
}

export interface AlembicStarts {
  readonly starts: readonly AlembicStart[];
  /** Configurations that load the same revisions as one that is started, for people: `alembic.ini [staging]`. */
  readonly leftOut: readonly string[];
}

interface Repository {
  /** Every file. */
  readonly paths: readonly string[];
  /** Texts of those that configure Alembic. */
  readonly configurations: readonly ConfigurationFile[];
}

/**
 * How Alembic is started for revisions in these folders: for each history by its configuration; where none tells what
 * it loads, beside the nearest one at or above each folder, else at the root.
 */
export function alembicStarts(
  folders: readonly string[],
  { paths, configurations }: Repository,
): AlembicStarts {
  const groups = new Map<string, NamedStart[]>();
  const told = new Set<string>();
  for (const environment of configuredEnvironments(configurations)) {
    const loaded = folders.filter((folder) => environmentFor(environment, [folder]) !== undefined);
    const started = environmentFor(environment, folders);
    if (started === undefined) continue;
    const key = JSON.stringify([started.folders, started.isRecursive]);
    const start = startOf(environment, started.start);
    groups.set(key, [...(groups.get(key) ?? []), { name: environment.name, start }]);
    for (const folder of loaded) told.add(folder);
  }
  const chosen = Array.from(groups.values(), mainOf).filter((each) => each !== undefined);
  const untold = folders.filter((folder) => !told.has(folder));
  const all = [
    ...chosen.map(({ start }) => start),
    ...nearestFolders(untold, paths).map((folder) => ({ folder })),
  ];
  return {
    starts: [...new Map(all.map((start) => [JSON.stringify(start), start])).values()],
    leftOut: Array.from(groups.values(), (group) => group.filter((each) => each !== mainOf(group)))
      .flat()
      .map(({ name }) => name),
  };
}

interface NamedStart {
  /** For people. */
  readonly name: string;
  readonly start: AlembicStart;
}

/** The one that Alembic takes where nobody names one. */
function mainOf(group: readonly NamedStart[]): NamedStart | undefined {
  return group.find(({ start }) => start.config === undefined && start.section === undefined) ?? group[0];
}

function startOf({ path, section }: ConfiguredEnvironment, folder: string): AlembicStart {
  const config = folder === '' ? path : path.slice(folder.length + 1);
  return {
    folder,
    ...(FOUND_BY_ITSELF.has(config) ? {} : { config }),
    ...(section === undefined || section === 'alembic' ? {} : { section }),
  };
}

const FOUND_BY_ITSELF: ReadonlySet<string> = new Set(['alembic.ini', 'pyproject.toml']);

function nearestFolders(folders: readonly string[], paths: readonly string[]): readonly string[] {
  const configured = new Set(configurationPaths(paths).map(folderOf));
  return [...new Set(folders.map((folder) => nearest(folder, configured)))];
}

function nearest(folder: string, configured: ReadonlySet<string>): string {
  return folder === '' || configured.has(folder) ? folder : nearest(folderOf(folder), configured);
}
