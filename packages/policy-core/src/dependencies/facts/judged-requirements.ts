import type { Known } from '../../model/known.ts';
import type { DependencyPair } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { includedFiles, type IncludedFile, type ReadContent } from './included-files.ts';
import type { ReadRequirements, RequirementsFile } from './requirements-file.ts';
import { hasPairs, isAbsent, namedPairs, type RequirementsPair } from './requirements-pair.ts';
import { defineSubjects, eachAt } from '../../engine/judged-fact.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { fileContent } from '../../engine/seen-inputs.ts';
import { memoizeByObjects } from '../../model/memoize.ts';

/** One file that pip reads for a pair under judgement. */
export type JudgedRequirements = ReadJudged | UnreadJudged;

/** Its lines could be read. */
export interface ReadJudged extends JudgedFile {
  readonly read: ReadRequirements;
}

/** It has no lines, or nobody could read them: for dependencies/encoding, and those that miss them. */
interface UnreadJudged extends JudgedFile {
  readonly read: undefined;
}

interface JudgedFile {
  readonly path: string;
  /** A side of the pair, or what one of them brings in. */
  readonly role: 'source' | 'lock' | 'requirements' | 'constraints';
  /** Whose requirements they are: of a file that both bring in, those of both. */
  readonly sides: readonly Side[];
  readonly pair: DependencyPair;
  readonly file: Known<RequirementsFile>;
  /** The line that brings it in; `undefined` for the pair itself. */
  readonly from: SourceSpan | undefined;
  /** By a tool: it says so, or it is the lock of a pair. */
  readonly isMade: boolean;
}

export type Side = 'source' | 'lock';

/** Those that are there, or may be. */
export const requirementsFiles = defineSubjects<JudgedRequirements>({
  name: 'requirements-files',
  words: 'requirements files',
  of: 'file',
  isConfigured: hasPairs,
  compute: (get) => eachAt(get(filesOfPairs).filter(({ file }) => !isAbsent(file))),
});

/** Both sides of the pairs under judgement, and what they bring in. */
export const filesOfPairs = defineFact<readonly JudgedRequirements[]>({
  name: 'files-of-pairs',
  compute: (get) => judgedRequirements(get(namedPairs), (path) => get(fileContent, path)),
});

/** Those that are judged for one pair, by its id. What it shares with another may be judged for that one. */
export const filesOfPair = defineFact<readonly JudgedRequirements[], string>({
  name: 'files-of-pair',
  compute: (get, id) => get(filesOfPairs).filter(({ pair }) => pair.id === id),
});

/** By its path, whatever pair it is judged for; `undefined`: for none. */
export const fileOfPairs = defineFact<Known<RequirementsFile> | undefined, string>({
  name: 'file-of-pairs',
  compute: (get, path) => get(filesOfPairs).find((judged) => judged.path === path)?.file,
});

/**
 * Each file once for all pairs that hold it to the same terms, and once more where it is also part of a side
 * that nobody looked at yet. A side of a pair is not included as well.
 */
function judgedRequirements(
  pairs: readonly RequirementsPair[],
  read: ReadContent,
): readonly JudgedRequirements[] {
  const sides = pairs.flatMap(({ pair, source, lock }): readonly FoundFile[] => [
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
  const locks = new Set(pairs.map(({ pair }) => pair.lock));
  return [...sides, ...others].map((found) => {
    const read = found.file.known && found.file.value.kind === 'read' ? found.file.value : undefined;
    return sameAgain({ ...found, read, isMade: read?.header !== undefined || locks.has(found.path) });
  });
}

/** The one made before of the same file for the same pair: what a rule said of it then still holds. */
function sameAgain(judged: JudgedRequirements): JudgedRequirements {
  if (!judged.file.known) return judged;
  const { path, role, sides, pair, file, from, isMade } = judged;
  const made = madeOf([pair, file.value], () => new Map<string, JudgedRequirements>());
  const key = JSON.stringify([path, role, sides, from, isMade]);
  const before = made.get(key);
  if (before === undefined) made.set(key, judged);
  return before ?? judged;
}

const madeOf = memoizeByObjects<Map<string, JudgedRequirements>>();

type FoundFile = Omit<JudgedFile, 'isMade'>;

function bringsIn(file: string, other: string, read: ReadContent): boolean {
  return includedFiles([file], read).some(({ path, as }) => path === other && as === 'requirements');
}

function broughtIn(pair: DependencyPair, read: ReadContent): readonly FoundFile[] {
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

function keysOf({ path, sides, pair: { terms } }: FoundFile): readonly string[] {
  return sides.map((side) => JSON.stringify([path, side, terms]));
}
