import type { EnvironmentGraph } from '../migrations/explain/migration-graph.ts';

/** What keeps Alembic from reading the history, a sentence each. */
export function environmentProblems({
  missing,
  circles,
  duplicates,
  unplaced,
}: Pick<EnvironmentGraph, 'missing' | 'circles' | 'duplicates' | 'unplaced'>): readonly string[] {
  return [
    ...missing.map(
      ({ revision, names, as }) => `${revision} names ${names} as ${as}, and there is no such revision.`,
    ),
    ...circles.map((ids) =>
      ids.length === 1
        ? `${ids[0]} builds on itself.`
        : `These revisions build on each other: ${ids.join(', ')}.`,
    ),
    ...duplicates.map(({ id, paths }) => `${id} is the id of several files: ${paths.join(', ')}.`),
    ...unplaced.map((path) => `Where ${path} belongs cannot be read from it.`),
  ];
}
