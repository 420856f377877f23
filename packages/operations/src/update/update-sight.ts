import { observed, shellCommand, unobserved, type Known } from '@lockkeeper/policy-core';
import {
  chooseOffer,
  gitRefusal,
  judgeOffer,
  judgeOrigin,
  isGenuineTag,
  movedRefusal,
  tagName,
  verifiedRef,
  type OfferedRelease,
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
  /** The commands that install a commit again by hand, each as words; `undefined`: there are none. */
  readonly wayBackTo: (commit: string) => Promise<readonly (readonly string[])[] | undefined>;
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
  const offered = await fetcher.offered();
  if (offered.kind === 'refused') return { step: 'discover', refusal: offered.refusal };
  const { branch } = settings;
  if (!offered.value.has(`refs/heads/${branch}`))
    return { step: 'discover', refusal: { id: 'no-branch', data: { branch } } };
  const chosen = chooseOffer(settings, offered.value);
  if (chosen === undefined) return { step: 'discover', refusal: { id: 'no-release', data: {} } };
  return await keptRefs(reader, chosen);
}

/** Why nothing may be fetched here, whatever the remote offers; asked only before a fetch. */
export async function fetchRefusal({ fetcher }: Pick<OfferTools, 'fetcher'>): Promise<EndedAt | undefined> {
  const refusal = gitRefusal(await fetcher.version());
  return refusal === undefined ? undefined : { step: 'discover', refusal };
}

export async function fetchOffer(
  { fetcher, reader }: OfferTools,
  chosen: OfferSight['chosen'],
): Promise<FoundOffer | EndedAt> {
  const fetched = await fetcher.fetch();
  if (fetched.kind === 'refused') return { step: 'fetch', refusal: fetched.refusal };
  const after = await keptRefs(reader, chosen);
  if ('refusal' in after) return after;
  // It may have been moved in the meantime: what came is judged.
  const came = { ...chosen, id: after.kept.get(chosen.ref) ?? chosen.id };
  return keptOrMoved(came, after.kept);
}

async function keptRefs(reader: ReleaseReader, chosen: OfferSight['chosen']): Promise<FoundOffer | EndedAt> {
  const kept = await reader.refs();
  if (!kept.known) return { step: 'fetch', refusal: { id: 'mirror-unusable', data: { why: kept.reason } } };
  return keptOrMoved(chosen, kept.value);
}

function keptOrMoved(chosen: OfferSight['chosen'], kept: Refs): FoundOffer | EndedAt {
  const moved = movedRefusal(chosen, kept);
  return moved === undefined ? { chosen, kept } : { step: 'fetch', refusal: moved };
}

/** What is known of this host besides what the remote offers. */
export type HostQuestion = Pick<
  OfferSight,
  'settings' | 'state' | 'now' | 'applies' | 'isAttempt' | 'host' | 'savedAt' | 'metaPath' | 'pins'
>;

/** What is checked out where the service runs from. */
export type Checkout = Awaited<ReturnType<Git['describe']>>;

/** All that a version is judged by which was fetched. */
export interface OfferQuestion extends HostQuestion, FoundOffer, Pick<OfferSight, 'running'> {
  readonly checkout: Checkout;
}

/** What nobody signed as they must is looked at no further: it could keep a host busy for as long as it likes. */
export async function judgedOffer(
  tools: OfferTools,
  question: OfferQuestion,
): Promise<ReturnType<typeof judgeOffer>> {
  const release = await tools.reader.look(question.chosen.ref);
  const origin = judgeOrigin({ ...question, release });
  return origin.kind === 'refused' ? origin.judged : await judgedWhole(tools, question, origin.release);
}

async function judgedWhole(
  tools: OfferTools,
  question: OfferQuestion,
  release: OfferedRelease,
): Promise<ReturnType<typeof judgeOffer>> {
  const { reader } = tools;
  const { chosen, settings, kept, running, checkout } = question;
  const { id: commit } = release.peeled;
  const isRunning = running.known && running.value.commit === commit;
  const contents = isRunning ? undefined : await reader.contents(chosen.ref);
  const [isOnBranch, withdrawals, relation, tree, dependencies] = await Promise.all([
    reader.isOn(commit, settings.branch),
    withdrawalsOf(reader, question),
    relationTo(tools, running, commit),
    workingTree(tools, { checkout, tip: kept.get(`refs/heads/${settings.branch}`) }),
    // What is too much to be listed is too much to be compared.
    contents?.known === false ? undefined : dependenciesOf(tools, question, commit),
  ]);
  const others = withdrawals.known ? withdrawals.value : [];
  await keepVerified(tools.fetcher, question, [{ chosen, release }, ...others]);
  return judgeOffer({
    ...question,
    release: observed(release),
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
  const tags = await reader.withdrawing();
  if (!tags.known) return tags;
  const withdrawals = tags.value.map(({ ref, ...release }) => ({
    chosen: { ref, id: kept.get(ref) ?? '', version: tagName(ref) },
    release,
  }));
  return observed(withdrawals);
}

type Withdrawals = Extract<OfferSight['withdrawals'], { known: true }>['value'];

/**
 * Of these the signed ones are not forgotten, whatever the remote does with its tags. What was only taken because nobody asks
 * for a signature is kept nowhere: its name stays free for who signs.
 */
async function keepVerified(
  fetcher: ReleaseFetcher,
  { pins, kept }: Pick<OfferQuestion, 'pins' | 'kept'>,
  tags: Withdrawals,
): Promise<void> {
  const signed = tags.filter((one) => isGenuineTag({ pins, settings: SIGNED }, one));
  const verified = signed.flatMap(({ chosen: { ref, id, version } }) => {
    const name = verifiedRef(ref);
    return version === null || kept.has(name) ? [] : [[name, id] as const];
  });
  if (verified.length > 0) await fetcher.keep(new Map(verified));
}

const SIGNED = { require_signed_tags: true };

/** Only what `deps_policy` is about is looked at. */
async function dependenciesOf(
  { history }: OfferTools,
  {
    running,
    settings: { deps_policy: policy, deps_lock: path },
  }: Pick<OfferQuestion, 'running' | 'settings'>,
  commit: string,
): Promise<OfferSight['dependencies']> {
  if (!running.known) return undefined;
  if (policy === 'hash-locked') {
    const files = await history.readAt(commit, [path]);
    return { changed: NOT_ASKED, lock: files.get(path) ?? unobserved('git says nothing of it') };
  }
  if (policy === 'ignore' || running.value.commit === commit) return undefined;
  const changes = await history.changes({ from: running.value.commit, to: commit });
  const changed = changes.known ? observed(changes.value.map((change) => change.path)) : changes;
  return { changed, lock: NOT_ASKED };
}

const NOT_ASKED = unobserved('deps_policy does not ask for it');

async function relationTo(
  { history }: OfferTools,
  running: Known<VersionFile>,
  commit: string,
): Promise<OfferSight['relation']> {
  if (!running.known) return running;
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
  { tree, history }: Pick<OfferTools, 'tree' | 'history'>,
  { checkout, tip }: { readonly checkout: Checkout; readonly tip: string | undefined },
): Promise<OfferSight['tree']> {
  if (!checkout.known) return checkout;
  const { head, isBare } = checkout.value;
  if (isBare || head === undefined) return unobserved('nothing is checked out');
  if (tip === undefined) return unobserved('the remote has no main branch');
  const commits = async (range: { readonly from: string; readonly to: string }) =>
    head === tip ? NO_COMMITS : await history.commits(range);
  const [changed, ahead, behind] = await Promise.all([
    tree.changes({ from: head, to: 'worktree' }),
    commits({ from: tip, to: head }),
    commits({ from: head, to: tip }),
  ]);
  if (!changed.known) return changed;
  if (!ahead.known) return ahead;
  if (!behind.known) return behind;
  return observed({
    changed: changed.value.map(({ path }) => path),
    ahead: ahead.value.length,
    behind: behind.value.length,
  });
}

const NO_COMMITS = observed([]);

/** What version.json says, as far as the checkout bears it out; without one, what is checked out. */
export async function runningVersion(
  { wayBackTo }: Pick<OfferTools, 'wayBackTo'>,
  checkout: Checkout,
  version: VersionFile | undefined,
): Promise<Known<VersionFile>> {
  if (!checkout.known) return checkout;
  const { head } = checkout.value;
  if (head === undefined) return unobserved('nothing is checked out');
  if (version !== undefined && version.commit !== head) {
    const [told, found] = [version.commit.slice(0, 12), head.slice(0, 12)];
    const commands = await wayBackTo(version.commit);
    const way =
      commands === undefined
        ? `no folder of releases has all of ${told}`
        : `to go back, run ${commands.map(shellCommand).join(' && ')}`;
    return unobserved(`version.json says ${told}, and ${found} is checked out; ${way}`);
  }
  return observed(version ?? firstVersion(head));
}

/** Of a host on which nothing was ever updated. */
export function firstVersion(commit: string): VersionFile {
  return {
    schema_version: 1,
    version: null,
    commit,
    updated_at: new Date(0).toISOString(),
    previous: null,
    floor: null,
    last_attempt: null,
  };
}
