import { changedKeys } from '../../model/patched-map.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { RevisionSource } from './placed-revision.ts';
import { revisionGraph } from './revision-graph-of.ts';
import type { RevisionGraph } from './revision-graph.ts';

/** Files in the order of loading, with what was read of their headers. */
type Files = ReadonlyMap<string, { readonly reading: Partial<Pick<RevisionSource, 'header'>> }>;

interface KnownGraph {
  readonly files: Files;
  readonly graph: RevisionGraph;
}

/** Enough for the three or four graphs of a few environments. */
const MOST_GRAPHS = 12;

/** The last used comes first. */
const byParsers = new WeakMap<Parsers, readonly KnownGraph[]>();

/**
 * The graph of these headers as these parsers read them, the one made before where they say the same: most keys are pressed below the
 * header of a revision, and what it is compared with stays as it is.
 */
export function knownGraph(parsers: Parsers, files: Files): RevisionGraph {
  const known = byParsers.get(parsers) ?? [];
  const before = known.find((one) => isSame(one.files, files));
  const graph = before?.graph ?? revisionGraph(sourcesOf(files));
  // The newest headers are kept, so that they are the same objects next time.
  const others = known.filter((one) => one !== before).slice(0, MOST_GRAPHS - 1);
  byParsers.set(parsers, [{ files, graph }, ...others]);
  return graph;
}

function sourcesOf(files: Files): readonly RevisionSource[] {
  return Array.from(files, ([path, { reading }]) => ({ path, header: reading.header }));
}

function isSame(one: Files, other: Files): boolean {
  const changed = changedKeys(one, other);
  return changed?.every((path) => saysSame(one.get(path), other.get(path))) === true;
}

function saysSame(one: ReturnType<Files['get']>, other: ReturnType<Files['get']>): boolean {
  const [header, otherHeader] = [one?.reading.header, other?.reading.header];
  return header === otherHeader || JSON.stringify(header) === JSON.stringify(otherHeader);
}
