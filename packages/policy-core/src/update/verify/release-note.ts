import { isNewerRelease, isRelease, newestRelease } from '../state/release-order.ts';
import { readReleaseTerms, type ReleaseTerms } from './release-terms.ts';

/** What a release asks of those who take it, as it is typed; what is left out is not asked. */
export interface WantedTerms {
  readonly expires?: string;
  readonly minFrom?: string;
  readonly rollout?: string;
  readonly blocked?: readonly string[];
}

export type ReleaseNote =
  /** The message of the tag. */
  | { readonly kind: 'note'; readonly text: string }
  /** What is wrong and what to do, in sentences. */
  | { readonly kind: 'problem'; readonly problem: string };

/** What decides whether any host would take a release. */
export interface ReleaseMoment {
  readonly now: string;
  /** Names of all tags that are known where it is signed. */
  readonly tags: readonly string[];
}

/** The message of a tag that says these terms, read again as every host will read it: one that no host could follow is none. */
export function releaseNote(
  version: string,
  { title, terms }: { readonly title: string; readonly terms: WantedTerms },
  moment: ReleaseMoment,
): ReleaseNote {
  const text = noteText(title, terms);
  const reading = readReleaseTerms(text);
  const objection =
    versionObjection(version, moment.tags) ??
    (reading.kind === 'unreadable'
      ? `No host could follow the line ${reading.trailer}. ${WRITTEN_SO}`
      : termsObjection(version, reading.terms, moment.now));
  return objection === undefined ? { kind: 'note', text } : { kind: 'problem', problem: objection };
}

function noteText(title: string, { expires, minFrom, rollout, blocked }: WantedTerms): string {
  const said: readonly (readonly [name: string, value: string | undefined])[] = [
    ['Expires', expires],
    ['Min-From', minFrom],
    ['Rollout', rollout],
    ['Blocked', blocked?.join(' ')],
  ];
  const lines = said.flatMap(([name, value]) =>
    value === undefined ? [] : [`Lockkeeper-${name}: ${value}`],
  );
  return [title, ...(lines.length === 0 ? [] : ['', ...lines]), ''].join('\n');
}

/** A host looks at the newest release alone, and at no tag that was another one before. */
function versionObjection(version: string, tags: readonly string[]): string | undefined {
  if (!isRelease(version)) return `${JSON.stringify(version)} is no release. It has to be called vX.Y.Z.`;
  const newest = newestRelease(tags);
  if (tags.includes(version))
    return `The tag ${version} exists already. Sign a version newer than ${newest ?? version}.`;
  return newest !== undefined && !isNewerRelease(version, newest)
    ? `${version} is not newer than ${newest}, which hosts take instead. Sign a version newer than that.`
    : undefined;
}

/** Terms that are well written, and that leave no host that would ever take the release. */
function termsObjection(
  version: string,
  { expires, minFrom, rollout, withdraws }: ReleaseTerms,
  now: string,
): string | undefined {
  if (withdraws.includes(version)) return `${version} cannot block itself.`;
  if (minFrom !== null && !isNewerRelease(version, minFrom))
    return `No host from ${minFrom} on is older than ${version}. Set --min-from to an older release.`;
  const first = rollout.length === 0 ? AT_ONCE : rollout.find(({ points }) => points > 0);
  if (first === undefined)
    return 'The rollout reaches no host. End it with a share above 0%, such as 100%@24h.';
  return expires !== null && Date.parse(expires) <= Date.parse(now) + first.afterMs
    ? `No host could take it before it expires at ${expires}. Set --expires to a later time.`
    : undefined;
}

const AT_ONCE = { afterMs: 0 };

const WRITTEN_SO =
  'Write --expires 2027-01-01T00:00:00Z, --min-from v1.4.0, --rollout "10%@0h 50%@6h 100%@24h" with shares that never fall, --blocked v1.5.0, each in one line.';
