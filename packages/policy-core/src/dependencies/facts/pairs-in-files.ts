import { observed, unobserved } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import type { FileAt } from './expanded-requirements.ts';
import { requirementsFile } from './requirements-file.ts';
import { requirementsPair, type RequirementsPair } from './requirements-pair.ts';

/** The pairs a policy names, as they stand in these files; what is not among them counts as not looked at. */
export function pairsIn(
  { dependencies }: Pick<Policy, 'dependencies'>,
  files: Observations['files'],
): readonly RequirementsPair[] {
  const fileAt: FileAt = (path) => {
    // A file may be called `constructor`, which every object seems to have.
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    if (content === undefined) return unobserved('its text was not given');
    return content.known ? observed(requirementsFile(path, content.value)) : content;
  };
  return dependencies.map((pair) => requirementsPair(pair, fileAt));
}
