import { foldPath } from './path-folding.ts';

/**
 * The name git acts on that some file system takes this one for, such as `.git` for `GIT~1`.
 *
 * `undefined` for any other name, and for `.gitmodules` and its kin as they should be spelt. `.git`
 * itself is never a part of a tracked path.
 */
export function gitLookAlike(name: string): string | undefined {
  const seen = ntfsName(foldPath(name));
  const real = GIT_NAMES.find(({ name: known, short }) => known === seen || short.test(seen))?.name;
  return real === name && name !== '.git' ? undefined : real;
}

/** NTFS leaves out dots and blanks at the end, and what follows a colon names a stream. */
function ntfsName(name: string): string {
  const [plain = ''] = name.split(':', 1);
  // Only where a run begins: a name of nothing but blanks would be looked through again from each of them.
  return plain.replace(/(?<![. ])[. ]+$/, '');
}

/** `short`: what Windows calls them in old programs, the first four by count and more by a checksum. */
const GIT_NAMES = [
  { name: '.git', short: /^git~\d+$/ },
  { name: '.gitmodules', short: /^(?:gitmod~\d+|gi7eba~\d)$/ },
  { name: '.gitattributes', short: /^(?:gitatt~\d+|gi7d29~\d)$/ },
] as const;
