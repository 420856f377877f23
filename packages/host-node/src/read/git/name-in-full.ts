import { isObjectId, linesOf } from './describe-repository.ts';
import type { RunGitCommand } from './git-command.ts';

/**
 * A short name as git cannot mistake it: `refs/heads/main` for `main`. By itself git takes a tag for it first,
 * and whoever may push a tag would choose what is compared, and by whose policy. A branch of a remote comes
 * before one of this clone, which may be called `origin/main` as well; a tag is meant where there is no branch.
 *
 * What stands behind the name, as in `main~2`, is kept. What is no name of a reference is given back as it is.
 */
export async function nameInFull(git: RunGitCommand, name: string): Promise<string> {
  const [short = ''] = name.split(/[~^:]|@\{/, 1);
  if (isExact(short)) return name;
  const candidates = [
    ...(/^(heads|remotes|tags)\//.test(short) ? [`refs/${short}`] : []),
    `refs/remotes/${short}`,
    `refs/heads/${short}`,
    `refs/tags/${short}`,
  ];
  const found = new Set(linesOf(await git(['for-each-ref', '--format=%(refname)', ...candidates])));
  const full = candidates.find((candidate) => found.has(candidate));
  return full === undefined ? name : full + name.slice(short.length);
}

/** Git reads these in one way only: `HEAD` and its like are files beside the references. */
function isExact(short: string): boolean {
  return (
    short === '' ||
    short === '@' ||
    short.startsWith('refs/') ||
    isObjectId(short) ||
    /^([A-Z]+_)?HEAD$/.test(short)
  );
}
