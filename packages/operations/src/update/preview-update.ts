import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import {
  chooseOffer,
  hostRefusals,
  judgeOffer,
  movedRefusal,
  refusedAt,
  type OfferSight,
  type UpdateRefusal,
  type VersionFile,
} from '@lockkeeper/policy-core/update';
import type { ChangeEntry, Commit } from '@lockkeeper/policy-core/observe';

import type { Git } from '../ports/observers.ts';
import type { Refs, ReleaseFetcher, ReleaseReader } from '../ports/release-mirror.ts';

export interface PreviewTools {
  readonly fetcher: ReleaseFetcher;
  readonly reader: ReleaseReader;
  /** The checkout that the service runs from. */
  readonly tree: Pick<Git, 'describe' | 'changes'>;
  /** The commits of the mirror, and those of the checkout that nobody has pushed. */
  readonly history: Pick<Git, 'relation' | 'changes' | 'commits'>;
}

export interface PreviewQuestion extends Pick<
  OfferSight,
  'settings' | 'state' | 'now' | 'applies' | 'host' | 'savedAt' | 'pins'
> {
  /** `undefined`: nothing was ever updated here, and what is checked out counts. */
  readonly version: VersionFile | undefined;
}

/** What a run would do now. */
export interface UpdatePreview {
  readonly running: Known<VersionFile>;
  /** `undefined`: the remote offers nothing that could be looked at. */
  readonly target: ReturnType<typeof judgeOffer>['target'];
  /** What the remote offers runs here already. */
  readonly isCurrent: boolean;
  /** `null`: no signature was verified. */
  readonly signer: string | null;
  /** All that stands against it, in the order of the steps. */
  readonly refusals: ReturnType<typeof judgeOffer>['refusals'];
  readonly changes: Known<PreviewChanges>;
}

interface PreviewChanges {
  /** Oldest first. */
  readonly commits: readonly Commit[];
  readonly files: readonly ChangeEntry[];
}

/** Looks, fetches and verifies as a run does, and ends before anything of the service is touched. */
export async function previewUpdate(tools: PreviewTools, question: PreviewQuestion): Promise<UpdatePreview> {
  const running = await runningVersion(tools, question.version);
  const host = hostRefusals(question);
  const fetched = await fetchOffer(tools, question);
  if ('refusal' in fetched) {
    const refusals = [...host, ...refusedAt(fetched.step, [fetched.refusal])];
    return { running, ...NOTHING_OFFERED, refusals };
  }
  const judged = await judgedOffer(tools, { ...question, ...fetched, running });
  const isCurrent = running.known && judged.target?.commit === running.value.commit;
  const refusals = isCurrent ? judged.refusals.filter(({ code }) => code !== 'not-newer') : judged.refusals;
  const changes = await changesOf(tools, running, judged.target);
  return { running, ...judged, isCurrent, refusals: [...host, ...refusals], changes };
}

const NOTHING_FETCHED = unobserved('nothing was fetched');

const NOTHING_OFFERED = { target: undefined, isCurrent: false, signer: null, changes: NOTHING_FETCHED };

/** What the mirror holds by now, and what of it is meant. */
interface FetchedOffer extends Pick<OfferSight, 'chosen'> {
  readonly kept: Refs;
}

interface EndedAt {
  readonly step: 'discover' | 'fetch';
  readonly refusal: UpdateRefusal;
}

async function fetchOffer(
  { fetcher, reader }: PreviewTools,
  { settings }: PreviewQuestion,
): Promise<FetchedOffer | EndedAt> {
  const offered = await fetcher.offered();
  if (offered.kind === 'refused') return { step: 'discover', refusal: offered.refusal };
  const chosen = chooseOffer(settings, offered.value);
  const { channel, branch } = settings;
  if (chosen === undefined)
    return { step: 'discover', refusal: { id: 'no-release', data: { channel, branch } } };
  const before = await keptRefs(reader, chosen);
  if ('refusal' in before) return before;
  const fetched = await fetcher.fetch();
  // The tag may have been moved in the meantime.
  const after = await keptRefs(reader, chosen);
  if ('refusal' in after || fetched.kind === 'answered') return after;
  return { step: 'fetch', refusal: fetched.refusal };
}

async function keptRefs(
  reader: ReleaseReader,
  chosen: OfferSight['chosen'],
): Promise<FetchedOffer | EndedAt> {
  const kept = await reader.refs();
  if (!kept.known) return { step: 'fetch', refusal: { id: 'mirror-unusable', data: { why: kept.reason } } };
  const moved = movedRefusal(chosen, kept.value);
  return moved === undefined ? { chosen, kept: kept.value } : { step: 'fetch', refusal: moved };
}

/** What version.json says, as far as the checkout bears it out; without one, what is checked out. */
async function runningVersion(
  { tree }: PreviewTools,
  version: VersionFile | undefined,
): Promise<Known<VersionFile>> {
  const state = await tree.describe();
  if (!state.known) return state;
  const { head } = state.value;
  if (head === undefined) return unobserved('nothing is checked out');
  if (version !== undefined && version.commit !== head)
    return unobserved(
      `version.json says ${version.commit.slice(0, 12)}, and ${head.slice(0, 12)} is checked out`,
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

interface OfferQuestion extends PreviewQuestion, FetchedOffer, Pick<OfferSight, 'running'> {}

async function judgedOffer(
  tools: PreviewTools,
  question: OfferQuestion,
): Promise<ReturnType<typeof judgeOffer>> {
  const { reader } = tools;
  const { chosen, settings, kept, running } = question;
  const release = await reader.look(chosen.ref);
  const commit = release.known && release.value.committedAt !== null ? release.value.peeled.id : undefined;
  const [isOnBranch, withdrawals, relation, tree] = await Promise.all([
    reader.isOn(chosen.ref, settings.branch),
    withdrawalsOf(reader, question),
    relationTo(tools, running, commit),
    workingTree(tools, kept.get(`refs/heads/${settings.branch}`)),
  ]);
  return judgeOffer({ ...question, release, isOnBranch, withdrawals, relation, tree });
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

async function relationTo(
  { history }: PreviewTools,
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
async function workingTree(
  { tree, history }: PreviewTools,
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

async function changesOf(
  { history }: PreviewTools,
  running: Known<VersionFile>,
  target: UpdatePreview['target'],
): Promise<Known<PreviewChanges>> {
  if (!running.known) return running;
  if (target === undefined) return NOTHING_FETCHED;
  const range = { from: running.value.commit, to: target.commit };
  const [commits, files] = await Promise.all([history.commits(range), history.changes(range)]);
  if (!commits.known) return commits;
  return files.known ? observed({ commits: commits.value, files: files.value }) : files;
}
