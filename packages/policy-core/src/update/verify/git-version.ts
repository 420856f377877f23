import { observed, unobserved, type Known } from '../../model/known.ts';
import type { UpdateRefusal } from './update-refusal.ts';

/** The first one that verifies SSH signatures: https://github.com/git/git/blob/v2.34.0/Documentation/RelNotes/2.34.0.txt */
export const OLDEST_GIT = '2.34';

interface GitVersion {
  readonly version: string;
  /** Too old to verify what a release is signed by. */
  readonly isTooOld: boolean;
}

/** @param said what `git --version` prints */
export function readGitVersion(said: Known<string>): Known<GitVersion> {
  if (!said.known) return said;
  const [, version, major = '', minor = ''] = VERSION.exec(said.value) ?? [];
  if (version === undefined)
    return unobserved(`its version cannot be read from ${JSON.stringify(said.value)}`);
  const [leastMajor = 0, leastMinor = 0] = OLDEST_GIT.split('.').map(Number);
  const isOfLeast = Number(major) === leastMajor;
  return observed({
    version,
    isTooOld: isOfLeast ? Number(minor) < leastMinor : Number(major) < leastMajor,
  });
}

/** Some builds say more behind the number. */
const VERSION = /^git version ((\d+)\.(\d+)[\w.-]*)/;

/** One that nobody knows is met where it verifies. */
export function gitRefusal(said: Known<string>): UpdateRefusal | undefined {
  const git = readGitVersion(said);
  if (!git.known || !git.value.isTooOld) return undefined;
  return { id: 'git-too-old', data: { version: git.value.version, least: OLDEST_GIT } };
}
