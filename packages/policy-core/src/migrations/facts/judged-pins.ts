import { isHeadPin } from '../history/head-pins.ts';
import type { Observations } from '../../model/observations.ts';
import { alembicFolders } from '../../policy/alembic-place.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { configurationFolders } from './configuration-folders.ts';

/**
 * Files under judgement that name a head, where a configuration or revisions may lie. On a whole tree they are
 * looked at with their histories.
 */
export function judgedPins(
  policy: MigrationsSection,
  { focus, change }: Pick<Observations, 'focus' | 'change'>,
): readonly string[] {
  if (policy.migrations.alembic.length === 0 || focus.kind === 'tree') return [];
  const touched = focus.kind === 'document' ? [focus.path] : change.known ? pathsThere(change.value) : [];
  const pins = touched.filter(isHeadPin);
  if (pins.length === 0) return [];
  const around = new Set(configurationFolders(policy));
  const folders = alembicFolders(policy);
  return pins.filter((path) => {
    const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    return around.has(folder) || folders.some((one) => folder.startsWith(`${one}/`));
  });
}

type Change = Extract<Observations['change'], { known: true }>['value'];

function pathsThere({ entries }: Change): readonly string[] {
  return entries.flatMap(({ path, status }) => (status === 'deleted' ? [] : [path]));
}
