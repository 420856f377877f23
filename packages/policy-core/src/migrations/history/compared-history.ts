import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Focus, MigrationsAt, RevisionSources } from '../../model/observations.ts';
import type { Following } from '../routines/followed-upgrades.ts';
import { followedFiles } from './followed-files.ts';
import { foldSchema } from '../schema/fold-revisions.ts';
import type { RevisionEnvironment } from './environments.ts';
import { lazily } from '../../model/lazy.ts';
import { editsSinceRelease } from './release-edits.ts';
import { graphOfFiles, revisionFiles, type RevisionReader } from './revision-files.ts';
import type { RevisionGraph } from './revision-graph.ts';
import type { HeadPin, ReloadedSides, RevisionHistory } from './revision-history.ts';
import { versionFiles, type VersionLocations } from './version-files.ts';
import { laidOver, type RevisionTexts } from './revision-texts.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { KnownLogs } from '../schema/schema-reader.ts';
import { memoizeByObject } from '../../model/memoize.ts';

export interface SeenRevisions extends RevisionReader {
  readonly focus: Focus;
  readonly sources: RevisionSources;
  /** As they are now. */
  readonly texts: RevisionTexts;
  /** What it loads once this is merged; left out where that is the same. */
  readonly onMerge?: Known<VersionLocations> | undefined;
  /** As in `Following`; left out where the policy says of no function that it is harmless. */
  readonly isVouchedFor?: Following['isVouchedFor'];
  /** Of this environment; left out where nobody looked. */
  readonly pins?: readonly HeadPin[];
}

const NOBODY = () => false;

/** One environment. The schema, and what it is compared with, is worked out when a rule asks for it. */
export function comparedHistory(environment: RevisionEnvironment, seen: SeenRevisions): RevisionHistory {
  const { sources, texts, parsers, onMerge } = seen;
  const reader = readerOf(seen);
  const read = revisionFiles(texts, environment, reader);
  const graph = graphOfFiles(read, parsers);
  const files = followedFiles(read, graph, {
    parser: parsers.sql,
    isVouchedFor: seen.isVouchedFor ?? NOBODY,
  });
  const graphWith = laidGraphs({ environment, texts, reader, graph });
  const before = lazily(() => graphBefore(sources, graphWith));
  const graphsOnMerge = lazily(() => graphsLoadedBy(onMerge, seen));
  const merged = lazily(() => {
    const withTarget = graphsOnMerge();
    if (withTarget?.known === false) return withTarget;
    return graphMerged(sources, withTarget?.value.graphWith ?? graphWith);
  });
  const reloaded = lazily(() => sidesReloaded(sources, graphsOnMerge()));
  const released = lazily(() => graphReleased(sources, graphWith));
  const edits = lazily(() => editsSinceRelease(environment, { ...seen, now: { files, graph, parsers } }));
  const schema = lazily(() => foldSchema(graph, files, knownSchemas(parsers)));
  return {
    name: environment.name,
    folders: environment.folders,
    files,
    graph,
    pins: seen.pins ?? [],
    get before() {
      return before();
    },
    get merged() {
      return merged();
    },
    get reloaded() {
      return reloaded();
    },
    get released() {
      return released();
    },
    get settledEdits() {
      return edits();
    },
    get schema() {
      return schema();
    },
  };
}

/** The same for all of them, so that what one has made serves the others. */
function readerOf({ parsers, modulesFor, conventionFor }: SeenRevisions): RevisionReader {
  return { parsers, modulesFor, conventionFor };
}

type GraphWith = (changed: MigrationsAt['files']) => Known<RevisionGraph>;

interface Loaded extends Pick<SeenRevisions, 'texts'> {
  readonly reader: RevisionReader;
  readonly environment: VersionLocations;
  /** What it is here. */
  readonly graph: RevisionGraph;
}

function laidGraphs({ environment, texts, reader, graph }: Loaded): GraphWith {
  return (changed) => {
    const loaded = versionFiles(Object.keys(changed), environment);
    if (loaded.length === 0) return observed(graph);
    const laid = laidOver(texts, loaded, changed);
    return laid.known
      ? observed(graphOfFiles(revisionFiles(laid.value, environment, reader), reader.parsers))
      : laid;
  };
}

interface OnMerge {
  readonly folders: readonly string[];
  readonly graphWith: GraphWith;
}

function graphsLoadedBy(onMerge: SeenRevisions['onMerge'], seen: SeenRevisions): Known<OnMerge> | undefined {
  if (onMerge?.known !== true) return onMerge;
  const environment = onMerge.value;
  const { texts, parsers } = seen;
  const reader = readerOf(seen);
  const graph = graphOfFiles(revisionFiles(texts, environment, reader), parsers);
  const graphWith = laidGraphs({ environment, texts, reader, graph });
  return observed({ folders: environment.folders, graphWith });
}

function sidesReloaded(
  { atBase, atTarget }: RevisionSources,
  onMerge: Known<OnMerge> | undefined,
): Known<ReloadedSides> | undefined {
  if (onMerge?.known !== true) return onMerge;
  if (!atBase?.known) return atBase;
  const base = atBase.value.files;
  const theirs = atTarget?.known === true ? atTarget.value?.files : undefined;
  return sidesOf(onMerge.value, base, { ...base, ...theirs });
}

function sidesOf(
  { folders, graphWith }: OnMerge,
  base: MigrationsAt['files'],
  target: MigrationsAt['files'],
): Known<ReloadedSides> {
  const sides = { graph: graphWith({}), before: graphWith(base), target: graphWith(target) };
  if (!sides.graph.known) return sides.graph;
  if (!sides.before.known) return sides.before;
  if (!sides.target.known) return sides.target;
  const { graph, before } = sides;
  return observed({ graph: graph.value, before: before.value, target: sides.target.value, folders });
}

function graphBefore({ atBase }: RevisionSources, graphWith: GraphWith): RevisionHistory['before'] {
  return atBase?.known ? graphWith(atBase.value.files) : atBase;
}

/** What both sides changed stays as it is here: where they differ, git asks whoever merges. */
function graphMerged({ atBase, atTarget }: RevisionSources, graphWith: GraphWith): RevisionHistory['merged'] {
  if (!atTarget?.known) return atTarget;
  if (atTarget.value === null) return graphWith({});
  if (!atBase?.known) return atBase ?? unobserved('what the change starts from was not looked at');
  const own = atBase.value.files;
  const theirs = Object.entries(atTarget.value.files).filter(([path]) => !Object.hasOwn(own, path));
  return graphWith(Object.fromEntries(theirs));
}

function graphReleased({ atRelease }: RevisionSources, graphWith: GraphWith): RevisionHistory['released'] {
  if (!atRelease?.known) return atRelease;
  return atRelease.value === null ? observed(null) : graphWith(atRelease.value.files);
}

/** Schemas folded before from what these parsers read: a key pressed in a revision lets those before it be as they are. */
const knownSchemas: (parsers: Parsers) => KnownLogs = memoizeByObject(() => ({ logs: [] }));
