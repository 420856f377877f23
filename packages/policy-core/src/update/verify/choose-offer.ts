import type { UpdateSettings } from '../config/update-schema.ts';
import { newestRelease } from '../state/release-order.ts';
import type { UpdateRefusal } from './update-refusal.ts';

/** Ids of objects by full names of refs. */
export type Refs = ReadonlyMap<string, string>;

/** Which ref of the remote a host looks at. */
export interface ChosenRef {
  /** In full, such as `refs/tags/v1.1.0`. */
  readonly ref: string;
  /** Of the object that it names at the remote. */
  readonly id: string;
  /** `null` on channel main. */
  readonly version: string | null;
}

const TAGS = 'refs/tags/';

/** The newest of its channel; `undefined`: the remote has none. */
export function chooseOffer(
  { channel, branch }: Pick<UpdateSettings, 'channel' | 'branch'>,
  offered: Refs,
): ChosenRef | undefined {
  const tags = [...offered.keys()].filter((name) => name.startsWith(TAGS));
  const version = channel === 'main' ? null : newestRelease(tags.map((name) => name.slice(TAGS.length)));
  if (version === undefined) return undefined;
  const ref = version === null ? `refs/heads/${branch}` : `${TAGS}${version}`;
  const id = offered.get(ref);
  return id === undefined ? undefined : { ref, id, version };
}

/**
 * Where a mirror keeps a tag that was verified, so that the remote cannot make a host forget it; a tag that nobody signed is
 * kept nowhere, and its name stays free.
 */
export function verifiedRef(ref: string): string {
  if (!ref.startsWith(TAGS)) return ref;
  // Git keeps no name beside one that it begins, and a remote may delete a tag x and make a tag x/y.
  return `${VERIFIED_REFS}${ref.slice(TAGS.length).replaceAll('%', '%25').replaceAll('/', '%2F')}`;
}

const VERIFIED_REFS = 'refs/lockkeeper/verified/';

/** The name of a tag by its ref, fetched or kept. */
export function tagName(ref: string): string {
  if (!ref.startsWith(VERIFIED_REFS)) return ref.replace(TAGS, '');
  return ref.slice(VERIFIED_REFS.length).replaceAll('%2F', '/').replaceAll('%25', '%');
}

/** A tag says for ever what it said when it was verified first. */
export function movedRefusal({ ref, id, version }: ChosenRef, kept: Refs): UpdateRefusal | undefined {
  const before = kept.get(verifiedRef(ref));
  if (version === null || before === undefined || before === id) return undefined;
  return { id: 'tag-moved', data: { target: version } };
}
