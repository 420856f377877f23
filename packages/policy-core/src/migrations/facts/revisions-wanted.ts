import { isConfiguration, type ConfigurationFile } from '../history/alembic-config.ts';
import { environmentsOf, type Environments } from '../history/environments.ts';
import { isHeadPin } from '../history/head-pins.ts';
import { versionFiles } from '../history/version-files.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { RevisionSources } from '../../model/observations.ts';
import { alembicFolders } from '../../policy/alembic-place.ts';
import type { MigrationPolicy, MigrationsSection, Policy } from '../../policy/policy.ts';
import { configurationFolders } from './configuration-folders.ts';

/** Whether a path is that of a configuration that counts under this policy. */
export function isConfigurationPath(policy: MigrationsSection, path: string): boolean {
  const end = path.lastIndexOf('/');
  return (
    isConfiguration(path.slice(end + 1)) &&
    configurationFolders(policy).includes(path.slice(0, Math.max(end, 0)))
  );
}

type Texts = RevisionSources['files'];

/** Folders whose files must be listed: the policy's, and what its configurations load beside them. */
export function versionFolders(policy: Policy, configurations: Texts): readonly string[] {
  const { environments } = revisionEnvironments(policy, [], [configurations]);
  return [...new Set([...alembicFolders(policy), ...environments.flatMap(({ folders }) => folders)])];
}

/** The revisions among these paths whose texts are needed, and files that name a head. */
export function revisionsToRead(
  policy: Policy,
  paths: readonly string[],
  configurations: Texts,
): readonly string[] {
  const { environments } = revisionEnvironments(policy, paths, [configurations]);
  const revisions = environments.flatMap((environment) => versionFiles(paths, environment));
  return [...new Set([...revisions, ...paths.filter(isHeadPin)])];
}

/** Which folders belong together. Configurations are looked for in all of `texts`, the last counts. */
export function revisionEnvironments(
  policy: MigrationsSection,
  paths: readonly string[],
  texts: readonly Texts[],
): Environments {
  return environmentsOf({
    places: policy.migrations.alembic,
    configurations: configurationsAmong(policy, texts),
    paths,
  });
}

/** The configurations that count under this policy, by path. The last of several texts counts. */
export function configurationsAmong(
  policy: MigrationsSection,
  texts: readonly Texts[],
): readonly ConfigurationFile[] {
  const configurations = new Map<string, ConfigurationFile>();
  for (const [path, text] of texts.flatMap(configurationsIn(policy.migrations))) {
    if (text === undefined) configurations.delete(path);
    else configurations.set(path, { path, text });
  }
  return [...configurations.values()].toSorted((one, two) => (one.path < two.path ? -1 : 1));
}

/** Those that are known to be there, or not to be. Of the same texts once: most are revisions. */
const configurationsIn = memoizeByObject((migrations: MigrationPolicy) =>
  memoizeByObject((texts: Texts) =>
    Object.entries(texts).flatMap(([path, content]): readonly [string, string | undefined][] => {
      if (!isConfigurationPath({ migrations }, path) || !content.known) return [];
      return [[path, content.value.kind === 'text' ? content.value.text : undefined]];
    }),
  ),
);
