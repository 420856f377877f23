import { isConfiguration } from './alembic-config.ts';
import type { HeadPin } from './revision-history.ts';
import type { RevisionTexts } from './revision-texts.ts';
import type { VersionLocations } from './version-files.ts';
import { folderOf } from '../../model/folder-of.ts';

export const HEAD_PIN = '.alembic-head';

export function isHeadPin(path: string): boolean {
  return path === HEAD_PIN || path.endsWith(`/${HEAD_PIN}`);
}

/**
 * Those of one environment: in one of its folders, or beside a configuration above them. There it may be that of
 * any environment below, and counts where there is one only.
 */
export function headPins(
  environment: VersionLocations,
  environments: readonly VersionLocations[],
  texts: RevisionTexts,
): readonly HeadPin[] {
  return [...texts.keys()].filter(isHeadPin).flatMap((path) => {
    const content = texts.get(path);
    if (content === undefined || (content.known && content.value.kind === 'absent')) return [];
    const folder = folderOf(path);
    const isOwn = environment.folders.includes(folder);
    return isOwn || isOnlyOneBelow(folder, { environment, environments, texts }) ? [{ path, content }] : [];
  });
}

interface Among {
  readonly environment: VersionLocations;
  readonly environments: readonly VersionLocations[];
  readonly texts: RevisionTexts;
}

function isOnlyOneBelow(folder: string, { environment, environments, texts }: Among): boolean {
  const isBelow = ({ folders }: VersionLocations) => folders.some((one) => isWithin(one, folder));
  if (!isBelow(environment) || environments.filter(isBelow).length > 1) return false;
  if (environments.some(({ folders }) => folders.includes(folder))) return false;
  return [...texts].some(
    ([path, content]) =>
      folderOf(path) === folder &&
      isConfiguration(path.slice(path.lastIndexOf('/') + 1)) &&
      !(content.known && content.value.kind === 'absent'),
  );
}

function isWithin(folder: string, outer: string): boolean {
  return outer === '' || folder === outer || folder.startsWith(`${outer}/`);
}
