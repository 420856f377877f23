import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { printed, type RunGitCommand } from './git-command.ts';

/**
 * Names of all branches, here and of every remote. A clone that git made of all branches of a remote has the remote's HEAD; what
 * CI fetched one branch at a time has none, and says nothing of the others.
 */
export async function allBranches(git: RunGitCommand): Promise<Known<readonly string[]>> {
  const [listed, fetched] = await Promise.all([
    git(['for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/remotes']),
    git(['config', '--null', '--get-regexp', String.raw`^remote\..*\.fetch$`]),
  ]);
  const answer = printed(listed);
  if (!answer.known) return answer;
  const refs = answer.value.toString('utf8').split('\n');
  const remotes = fetchedFrom(fetched.kind === 'exited' ? fetched.stdout.toString('utf8') : '');
  const partly = [...remotes].find(([remote, specs]) => !isWhole(remote, specs, refs));
  if (partly !== undefined)
    return unobserved(`this clone may hold only some branches of ${JSON.stringify(partly[0])}`);
  return observed([...new Set(refs.flatMap((ref) => branchName(ref, [...remotes.keys()]) ?? []))]);
}

/** What is fetched from each remote. */
function fetchedFrom(settings: string): ReadonlyMap<string, readonly string[]> {
  const remotes = new Map<string, readonly string[]>();
  for (const setting of settings.split('\0')) {
    const [, remote, spec] = /^remote\.(.*)\.fetch\n(.*)$/s.exec(setting) ?? [];
    if (remote !== undefined && spec !== undefined)
      remotes.set(remote, [...(remotes.get(remote) ?? []), spec]);
  }
  return remotes;
}

function isWhole(remote: string, specs: readonly string[], refs: readonly string[]): boolean {
  const isOfAll = specs.includes(`+refs/heads/*:refs/remotes/${remote}/*`);
  const isWithout = specs.some((spec) => spec.startsWith('^'));
  return isOfAll && !isWithout && refs.includes(`refs/remotes/${remote}/HEAD`);
}

function branchName(ref: string, remotes: readonly string[]): string | undefined {
  if (ref.startsWith('refs/heads/')) return ref.slice('refs/heads/'.length);
  const remote = remotes.find((name) => ref.startsWith(`refs/remotes/${name}/`));
  const name = remote === undefined ? undefined : ref.slice(`refs/remotes/${remote}/`.length);
  return name === 'HEAD' ? undefined : name;
}
