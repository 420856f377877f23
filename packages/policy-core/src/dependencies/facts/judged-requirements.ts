import type { Known } from '../../model/known.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import type { RequirementsLine } from '../requirements/requirements-document.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { includedFiles, type IncludedFile, type ReadContent } from './included-files.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { ReadRequirements, RequirementsFile } from './requirements-file.ts';
import { hasPairs, isAbsent, requirementsPairs, type RequirementsPair } from './requirements-pair.ts';
import { defineJudged, subjectsAt } from '../../engine/judged-fact.ts';
import { observationsInput } from '../../engine/run-inputs.ts';
import { contentOf } from '../../model/content-of.ts';

/** One file that pip reads for a pair under judgement. */
export interface JudgedRequirements {
  readonly path: string;
  /** A side of the pair, or what one of them brings in. */
  readonly role: 'source' | 'lock' | 'requirements' | 'constraints';
  /** Whose requirements they are: of a file that both bring in, those of both. */
  readonly sides: readonly Side[];
  readonly pair: DependencyPair;
  readonly file: Known<RequirementsFile>;
  /** The line that brings it in; `undefined` for the pair itself. */
  readonly from: SourceSpan | undefined;
}

export type Side = 'source' | 'lock';

/** A file whose lines could be read. */
export interface ReadJudged extends JudgedRequirements {
  readonly read: ReadRequirements;
}

/** Both sides of the pairs under judgement, and what they bring in. */
export const requirementsFiles = defineJudged<readonly JudgedRequirements[]>({
  name: 'requirements-files',
  words: 'requirements files',
  about: 'file',
  isConfigured: hasPairs,
  subjects: (files) => subjectsAt(files.filter(({ file }) => !isAbsent(file))),
  compute: (get) => {
    const seen = get(observationsInput);
    return judgedRequirements(get(requirementsPairs), (path) => contentOf(seen, path));
  },
});

/**
 * Each file once for all pairs that hold it to the same terms, and once more where it is also part of a side
 * that nobody looked at yet. A side of a pair is not included as well.
 */
function judgedRequirements(
  pairs: readonly RequirementsPair[],
  read: ReadContent,
): readonly JudgedRequirements[] {
  const sides = pairs.flatMap(({ pair, source, lock }): readonly JudgedRequirements[] => [
    {
      path: pair.source,
      role: 'source',
      // What a lock brings in is installed with it.
      sides: bringsIn(pair.lock, pair.source, read) ? ['source', 'lock'] : ['source'],
      pair,
      file: source,
      from: undefined,
    },
    { path: pair.lock, role: 'lock', sides: ['lock'], pair, file: lock, from: undefined },
  ]);
  const seen = new Set(sides.flatMap(keysOf));
  const others = pairs
    .flatMap(({ pair }) => broughtIn(pair, read))
    .filter((judged) => {
      const keys = keysOf(judged);
      const isNew = keys.some((key) => !seen.has(key));
      for (const key of keys) seen.add(key);
      return isNew;
    });
  return [...sides, ...others];
}

function bringsIn(file: string, other: string, read: ReadContent): boolean {
  return includedFiles([file], read).some(({ path, as }) => path === other && as === 'requirements');
}

/** Files of which lines could be read; the others are for dependencies/encoding and those that miss them. */
export function readFiles(judged: readonly JudgedRequirements[]): readonly ReadJudged[] {
  return judged.flatMap((one) =>
    one.file.known && one.file.value.kind === 'read' ? [{ ...one, read: one.file.value }] : [],
  );
}

/** A line, and the file under judgement it stands in. */
export interface JudgedLine {
  readonly line: RequirementsLine;
  readonly judged: ReadJudged;
}

/** Every line of every file that could be read: most rules ask for them. */
export const judgedLines = memoizeByObject((judged: readonly JudgedRequirements[]): readonly JudgedLine[] =>
  readFiles(judged).flatMap((one) => one.read.lines.map((line) => ({ line, judged: one }))),
);

function broughtIn(pair: DependencyPair, read: ReadContent): readonly JudgedRequirements[] {
  const paths = [pair.source, pair.lock];
  const bySide = new Map(
    (['source', 'lock'] as const).map((side) => [side, new Set(pathsFrom(pair[side], paths, read))]),
  );
  return includedFiles(paths, read).map(({ path, as, file, from }) => ({
    path,
    role: as,
    sides: [...bySide].flatMap(([side, reached]) => (reached.has(path) ? [side] : [])),
    pair,
    file,
    from,
  }));
}

function pathsFrom(
  start: string,
  sides: readonly string[],
  read: ReadContent,
): readonly IncludedFile['path'][] {
  return includedFiles([start], read).flatMap(({ path }) => (sides.includes(path) ? [] : [path]));
}

function keysOf({ path, sides, pair: { terms } }: JudgedRequirements): readonly string[] {
  return sides.map((side) => JSON.stringify([path, side, terms]));
}
