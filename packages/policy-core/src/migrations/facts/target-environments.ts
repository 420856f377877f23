import type { RevisionEnvironment } from '../history/environments.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations, RevisionSources } from '../../model/observations.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { isConfigurationPath, revisionEnvironments } from './revisions-wanted.ts';

type Elsewhere = Pick<RevisionSources, 'atBase' | 'atTarget'>;

/** Configurations of Alembic that the target branch has changed since, and that the change leaves alone. */
export function targetConfigurations(
  policy: MigrationsSection,
  { atBase, atTarget }: Elsewhere,
): RevisionSources['files'] {
  if (atTarget?.known !== true || atTarget.value === null) return {};
  const own = atBase?.known === true ? atBase.value.files : {};
  return Object.fromEntries(
    Object.entries(atTarget.value.files).filter(
      ([path]) => isConfigurationPath(policy, path) && !Object.hasOwn(own, path),
    ),
  );
}

type Seen = Pick<Observations, 'files'> & { readonly revisions: RevisionSources };

/** What Alembic loads once a change is merged; `undefined` where the target branch leaves that as it is here. */
export function targetEnvironments(
  policy: MigrationsSection,
  { files, revisions }: Seen,
): Known<readonly RevisionEnvironment[]> | undefined {
  const theirs = targetConfigurations(policy, revisions);
  if (Object.keys(theirs).length === 0) return undefined;
  for (const [path, content] of Object.entries(theirs)) {
    if (!content.known) return unobserved(`the text of ${path} at the target branch: ${content.reason}`);
  }
  const here = revisions.paths.known ? revisions.paths.value : [];
  const there = revisions.atTarget?.known === true ? Object.keys(revisions.atTarget.value?.files ?? {}) : [];
  const texts = [revisions.files, files, theirs];
  return observed(revisionEnvironments(policy, [...new Set([...here, ...there])], texts).environments);
}

/** The same environment there: by its name, by its folders, or by one of them. */
export function sameEnvironment(
  environment: RevisionEnvironment,
  others: readonly RevisionEnvironment[],
): RevisionEnvironment | undefined {
  const { name, folders } = environment;
  return (
    others.find((other) => other.name === name) ??
    others.find((other) => other.folders.join('\n') === folders.join('\n')) ??
    others.find((other) => other.folders.some((folder) => folders.includes(folder)))
  );
}
