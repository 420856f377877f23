import type { Known } from '../../model/known.ts';
import type { UpdateSettings } from '../config/update-schema.ts';
import type { UpdateTarget } from '../eligibility/update-target.ts';
import { isNewerRelease } from '../state/release-order.ts';
import type { VersionFile } from '../state/version-file.ts';
import type { ChosenRef } from './choose-offer.ts';
import { judgeSignature } from './judge-signature.ts';
import type { PinsSight, OfferedRelease } from './offered-release.ts';
import { contentRefusals, type ReleasedEntry } from './release-contents.ts';
import { readReleaseTerms, type TermsReading } from './release-terms.ts';
import { readTagText, type TagText } from './signed-text.ts';
import type { UpdateRefusal } from './update-refusal.ts';

/** All that is known of a version that was fetched. Nothing of it was run. */
export interface VerifySight {
  readonly settings: Pick<UpdateSettings, 'branch' | 'require_signed_tags' | 'strategy'>;
  readonly chosen: ChosenRef;
  readonly release: Known<OfferedRelease>;
  /** Of each kind of signature. */
  readonly pins: Readonly<Record<'ssh' | 'gpg', PinsSight>>;
  /** Whether the main branch of the remote has the commit. */
  readonly isOnBranch: Known<boolean>;
  /** What it holds; `undefined`: it is what runs, or leads to no commit. */
  readonly contents: Known<readonly ReleasedEntry[]> | undefined;
  readonly running: Known<Pick<VersionFile, 'version' | 'commit'>>;
  /** Other releases that name this one as withdrawn. */
  readonly withdrawals: Known<readonly Withdrawal[]>;
  /** By the clock of this host. */
  readonly now: string;
}

/** A tag that may withdraw releases, by its own name. */
export interface Withdrawal {
  readonly chosen: ChosenRef;
  readonly release: Pick<OfferedRelease, 'type' | 'payload' | 'signature'>;
}

export interface VerifiedTarget {
  /** `undefined`: nobody knows what it is. */
  readonly target: UpdateTarget | undefined;
  /** `null`: nobody verified a signature. */
  readonly signer: string | null;
  /** None: it may be taken. */
  readonly refusals: readonly UpdateRefusal[];
}

/** What of a version is looked at before all else. */
export type OriginSight = Pick<VerifySight, 'chosen' | 'release' | 'pins'> & {
  readonly settings: Pick<UpdateSettings, 'require_signed_tags'>;
};

/**
 * Why nothing else of a version may be looked at: it is not what its name says, or not signed as it must be. Whoever can push
 * could have written it, as large and as odd as they like.
 */
export function originRefusals(sight: OriginSight): readonly UpdateRefusal[] {
  const { chosen, release } = sight;
  if (!release.known)
    return [{ id: 'unknown-release', data: { target: nameOf(chosen), why: release.reason } }];
  return [...formRefusals(chosen, release.value), ...signatureOf(sight, release.value).refusals];
}

/** Judges a version before anything of it is run: who signed it, that it is what its name says, and that it may be taken now. */
export function verifyTarget(sight: VerifySight): VerifiedTarget {
  const refusals = originRefusals(sight);
  return refusals.length > 0 || !sight.release.known
    ? { target: undefined, signer: null, refusals }
    : verifyRelease(sight, sight.release.value);
}

function verifyRelease(sight: VerifySight, release: OfferedRelease): VerifiedTarget {
  const { chosen } = sight;
  const tag = tagOf(release);
  const terms = tag === undefined ? NOTHING_ASKED : readReleaseTerms(tag.message);
  const { signer } = signatureOf(sight, release);
  const refusals = [
    ...branchRefusals(sight),
    ...shapeRefusals(sight),
    ...termRefusals(sight, { reading: terms, commit: release.peeled.id }),
    ...withdrawalRefusals(sight),
  ];
  const at = tag?.at ?? release.committedAt;
  if (at === null) {
    const why = 'nobody can read when it was made';
    const undated: UpdateRefusal = { id: 'unknown-release', data: { target: nameOf(chosen), why } };
    return { target: undefined, signer: null, refusals: [...refusals, undated] };
  }
  const rollout = terms.kind === 'terms' ? terms.terms.rollout : [];
  return { target: { version: chosen.version, commit: release.peeled.id, at, rollout }, signer, refusals };
}

function tagOf({ type, payload }: Pick<OfferedRelease, 'type' | 'payload'>): TagText | undefined {
  return type === 'tag' ? readTagText(payload) : undefined;
}

const NOTHING_ASKED = readReleaseTerms('');

function nameOf({ version, id }: ChosenRef): string {
  return version ?? id.slice(0, 12);
}

/** What the ref leads to is one commit, and a release has a tag of its own. */
function formRefusals(chosen: ChosenRef, release: OfferedRelease): readonly UpdateRefusal[] {
  const target = nameOf(chosen);
  const { type } = release;
  const tag = tagOf(release);
  if (type === 'tag')
    return tag ? tagRefusals(chosen, release, tag) : [{ id: 'tag-malformed', data: { target } }];
  return type === 'commit' ? [] : [{ id: 'not-a-commit', data: { target, type } }];
}

/** A tag of a tag is refused with what it is: the one inside is another release. */
function tagRefusals(
  chosen: ChosenRef,
  { peeled }: OfferedRelease,
  { name, type, object }: TagText,
): readonly UpdateRefusal[] {
  const target = nameOf(chosen);
  const found: readonly (UpdateRefusal | false)[] = [
    name !== chosen.version && { id: 'tag-renamed', data: { target, named: name } },
    type !== 'commit' && { id: 'not-a-commit', data: { target, type } },
    type === 'commit' && object !== peeled.id && { id: 'not-a-commit', data: { target, type: peeled.type } },
  ];
  return found.filter((one) => one !== false);
}

interface SignatureFound {
  readonly signer: string | null;
  readonly refusals: readonly UpdateRefusal[];
}

/** Of a release the tag is signed, of channel main the commit. What is neither is refused for its form. */
function signatureOf(
  { settings, chosen, pins }: Omit<OriginSight, 'release'>,
  { type, signature }: Pick<OfferedRelease, 'type' | 'signature'>,
): SignatureFound {
  const target = nameOf(chosen);
  const wanted = chosen.version === null ? 'commit' : 'tag';
  if (!settings.require_signed_tags) return UNSIGNED;
  if (type === wanted) return pinnedSignature(target, signature, pins);
  return type === 'commit' ? refusedFor({ id: 'tag-lightweight', data: { target } }) : UNSIGNED;
}

const UNSIGNED: SignatureFound = { signer: null, refusals: [] };

function refusedFor(refusal: UpdateRefusal): SignatureFound {
  return { signer: null, refusals: [refusal] };
}

function pinnedSignature(
  target: string,
  signature: OfferedRelease['signature'],
  pins: VerifySight['pins'],
): SignatureFound {
  if (!signature.known)
    return refusedFor({ id: 'unknown-signature', data: { target, why: signature.reason } });
  const { kind } = signature.value;
  const keys = kind === 'ssh' || kind === 'gpg' ? pins[kind] : PINNED;
  if (keys.kind !== 'pinned') return refusedFor({ id: `pins-${keys.kind}`, data: { path: keys.path } });
  const verdict = judgeSignature(target, signature.value);
  if (verdict.kind === 'good') return { signer: verdict.signer, refusals: [] };
  const isUnpinned = verdict.refusal.id === 'key-unpinned';
  // The key may be in the file, where nothing reads it.
  if (isUnpinned && kind === 'ssh' && keys.faulty !== undefined)
    return refusedFor({ id: 'pins-malformed', data: { place: keys.faulty } });
  return refusedFor(verdict.refusal);
}

const PINNED: PinsSight = { kind: 'pinned' };

function branchRefusals({ chosen, isOnBranch, settings: { branch } }: VerifySight): readonly UpdateRefusal[] {
  const target = nameOf(chosen);
  if (!isOnBranch.known) return [{ id: 'unknown-release', data: { target, why: isOnBranch.reason } }];
  return isOnBranch.value ? [] : [{ id: 'not-on-branch', data: { target, branch } }];
}

function shapeRefusals({ chosen, contents, settings }: VerifySight): readonly UpdateRefusal[] {
  const target = nameOf(chosen);
  if (contents === undefined) return [];
  return contents.known
    ? contentRefusals(target, contents.value, settings)
    : [{ id: 'unknown-release', data: { target, why: contents.reason } }];
}

function termRefusals(
  { chosen, running, now }: VerifySight,
  { reading, commit }: { readonly reading: TermsReading; readonly commit: string },
): readonly UpdateRefusal[] {
  const isRunning = running.known && running.value.commit === commit;
  const target = nameOf(chosen);
  if (reading.kind === 'unreadable')
    return [{ id: 'trailer-unreadable', data: { target, trailer: reading.trailer } }];
  const { expires, minFrom, withdraws } = reading.terms;
  const found: readonly (UpdateRefusal | false)[] = [
    // What runs is not taken any more, expired or not.
    expires !== null &&
      !isRunning &&
      !(Date.parse(now) < Date.parse(expires)) && {
        id: 'release-expired',
        data: { target, at: expires, now },
      },
    minFrom !== null && tooOld(target, { least: minFrom, running }),
    withdraws.includes(target) && { id: 'withdrawn', data: { target, by: target } },
  ];
  return found.filter((one) => one !== false);
}

/** What has no number may be older than anything. */
function tooOld(
  target: string,
  { least, running }: { readonly least: string; readonly running: VerifySight['running'] },
): UpdateRefusal | false {
  const version = running.known ? running.value.version : null;
  if (version !== null && !isNewerRelease(least, version)) return false;
  const named = running.known ? (version ?? running.value.commit.slice(0, 12)) : 'an unknown version';
  return { id: 'min-from', data: { target, least, running: named } };
}

/** Whether a tag is signed as it must be, under its own name: only then it can withdraw releases, else anybody could stop updates. */
export function isGenuineTag(
  sight: Pick<OriginSight, 'settings' | 'pins'>,
  { chosen, release }: Withdrawal,
): boolean {
  const isSigned = signatureOf({ ...sight, chosen }, release).refusals.length === 0;
  return isSigned && tagOf(release)?.name === chosen.version;
}

function withdrawalRefusals(sight: VerifySight): readonly UpdateRefusal[] {
  const target = nameOf(sight.chosen);
  if (!sight.withdrawals.known)
    return [{ id: 'unknown-release', data: { target, why: sight.withdrawals.reason } }];
  const by = sight.withdrawals.value.filter((withdrawal) => {
    if (!isGenuineTag(sight, withdrawal)) return false;
    const terms = readReleaseTerms(tagOf(withdrawal.release)?.message ?? '');
    return terms.kind === 'terms' && terms.terms.withdraws.includes(target);
  });
  // One may be kept as well as fetched.
  const names = [...new Set(by.map((withdrawal) => nameOf(withdrawal.chosen)))];
  return names.map((name) => ({ id: 'withdrawn', data: { target, by: name } }));
}
