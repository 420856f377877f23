import { expandedRequirements } from './expanded-requirements.ts';
import { parsedSide } from './parsed-side.ts';
import { addressOf, localPathOf } from './requirement-address.ts';
import type { RequirementsPair } from './requirements-pair.ts';

/** What stands in the files of a pair and is refused unless a policy allows it. */
export interface UsedTerms {
  readonly directUrls: boolean;
  readonly editables: boolean;
  readonly localPaths: boolean;
  readonly envVars: boolean;
  /** By their usual names, sorted. */
  readonly options: readonly string[];
}

export function usedTerms({ pair, source, lock, fileAt }: RequirementsPair): UsedTerms {
  const sides = [parsedSide(source), parsedSide(lock)].flatMap((side) => side ?? []);
  const lines = sides.flatMap((side) => expandedRequirements(side, fileAt).lines.map(({ line }) => line));
  const { refusedOptions } = pair.terms;
  const options = lines.flatMap((line) => line.options.flatMap(({ means }) => means));
  return {
    directUrls: lines.some((line) => addressOf(line) !== undefined),
    editables: lines.some(({ entry }) => entry.kind === 'editable'),
    localPaths: lines.some((line) => localPathOf(line) !== undefined),
    envVars: lines.some(({ variables }) => variables.length > 0),
    options: [...new Set(options)].filter((name) => refusedOptions.includes(name)).sort(),
  };
}
