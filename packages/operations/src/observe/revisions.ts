import {
  observed,
  unobserved,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import { modulesToRead, revisionsToRead, targetConfigurations } from '@lockkeeper/policy-core/migrations';
import { isAboutChange, judgesRevisions, type RevisionSources } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { importedModules } from './imported-modules.ts';
import { readerAt } from './reader-at.ts';
import {
  loadingEntries,
  revisionsAtBase,
  revisionsAtRelease,
  revisionsAtTarget,
} from './revisions-elsewhere.ts';
import { revisionsHere, type RevisionsHere } from './revisions-here.ts';
import { revisionsOnMerge } from './revisions-on-merge.ts';

export interface RevisionsRequest {
  readonly seen: Pick<Observations, 'focus' | 'change' | 'listing' | 'files'>;
  readonly head: string;
  /** The branch that the change will be merged into; `undefined` where nobody named one. */
  readonly target: string | undefined;
  /** Left out: everything is asked anew. */
  readonly remember?: Memoize | undefined;
}

/** Gives the answer that it gave to the same question before, as long as nothing has moved. */
export type Memoize = <Answer>(question: string, ask: () => Promise<Answer>) => Promise<Answer>;

interface Expected {
  readonly head: string;
  readonly remember: Memoize;
}

/**
 * Begins with what is looked at whatever the change turns out to be, for whoever still asks git for that. What is
 * found is remembered for the question itself. Left out are the texts of revisions that cannot be listed or read.
 */
export async function prefetchRevisions(
  policy: Policy,
  { head, remember }: Expected,
  observers: Observers,
): Promise<readonly string[]> {
  const { files } = await lookHere(policy, { head, isRead: () => false, recall: remember }, observers);
  return Object.values(files).flatMap((content) =>
    content.known && content.value.kind === 'text' ? [content.value.text] : [],
  );
}

/** All revisions that belong together with those under judgement; nothing is asked where there are none. */
export async function observeRevisions(
  policy: Policy,
  request: RevisionsRequest,
  observers: Observers,
): Promise<Pick<Observations, 'revisions'>> {
  const { seen, head, remember } = request;
  if (!judgesRevisions(policy, seen)) return {};
  const recall: Memoize = remember ?? ((_, ask) => ask());
  // What is remembered serves the next document as well, which needs the text of this one.
  const isRead = (path: string) => remember === undefined && Object.hasOwn(seen.files, path);
  const here = await lookHere(policy, { head, isRead, recall }, observers);
  const compared = await revisionsElsewhere(policy, { request, recall, here }, observers);
  const theirs = targetConfigurations(policy, compared);
  const { paths, files } = await recall(JSON.stringify(['on merge', head, here.folders, theirs]), () =>
    revisionsOnMerge(policy, { here, theirs, head, isRead }, observers),
  );
  const modules = await recall(JSON.stringify(['modules', head, wantedBy(policy, seen, files)]), () =>
    importedModules(policy, { files, judged: seen.files }, readerAt(head, observers)),
  );
  return { revisions: { paths, files, ...modules, ...compared } };
}

function lookHere(
  policy: Policy,
  { head, isRead, recall }: Parameters<typeof revisionsHere>[1] & { readonly recall: Memoize },
  observers: Observers,
): Promise<RevisionsHere> {
  return recall(JSON.stringify(['here', head, policy.migrations.alembic]), () =>
    revisionsHere(policy, { head, isRead }, observers),
  );
}

/** What is judged may import something that no other revision does. */
function wantedBy(
  policy: Policy,
  { files: judged }: RevisionsRequest['seen'],
  configurations: RevisionSources['files'],
): readonly string[] {
  const importing = revisionsToRead(policy, Object.keys(judged), configurations);
  return modulesToRead(policy, judged, { configurations, importing });
}

type Elsewhere = Omit<RevisionSources, 'paths' | 'files'>;

async function revisionsElsewhere(
  policy: Policy,
  {
    request: { seen, head, target },
    recall,
    here,
  }: { readonly request: RevisionsRequest; readonly recall: Memoize; readonly here: RevisionsHere },
  observers: Observers,
): Promise<Elsewhere> {
  const { focus, change } = seen;
  const record = seen.files[policy.record.path] ?? (await recordAt(policy, head, observers));
  const { folders, files: configurations } = here;
  const place = { policy, focus, head, folders };
  if (!isAboutChange(focus) && focus.kind !== 'document') {
    return { atRelease: await revisionsAtRelease(record, place, observers) };
  }
  const own = change.known
    ? observed({
        ...change.value,
        entries: loadingEntries(change.value.entries, { policy, folders: here.folders }),
      })
    : change;
  const told = own.known ? [own.value.base, own.value.entries] : own.reason;
  return recall(JSON.stringify(['elsewhere', head, focus.kind, folders, target, record, told]), async () => {
    const [atBase, atTarget, atRelease] = await Promise.all([
      revisionsAtBase(own, place, observers),
      target === undefined
        ? undefined
        : revisionsAtTarget(own, { ...place, target, configurations }, observers),
      revisionsAtRelease(record, place, observers),
    ]);
    return { atBase, ...(atTarget && { atTarget }), atRelease };
  });
}

async function recordAt(policy: Policy, head: string, observers: Observers): Promise<Known<FileContent>> {
  const { path } = policy.record;
  return (await readerAt(head, observers)([path])).get(path) ?? unobserved('it was not read');
}
