import { isAboutChange, type Observations } from '../../model/observations.ts';
import { alembicFolders } from '../../policy/alembic-place.ts';
import type { MigrationsSection } from '../../policy/policy.ts';

/** The `env.py` of a folder of revisions, with the files of models that it must know. */
export interface MetadataFiles {
  readonly environment: string;
  readonly models: readonly string[];
}

type Seen = Pick<Observations, 'focus' | 'change'>;

/** Environments under judgement: all of a tree's; of a change, those where it touches a side. */
export function metadataFiles(policy: MigrationsSection, { focus, change }: Seen): readonly MetadataFiles[] {
  const models = namedModels(policy);
  if (models.length === 0) return [];
  const environments = new Set(alembicFolders(policy).map(environmentOf));
  const all = Array.from(environments, (environment) => ({ environment, models }));
  if (focus.kind === 'tree') return all;
  if (focus.kind === 'document') return all.filter(({ environment }) => environment === focus.path);
  if (!isAboutChange(focus) || !change.known) return [];
  const touched = new Set(change.value.entries.map(({ path }) => path));
  return all.filter(({ environment }) => [environment, ...models].some((path) => touched.has(path)));
}

/** Paths that stand in the policy without a wildcard: others may stand for files that are no models. */
function namedModels({ migrations }: MigrationsSection): readonly string[] {
  return migrations.models.flatMap(({ text }) => {
    const path = text.replace(/^\//, '');
    return /^[^*?[\]{}\\!]+\.py$/.test(path) ? [path] : [];
  });
}

/** Alembic keeps it beside the folder of the revisions. */
function environmentOf(folder: string): string {
  const parent = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
  return parent === '' ? 'env.py' : `${parent}/env.py`;
}
