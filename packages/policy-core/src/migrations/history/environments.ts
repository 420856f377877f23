import type { ConfiguredEnvironment, ConfigurationFile } from './alembic-config.ts';
import { configuredEnvironments } from './alembic-config.ts';
import { withinRepository, type ConfiguredPlace } from './configured-place.ts';
import { startsFor } from './location-problems.ts';
import type { AlembicPlace } from '../../policy/alembic-place.ts';
import type { VersionLocations } from './version-files.ts';

/** What one configuration loads together, or the policy says is one; or a folder that neither speaks of. */
export interface RevisionEnvironment extends VersionLocations {
  /** For people: `alembic.ini`, `alembic.ini [billing]`, what the policy calls it, or the folder. */
  readonly name: string;
}

export interface Environments {
  readonly environments: readonly RevisionEnvironment[];
  /** Why a configuration does not tell what it loads: clauses. */
  readonly unclear: readonly string[];
}

interface Repository {
  /** `migrations.alembic` of the policy. */
  readonly places: readonly AlembicPlace[];
  readonly configurations: readonly ConfigurationFile[];
  /** Files below these folders. */
  readonly paths: readonly string[];
}

/**
 * Which of the policy's folders belong together: as the policy says, else as a configuration does. The same
 * folders by two configurations are one environment.
 */
export function environmentsOf({ places, configurations, paths }: Repository): Environments {
  const said = places.filter(({ history }) => history === 'one').map(environmentSaid);
  const folders = places.filter(({ history }) => history === 'configured').flatMap((place) => place.folders);
  const configured = configuredEnvironments(configurations);
  const found = new Map<string, RevisionEnvironment>();
  for (const one of configured) {
    const started = environmentFor(one, folders);
    if (started === undefined) continue;
    const { start: _, ...environment } = started;
    const key = JSON.stringify([environment.folders, environment.isRecursive]);
    if (!found.has(key)) found.set(key, environment);
  }
  const environments = [...found.values()];
  const alone = folders.filter(
    (folder) => !environments.some((environment) => loadsFrom(environment, folder)),
  );
  return {
    environments: [...said, ...environments, ...alone.map((folder) => unconfigured(folder, paths))],
    unclear: configured.flatMap(({ locations }) => (locations.known ? [] : [locations.reason])),
  };
}

function environmentSaid({ name, folders, isRecursive }: AlembicPlace): RevisionEnvironment {
  return { name: name ?? folders[0] ?? '', folders, isRecursive };
}

/** What a configuration loads; `undefined` where that is in none of these folders. */
export function environmentFor(
  { name, folder, locations, isRecursive }: ConfiguredEnvironment,
  folders: readonly string[],
): StartedEnvironment | undefined {
  if (!locations.known) return undefined;
  const candidates = startsFor(folder).map((start) => ({
    name,
    folders: locations.value.flatMap((place) => whereIs(place, start, folders) ?? []),
    isRecursive,
    start,
  }));
  return candidates.find((environment) => folders.some((one) => loadsFrom(environment, one)));
}

interface StartedEnvironment extends RevisionEnvironment {
  /** The folder that Alembic is started in, from the root: what is written relative counts from there. */
  readonly start: string;
}

function whereIs(
  { from, path }: ConfiguredPlace,
  start: string,
  folders: readonly string[],
): string | undefined {
  if (from === 'root') return path;
  if (from === 'start') return withinRepository(`${start}/${path}`);
  const beside = withinRepository(`${start}/${path}`);
  if (folders.some((folder) => beside !== undefined && isWithin(beside, folder))) return beside;
  // A package may be anywhere that Python looks: `src` is only the most frequent place.
  return folders.find((folder) => folder.endsWith(`/${path}`)) ?? beside;
}

/** Whether some of what lies in a folder of the policy is loaded by it. */
function loadsFrom({ folders, isRecursive }: RevisionEnvironment, folder: string): boolean {
  return folders.some(
    (location) => isWithin(location, folder) || (isRecursive && isWithin(folder, location)),
  );
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || folder === '';
}

/** Without a configuration the folder itself has to tell. */
function unconfigured(folder: string, paths: readonly string[]): RevisionEnvironment {
  if (paths.includes(`${folder}/env.py`))
    return { name: folder, folders: [`${folder}/versions`], isRecursive: false };
  const isFlat = paths.some(
    (path) =>
      path.startsWith(`${folder}/`) &&
      path.endsWith('.py') &&
      !path.includes('/', folder.length + 1) &&
      path !== `${folder}/__init__.py`,
  );
  return { name: folder, folders: [folder], isRecursive: !isFlat };
}
