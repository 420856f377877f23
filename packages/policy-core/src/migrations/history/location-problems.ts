import type { SourceSpan } from '../../model/source-span.ts';
import {
  configuredEnvironments,
  type ConfigurationFile,
  type ConfiguredEnvironment,
} from './alembic-config.ts';
import { configuredAt } from './configured-at.ts';
import { configuredPlace, HERE, withinRepository, type ConfiguredPlace } from './configured-place.ts';
import { versionFiles, type VersionLocations } from './version-files.ts';

/** What a configuration has Alembic load, and what nobody would judge. */
export type LocationProblem = {
  /** For people: `alembic.ini [billing]`; the link itself where it is one. */
  readonly environment: string;
  /** The configuration, or the link. */
  readonly path: string;
  readonly at: SourceSpan;
} & (
  | {
      readonly kind: 'unnamed';
      readonly location: VersionLocations;
      readonly folder: string;
      /** The policy names the folder, and not those below it, which are loaded as well. */
      readonly isDeeper: boolean;
    }
  /** Compiled revisions count as well. `folders` are those that it loads from. */
  | { readonly kind: 'sourceless'; readonly folders: readonly string[] }
  /** Alembic loads what a link among the revisions leads to, whatever the link is called. */
  | { readonly kind: 'linked' }
  /** `reason` is a clause. */
  | { readonly kind: 'unclear'; readonly reason: string }
);

interface Judged {
  readonly configurations: readonly ConfigurationFile[];
  /** Whether the policy names all that Alembic loads from there. */
  readonly isNamed: (location: VersionLocations) => boolean;
  /** Folders of the policy: a package may be where one of them is. */
  readonly folders: readonly string[];
  /** Files below the folders that `possibleFolders` gives. */
  readonly paths: readonly string[];
}

/** In the order of the configurations. A place of which two sections speak is told of once. */
export function locationProblems(judged: Judged): readonly LocationProblem[] {
  const problems = new Map<string, LocationProblem>();
  for (const environment of configuredEnvironments(judged.configurations)) {
    for (const problem of problemsOf(environment, judged)) {
      const { kind, path, at } = problem;
      const key = JSON.stringify([kind, path, at, kind === 'unnamed' ? problem.folder : '']);
      if (!problems.has(key)) problems.set(key, problem);
    }
  }
  return [...problems.values()];
}

/** Folders from which something may be loaded, as far as the policy does not name them. */
export function possibleFolders(judged: Omit<Judged, 'paths'>): readonly string[] {
  const folders = configuredEnvironments(judged.configurations).flatMap((environment) => {
    const { locations, isRecursive } = environment;
    if (!locations.known) return [];
    return locations.value
      .flatMap((place) => candidatesFor(place, environment, judged.folders))
      .filter((folder) => !judged.isNamed({ folders: [folder], isRecursive }));
  });
  return [...new Set(folders)];
}

function problemsOf(environment: ConfiguredEnvironment, judged: Judged): readonly LocationProblem[] {
  const { name, path, locations, isSourceless } = environment;
  const at = (options: readonly string[], written?: string) =>
    configuredAt(environment, { options, written }, judged.configurations);
  const about = { environment: name, path };
  if (!locations.known) {
    return [{ ...about, kind: 'unclear', reason: locations.reason, at: at(LOCATION_OPTIONS) }];
  }
  const candidates = locations.value.map((place) => candidatesFor(place, environment, judged.folders));
  const unnamed = candidates.flatMap((folders, index): readonly LocationProblem[] => {
    const place = { ...about, at: at(LOCATION_OPTIONS, environment.written[index]) };
    if (folders.length === 0) {
      const shown = environment.written[index]?.replaceAll(HERE, '%(here)s') ?? '';
      const reason = `${name} names ${shown}, which does not lie in the repository`;
      return [{ ...place, kind: 'unclear', reason }];
    }
    return unnamedAmong(folders, environment, judged).map((folder) => {
      const location = { folders: [folder], isRecursive: environment.isRecursive };
      const isDeeper = judged.isNamed({ ...location, isRecursive: false });
      return { ...place, kind: 'unnamed', folder, location, isDeeper };
    });
  });
  if (!isSourceless) return unnamed;
  return [...unnamed, { ...about, kind: 'sourceless', folders: candidates.flat(), at: at(['sourceless']) }];
}

const LOCATION_OPTIONS = ['version_locations', 'script_location'] as const;

/** Where it may mean several folders, those that the policy does not name must hold nothing. */
function unnamedAmong(
  candidates: readonly string[],
  { isRecursive }: ConfiguredEnvironment,
  { isNamed, paths, folders }: Judged,
): readonly string[] {
  const open = candidates.filter((folder) => !isNamed({ folders: [folder], isRecursive }));
  const full = open.filter((folder) => versionFiles(paths, { folders: [folder], isRecursive }).length > 0);
  if (open.length < candidates.length || full.length > 0) return full;
  // A package is hardly anywhere else than around the folders of the policy.
  const likely = open.find((folder) => folders.some((named) => named.startsWith(`${folder}/`)));
  return likely === undefined ? open.slice(0, 1) : [likely];
}

/** Where a place may be, the likeliest first; none where it leads out of the repository. */
function candidatesFor(
  place: ConfiguredPlace,
  environment: ConfiguredEnvironment,
  folders: readonly string[],
): readonly string[] {
  if (place.from === 'root') return [place.path];
  const starts = startsFor(environment.folder);
  const beside = starts.flatMap((start) => withinRepository(`${start}/${place.path}`) ?? []);
  if (place.from === 'start') return [...new Set(beside)];
  const ending = `/${place.path}`;
  const inPolicy = folders
    .flatMap((folder) => [folder, `${folder}/versions`])
    .filter((folder) => folder.endsWith(ending));
  const first = environment.pythonFolders.flatMap((written) =>
    pythonFolder(written, environment.folder, starts).flatMap(
      (start) => withinRepository(`${start}/${place.path}`) ?? [],
    ),
  );
  return [...new Set([...first, ...inPolicy, ...beside])];
}

function pythonFolder(written: string, folder: string, starts: readonly string[]): readonly string[] {
  const place = configuredPlace(written, folder);
  if (place === undefined || place.from === 'package') return [];
  return place.from === 'root' ? [place.path] : starts.map((start) => `${start}/${place.path}`);
}

/** Alembic is mostly started beside its configuration, else in a folder above. */
export function startsFor(folder: string): readonly string[] {
  const above = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
  return folder === '' ? [''] : [folder, ...startsFor(above)];
}
