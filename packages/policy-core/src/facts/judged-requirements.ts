import type { Known } from '../known.ts';
import type { DependencyPair } from '../policy/policy.ts';
import type { SourceSpan } from '../source-span.ts';
import { includedFiles, type ReadContent } from './included-files.ts';
import type { RequirementsFile, RequirementsPair } from './requirements-file.ts';

/** One file that pip reads for a pair under judgement. */
export interface JudgedRequirements {
  readonly path: string;
  /** A side of the pair, or what one of them brings in. */
  readonly role: 'source' | 'lock' | 'requirements' | 'constraints';
  readonly pair: DependencyPair;
  readonly file: Known<RequirementsFile>;
  /** The line that brings it in; `undefined` for the pair itself. */
  readonly from: SourceSpan | undefined;
}

/** Each file once for all pairs that hold it to the same terms; a side of a pair is not included as well. */
export function judgedRequirements(
  pairs: readonly RequirementsPair[],
  read: ReadContent,
): readonly JudgedRequirements[] {
  const sides = pairs.flatMap(({ pair, source, lock }): readonly JudgedRequirements[] => [
    { path: pair.source, role: 'source', pair, file: source, from: undefined },
    { path: pair.lock, role: 'lock', pair, file: lock, from: undefined },
  ]);
  const included = pairs.flatMap(({ pair }) =>
    includedFiles([pair.source, pair.lock], read).map(({ path, as, file, from }) => ({
      path,
      role: as,
      pair,
      file,
      from,
    })),
  );
  const seen = new Set(sides.map(key));
  const others = included.filter((judged) => {
    const isNew = !seen.has(key(judged));
    seen.add(key(judged));
    return isNew;
  });
  return [...sides, ...others];
}

function key({ path, pair: { terms } }: JudgedRequirements): string {
  return JSON.stringify([path, terms]);
}
