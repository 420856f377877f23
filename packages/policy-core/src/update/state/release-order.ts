import gt from 'semver/functions/gt.js';
import rsort from 'semver/functions/rsort.js';

import { releaseTag } from './state-forms.ts';

/** A release of channel stable: `vX.Y.Z`, no pre-release and no build. */
export function isRelease(tag: string): boolean {
  return releaseTag.safeParse(tag).success;
}

/** Whether the first release is strictly newer, as semantic versions have it. */
export function isNewerRelease(one: string, other: string): boolean {
  return gt(one, other);
}

/** The newest release among tags, whatever else they are called; `undefined`: none is a release. */
export function newestRelease(tags: readonly string[]): string | undefined {
  return rsort(tags.filter(isRelease))[0];
}
