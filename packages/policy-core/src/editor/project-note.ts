import type { PlacedDependency, ProjectPlaces } from './project-places.ts';
import type { Position, SourceSpan } from '../model/source-span.ts';
import type { AskedLine, PairExplanation } from '../dependencies/explain/dependency-explanation.ts';
import { explainDependency } from '../dependencies/explain/explain-dependency.ts';
import { explainedMarker } from '../dependencies/explain/explained-marker.ts';
import { noteSentences } from '../dependencies/explain/note-sentences.ts';
import type { RequirementNote } from '../dependencies/explain/requirement-note.ts';

/**
 * What the locks say of a dependency in a `pyproject.toml` that the pointer rests on: its version, whether its marker
 * counts, and what else needs it. `undefined` where there is none, or nothing to say.
 */
export function projectNote(
  { dependencies, pairs }: ProjectPlaces,
  position: Position,
): RequirementNote | undefined {
  const here = dependencies.find(({ at }) => holds(at, position));
  if (here === undefined) return undefined;
  const explained = pairs.flatMap((pair) => explainDependency(here.project, [pair]).pairs);
  const sentences = [...new Set(explained.flatMap((pair) => sentencesOf(here, pair)))];
  return sentences.length === 0 ? undefined : { at: here.at, sentences: sentences.slice(0, MOST_SENTENCES) };
}

const MOST_SENTENCES = 4;

function sentencesOf(here: PlacedDependency, pair: PairExplanation): readonly string[] {
  const own = askedHere(here, pair);
  return [...noteSentences({ ...pair, asked: [own] }, own), ...neededBy(pair)];
}

function askedHere({ at, text, marker }: PlacedDependency, pair: PairExplanation): AskedLine {
  return {
    path: at.path,
    line: at.start.line + 1,
    text,
    as: 'requirements',
    brought_in_by: [],
    specifier: null,
    extras: [],
    marker: explainedMarker(marker, { python: pair.python ?? undefined, platform: pair.platform }),
  };
}

/** The packages that the lock names as a reason as well. */
function neededBy({ required_by: ways }: PairExplanation): readonly string[] {
  const names = [...new Set(ways.flatMap(({ packages: [, needs] }) => needs ?? []))];
  return names.length === 0 ? [] : [`It is needed by ${listed(names)} as well.`];
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function holds({ start, end }: SourceSpan, { line, character }: Position): boolean {
  const isBehindStart = line > start.line || (line === start.line && character >= start.character);
  return isBehindStart && (line < end.line || (line === end.line && character <= end.character));
}
