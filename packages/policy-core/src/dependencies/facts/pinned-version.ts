import { memoizeByObject } from '../../model/memoize.ts';
import { pinOf } from './pin.ts';
import type { RequirementsFile } from './requirements-file.ts';

/** The version that a file pins a project to; `undefined` where it names none, or several. */
export function pinnedVersionIn(file: RequirementsFile, project: string): string | undefined {
  const versions = versionsByProject(file).get(project) ?? NONE;
  const [only] = versions;
  return versions.size === 1 ? only : undefined;
}

/** `undefined` among them: a line names the project and pins nothing. */
type Versions = ReadonlySet<string | undefined>;
const NONE: Versions = new Set();

/** Asked for each of many requirements. */
const versionsByProject = memoizeByObject((file: RequirementsFile): ReadonlyMap<string, Versions> => {
  const found = new Map<string, Set<string | undefined>>();
  for (const { project, version } of namedIn(file)) {
    const versions = found.get(project);
    if (versions === undefined) found.set(project, new Set([version]));
    else versions.add(version);
  }
  return found;
});

interface Named {
  readonly project: string;
  readonly version: string | undefined;
}

function namedIn(file: RequirementsFile): readonly Named[] {
  switch (file.kind) {
    case 'read':
      return file.lines.flatMap(({ entry }) => {
        if (entry.kind !== 'requirement') return [];
        const { normalizedName: project } = entry.requirement;
        return [{ project, version: pinOf(entry.requirement, ['==']) }];
      });
    case 'pylock':
      return file.pylock.packages.map(({ normalizedName: project, version }) => ({ project, version }));
    default:
      return [];
  }
}
