import type { ListedRevision } from '../migrations/explain/listed-revision.ts';

/**
 * What is special about a revision, in a word or two each.
 * @param lastReleased where many are listed, those to say it of; left out, it is said of every released one
 */
export function revisionMarks(
  revision: ListedRevision,
  lastReleased?: ReadonlySet<string>,
): readonly string[] {
  const { labels, depends_on: dependencies } = revision;
  return [
    ...(revision.is_head ? ['head'] : []),
    ...(revision.is_base ? ['base'] : []),
    ...(revision.is_merge ? ['merge'] : []),
    ...labels.map((label) => `label ${label}`),
    ...dependencies.map((id) => `depends on ${id}`),
    ...releaseMark(revision, lastReleased),
    ...(revision.is_new === true ? ['new'] : []),
  ];
}

function releaseMark(
  { id, is_released: isReleased }: ListedRevision,
  lastReleased: ReadonlySet<string> | undefined,
): readonly string[] {
  if (isReleased !== true) return [];
  if (lastReleased === undefined) return ['released'];
  return lastReleased.has(id) ? ['last release'] : [];
}

/** Released revisions on which no released one builds. */
export function lastReleased(revisions: readonly ListedRevision[]): ReadonlySet<string> {
  const released = revisions.filter(({ is_released: isReleased }) => isReleased === true);
  const builtOn = new Set(released.flatMap(({ parents }) => parents));
  return new Set(released.map(({ id }) => id).filter((id) => !builtOn.has(id)));
}
