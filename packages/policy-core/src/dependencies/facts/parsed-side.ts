import type { Known } from '../../model/known.ts';
import type { ReadRequirements, RequirementsFile } from './requirements-file.ts';

/** A side of a pair as lines; `undefined` where it holds none, does not exist, or could not be read. */
export function parsedSide(file: Known<RequirementsFile>): ReadRequirements | undefined {
  return file.known && file.value.kind === 'read' ? file.value : undefined;
}
