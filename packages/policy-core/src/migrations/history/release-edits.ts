import type { FileContent } from '../../model/file-content.ts';
import { observed, type Known } from '../../model/known.ts';
import type { Focus, RevisionSources } from '../../model/observations.ts';
import type { SettledEdit } from './revision-history.ts';
import { settledEdits, type RevisionsNow } from './settled-edits.ts';
import { versionFiles, type VersionLocations } from './version-files.ts';

interface Judged {
  readonly focus: Focus;
  readonly sources: RevisionSources;
  readonly now: RevisionsNow;
}

/**
 * Edits of what was released, and of what was merged since. A change answers for the files that it touches,
 * an open document for itself.
 */
export function editsSinceRelease(
  environment: VersionLocations,
  { focus, sources, now }: Judged,
): Known<readonly SettledEdit[]> {
  const { atBase } = sources;
  if (atBase !== undefined && !atBase.known) return atBase;
  const base = loadedBy(environment, atBase?.value.files ?? {});
  const sinceBase = settledEdits({ by: 'base', texts: base }, now);
  if (!sinceBase.known) return sinceBase;
  const edits = withReleased(environment, { focus, sources, now }, { base, sinceBase: sinceBase.value });
  if (focus.kind !== 'document' || !edits.known) return edits;
  return observed(edits.value.filter(({ path, at }) => path === focus.path || at?.path === focus.path));
}

function withReleased(
  environment: VersionLocations,
  { focus, sources: { atBase, atRelease }, now }: Judged,
  { base, sinceBase }: { readonly base: Contents; readonly sinceBase: readonly SettledEdit[] },
): Known<readonly SettledEdit[]> {
  if (atRelease === undefined) return observed(sinceBase);
  // Nothing that was there before is another now, so that nothing released is either.
  if (!atRelease.known) return atBase && sinceBase.length === 0 ? observed([]) : atRelease;
  if (atRelease.value === null) return observed(sinceBase);
  const released = loadedBy(environment, atRelease.value.files);
  const touched = new Set(base.map(([path]) => path));
  const isOwn =
    atBase === undefined || focus.kind === 'release' ? () => true : (path: string) => touched.has(path);
  const texts = released.filter(([path]) => isOwn(path));
  const sinceRelease = settledEdits({ by: 'release', texts }, now);
  if (!sinceRelease.known) return sinceRelease;
  const contents = new Map(released);
  const merged = sinceBase.filter(({ path }) => !wasReleased(path, contents, now));
  return observed([...sinceRelease.value, ...merged]);
}

/** What is told of the release is only what is not the same now. */
function wasReleased(
  path: string,
  contents: ReadonlyMap<string, Known<FileContent>>,
  { files }: RevisionsNow,
): boolean {
  const content = contents.get(path);
  return content === undefined ? files.has(path) : content.known && content.value.kind === 'text';
}

type Contents = readonly (readonly [string, Known<FileContent>])[];

function loadedBy(
  environment: VersionLocations,
  files: Readonly<Record<string, Known<FileContent>>>,
): Contents {
  const loaded = new Set(versionFiles(Object.keys(files), environment));
  return Object.entries(files).filter(([path]) => loaded.has(path));
}
