import type { Parsers } from '../../parsers/parsers.ts';
import type { RevisionSource } from './placed-revision.ts';
import { revisionGraph } from './revision-graph-of.ts';
import type { RevisionGraph } from './revision-graph.ts';

interface KnownGraph {
  readonly sources: readonly RevisionSource[];
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
export function knownGraph(parsers: Parsers, sources: readonly RevisionSource[]): RevisionGraph {
  const known = byParsers.get(parsers) ?? [];
  const before = known.find((one) => isSame(one.sources, sources));
  const graph = before?.graph ?? revisionGraph(sources);
  // The newest headers are kept, so that they are the same objects next time.
  const others = known.filter((one) => one !== before).slice(0, MOST_GRAPHS - 1);
  byParsers.set(parsers, [{ sources, graph }, ...others]);
  return graph;
}

function isSame(one: readonly RevisionSource[], two: readonly RevisionSource[]): boolean {
  return one.length === two.length && one.every((source, index) => saysSame(source, two[index]));
}

function saysSame(one: RevisionSource, two: RevisionSource | undefined): boolean {
  if (two === undefined || one.path !== two.path) return false;
  return one.header === two.header || JSON.stringify(one.header) === JSON.stringify(two.header);
}
