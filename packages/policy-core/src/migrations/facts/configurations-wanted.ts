import { isConfiguration, type ConfigurationFile } from '../history/alembic-config.ts';
import { possibleFolders } from '../history/location-problems.ts';
import type { VersionLocations } from '../history/version-files.ts';
import type { ChangeEntry, Observations, RevisionSources } from '../../model/observations.ts';
import { alembicFolders, holds } from '../../policy/alembic-place.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { configurationFolders } from './configuration-folders.ts';
import { migrationKind } from './migration-files.ts';
import { folderOf } from '../../model/folder-of.ts';

type Seen = Pick<Observations, 'focus' | 'change'>;

/** What a host has to look for; nothing where what is judged cannot have Alembic load anything else. */
export interface ConfigurationsWanted {
  /** Whose configurations count, whatever they are called; `''` is the root. */
  readonly folders: readonly string[];
  /** Files that are judged, and may be configurations. */
  readonly paths: readonly string[];
}

export function configurationsWanted(policy: MigrationsSection, seen: Seen): ConfigurationsWanted {
  if (policy.migrations.alembic.length === 0) return { folders: [], paths: [] };
  if (seen.focus.kind === 'tree') return { folders: configurationFolders(policy), paths: [] };
  const touched = touchedConfigurations(seen);
  const around = loadableEntries(policy, seen).length > 0 ? configurationFolders(policy) : [];
  return { folders: [...new Set([...touched.map(folderOf), ...around])], paths: touched };
}

/** Files under judgement that Alembic may be told to take for its configuration, also those that are gone. */
export function touchedConfigurations({ focus, change }: Seen): readonly string[] {
  if (focus.kind === 'document') return mayConfigure(focus.path) ? [focus.path] : [];
  return change.known ? change.value.entries.map(({ path }) => path).filter(mayConfigure) : [];
}

/** `alembic -c` takes an ini file of any name. */
function mayConfigure(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return isConfiguration(name) || /\.(?:ini|cfg|conf)$/.test(name);
}

/** What a change adds or edits that Alembic may load, and that no folder of the policy holds. */
export function loadableEntries(policy: MigrationsSection, { focus, change }: Seen): readonly ChangeEntry[] {
  if (focus.kind === 'document' || !change.known) return [];
  return change.value.entries.filter(
    ({ path, status, newMode }) =>
      status !== 'deleted' &&
      (/\.py[co]?$/.test(path) || newMode === LINK) &&
      migrationKind(policy, path) !== 'alembic',
  );
}

export const LINK = '120000';

/** The configurations among these texts; a file of another kind is none unless it says where revisions are. */
export function configurationsIn(texts: RevisionSources['files']): readonly ConfigurationFile[] {
  return Object.entries(texts)
    .flatMap(([path, content]) =>
      content.known && content.value.kind === 'text' ? [{ path, text: content.value.text }] : [],
    )
    .filter(
      ({ path, text }) => isConfiguration(path.slice(path.lastIndexOf('/') + 1)) || saysWhere(path, text),
    )
    .toSorted((one, two) => (one.path < two.path ? -1 : 1));
}

function saysWhere(path: string, text: string): boolean {
  return mayConfigure(path) && /script_location|version_locations/i.test(text);
}

/** Folders that must be listed to tell from which of them something is loaded. */
export function foldersToProbe(
  policy: MigrationsSection,
  texts: RevisionSources['files'],
): readonly string[] {
  return possibleFolders({
    configurations: configurationsIn(texts),
    folders: alembicFolders(policy),
    isNamed: (location) => isNamedByPolicy(policy, location),
  });
}

/** Whether the policy names everything that is loaded from there. */
export function isNamedByPolicy(
  { migrations }: MigrationsSection,
  { folders, isRecursive }: VersionLocations,
): boolean {
  return folders.every((folder) => migrations.alembic.some((place) => holds(place, { folder, isRecursive })));
}
