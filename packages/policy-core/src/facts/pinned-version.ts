import { pinOf } from './pin.ts';
import type { RequirementsFile } from './requirements-file.ts';

/** The version that a file pins a project to; `undefined` where it names none, or several. */
export function pinnedVersionIn(file: RequirementsFile, project: string): string | undefined {
  const versions = new Set(versionsIn(file, project));
  const [only] = versions;
  return versions.size === 1 ? only : undefined;
}

/** One entry a line that names the project; `undefined` for one that pins nothing. */
function versionsIn(file: RequirementsFile, project: string): readonly (string | undefined)[] {
  switch (file.kind) {
    case 'read':
      return file.lines.flatMap(({ entry }) =>
        entry.kind === 'requirement' && entry.requirement.normalizedName === project
          ? [pinOf(entry.requirement, ['=='])]
          : [],
      );
    case 'pylock':
      return file.pylock.packages.flatMap(({ normalizedName, version }) =>
        normalizedName === project ? [version] : [],
      );
    default:
      return [];
  }
}
