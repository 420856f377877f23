import type { Observations } from '../../model/observations.ts';
import { alembicFolders } from '../../policy/alembic-place.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { isOfEnvironment } from './application-files.ts';

type Seen = Pick<Observations, 'focus' | 'change' | 'listing'>;

/**
 * Python under judgement that runs with every command of Alembic, beside the revisions. A change may make any
 * `env.py` that of an environment, so that each one counts that it touches.
 */
export function environmentFiles(
  policy: MigrationsSection,
  { focus, change, listing }: Seen,
): readonly string[] {
  const folders = alembicFolders(policy);
  if (folders.length === 0) return [];
  if (focus.kind === 'document') return [focus.path].filter((path) => runsAlways(policy, path));
  if (focus.kind === 'tree') {
    const listed = listing.known ? listing.value : [];
    return [...new Set([...environmentPlaces(policy), ...listed.filter((path) => runsAlways(policy, path))])];
  }
  if (!change.known) return [];
  return change.value.entries.flatMap(({ path, status }) =>
    status !== 'deleted' && runsAlways(policy, path) ? [path] : [],
  );
}

/** Where the `env.py` of the policy's folders may lie. */
export function environmentPlaces(policy: MigrationsSection): readonly string[] {
  return alembicFolders(policy).flatMap(environmentsOf);
}

/** The policy names the folder of the revisions, or that of the scripts. */
function environmentsOf(folder: string): readonly string[] {
  const above = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  return [`${folder}/env.py`, above === '' ? 'env.py' : `${above}/env.py`];
}

function runsAlways(policy: MigrationsSection, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'env.py') return true;
  return (name === '__init__.py' || COMPILED.test(name)) && isOfEnvironment(policy, path);
}

/** Without its source Alembic takes this one. */
const COMPILED = /^env\..*py[co]$/;
