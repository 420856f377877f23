import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import {
  chooseOffer,
  gitRefusal,
  judgeOffer,
  movedRefusal,
  type OfferSight,
  type UpdateRefusal,
  type afterAttempt,
} from '@lockkeeper/policy-core/update';

import type { Git } from '../ports/observers.ts';
import type { Refs, ReleaseFetcher, ReleaseReader } from '../ports/release-mirror.ts';

/** What `version.json` says. */
export type VersionFile = Parameters<typeof afterAttempt>[0];

/** What an updater looks at the remote and the host with. Nothing of the service is changed by it. */
export interface OfferTools {
  readonly fetcher: ReleaseFetcher;
  readonly reader: ReleaseReader;
  /** The checkout that the service runs from. */
  readonly tree: Pick<Git, 'describe' | 'changes'>;
  /** The commits of the mirror, and those of the checkout that nobody has pushed. */
  readonly history: Pick<Git, 'relation' | 'changes' | 'commits' | 'readAt'>;
}

/** What the mirror holds by now, and what of it is meant. */
export interface FoundOffer extends Pick<OfferSight, 'chosen'> {
  readonly kept: Refs;
}

export interface EndedAt {
  readonly step: 'discover' | 'fetch';
  readonly refusal: UpdateRefusal;
}

/** What the remote offers to this host, beside what was fetched before. */
export async function askOffer(
  { fetcher, reader }: OfferTools,
  settings: OfferSight['settings'],
): Promise<FoundOffer | EndedAt> {
  const [version, offered] = await Promise.all([fetcher.version(), fetcher.offered()]);
  const tooOld = gitRefusal(version);
  if (tooOld !== undefined) return { step: 'discover', refusal: tooOld };
  if (offered.kind === 'refused') return { step: 'discover', refusal: offered.refusal };
  const chosen = chooseOffer(settings, offered.value);
  const { channel, branch } = settings;
  if (chosen === undefined)
    return { step: 'discover', refusal: { id: 'no-release', data: { channel, branch } } };
  return await keptRefs(reader, chosen);
}

export async function fetchOffer(
  { fetcher, reader }: OfferTools,
  chosen: OfferSight['chosen'],
): Promise<FoundOffer | EndedAt> {
  const fetched = await fetcher.fetch();
  // The tag may have been moved in the meantime.
  const after = await keptRefs(reader, chosen);
  if ('refusal' in after || fetched.kind === 'answered') return after;
  return { step: 'fetch', refusal: fetched.refusal };
}

async function keptRefs(reader: ReleaseReader, chosen: OfferSight['chosen']): Promise<FoundOffer | EndedAt> {
  const kept = await reader.refs();
  if (!kept.known) return { step: 'fetch', refusal: { id: 'mirror-unusable', data: { why: kept.reason } } };
  const moved = movedRefusal(chosen, kept.value);
  return moved === undefined ? { chosen, kept: kept.value } : { step: 'fetch', refusal: moved };
}

/** What is known of this host besides what the remote offers. */
export type HostQuestion = Pick<
  OfferSight,
  'settings' | 'state' | 'now' | 'applies' | 'host' | 'savedAt' | 'pins'
>;

/** All that a version is judged by which was fetched. */
export interface OfferQuestion extends HostQuestion, FoundOffer, Pick<OfferSight, 'running'> {}

export async function judgedOffer(
  tools: OfferTools,
  question: OfferQuestion,
): Promise<ReturnType<typeof judgeOffer>> {
  const { reader } = tools;
  const { chosen, settings, kept, running } = question;
  const release = await reader.look(chosen.ref);
  const commit = release.known && release.value.committedAt !== null ? release.value.peeled.id : undefined;
  const isRunning = running.known && running.value.commit === commit;
  const [isOnBranch, contents, withdrawals, relation, tree, dependencies] = await Promise.all([
    reader.isOn(chosen.ref, settings.branch),
    commit === undefined || isRunning ? undefined : reader.contents(chosen.ref),
    withdrawalsOf(reader, question),
    relationTo(tools, running, commit),
    workingTree(tools, kept.get(`refs/heads/${settings.branch}`)),
    dependenciesOf(tools, question, commit),
  ]);
  return judgeOffer({
    ...question,
    release,
    isOnBranch,
    contents,
    withdrawals,
    relation,
    tree,
    dependencies,
  });
}

async function withdrawalsOf(
  reader: ReleaseReader,
  { chosen: { version }, kept }: OfferQuestion,
): Promise<OfferSight['withdrawals']> {
  if (version === null) return observed([]);
  const refs = await reader.withdrawing(version);
  if (!refs.known) return refs;
  const found = refs.value.map(async (ref) => ({
    chosen: { ref, id: kept.get(ref) ?? '', version: ref.replace(/^refs\/tags\//, '') },
    release: await reader.look(ref),
  }));
  return observed(await Promise.all(found));
}

async function dependenciesOf(
  { history }: OfferTools,
  { running, settings: { deps_lock: path } }: Pick<OfferQuestion, 'running' | 'settings'>,
  commit: string | undefined,
): Promise<OfferSight['dependencies']> {
  if (commit === undefined || !running.known) return undefined;
  const [changes, files] = await Promise.all([
    history.changes({ from: running.value.commit, to: commit }),
    history.readAt(commit, [path]),
  ]);
  return {
    changed: changes.known ? observed(changes.value.map((change) => change.path)) : changes,
    lock: files.get(path) ?? unobserved('git says nothing of it'),
  };
}

async function relationTo(
  { history }: OfferTools,
  running: Known<VersionFile>,
  commit: string | undefined,
): Promise<OfferSight['relation']> {
  if (!running.known) return running;
  if (commit === undefined) return unobserved('it leads to no commit');
  if (running.value.commit === commit) return observed('same');
  const earlier = await history.relation(running.value.commit, commit);
  if (!earlier.known) return earlier;
  if (earlier.value === 'ancestor') return observed('earlier');
  const later = await history.relation(commit, running.value.commit);
  if (!later.known) return later;
  return observed(later.value === 'ancestor' ? 'later' : 'apart');
}

/** Beside the main branch of the remote: what it has not is known on this host alone. */
export async function workingTree(
  { tree, history }: OfferTools,
  tip: string | undefined,
): Promise<OfferSight['tree']> {
  const state = await tree.describe();
  if (!state.known) return state;
  const { head, isBare } = state.value;
  if (isBare || head === undefined) return unobserved('nothing is checked out');
  if (tip === undefined) return unobserved('the remote has no main branch');
  const [changed, ahead, behind] = await Promise.all([
    tree.changes({ from: head, to: 'worktree' }),
    history.commits({ from: tip, to: head }),
    history.commits({ from: head, to: tip }),
  ]);
  if (!changed.known) return changed;
  if (!ahead.known) return ahead;
  if (!behind.known) return behind;
  return observed({ changed: changed.value.length, ahead: ahead.value.length, behind: behind.value.length });
}

/** What version.json says, as far as the checkout bears it out; without one, what is checked out. */
export async function runningVersion(
  { tree }: Pick<OfferTools, 'tree'>,
  version: VersionFile | undefined,
): Promise<Known<VersionFile>> {
  const state = await tree.describe();
  if (!state.known) return state;
  const { head } = state.value;
  if (head === undefined) return unobserved('nothing is checked out');
  if (version !== undefined && version.commit !== head)
    return unobserved(
      `version.json says ${version.commit.slice(0, 12)}, and ${head.slice(0, 12)} is checked out; git checkout ${version.commit.slice(0, 12)} mends that`,
    );
  return observed(version ?? { ...FIRST, commit: head });
}

const FIRST: Omit<VersionFile, 'commit'> = {
  schema_version: 1,
  version: null,
  updated_at: new Date(0).toISOString(),
  previous: null,
  floor: null,
  last_attempt: null,
};
