import path from 'node:path';

import { observed, type Known } from '@lockkeeper/policy-core';

import { pathsFromList } from '../../text/path-bytes.ts';
import { gitCommandIn, printed } from './git-command.ts';
import { gitOfPlace, type GitPlace } from './git-place.ts';
import type { IsolatedView } from './isolated-view.ts';
import { listedPaths } from './untracked-files.ts';
import { textIfThere } from './text-if-there.ts';

/** What is left out by rules that lie in no commit: those of the repository's folder and those of the user. */
export async function ignoreRulesBesides(place: GitPlace, timeoutMs?: number): Promise<string> {
  const git = gitOfPlace(place, timeoutMs);
  const named = printed(await git(['config', '--type=path', '--get', 'core.excludesFile']));
  const home = process.env['XDG_CONFIG_HOME'] ?? path.join(process.env['HOME'] ?? '', '.config');
  const ofUser = named.known
    ? named.value.toString('utf8').replace(/\r?\n$/, '')
    : path.join(home, 'git', 'ignore');
  const texts = await Promise.all(
    [ofUser, path.join(place.commonDir, 'info', 'exclude')].map((file) => textIfThere(file)),
  );
  return texts.map((text) => `${text}\n`).join('');
}

/**
 * Files on disk that rules of `.gitignore` files hide which were not there when the rules of the view were taken.
 * Folders that git knows nothing of come whole, with `/` at their end, where `wholeFolders` says so.
 */
export async function hiddenFiles(
  root: string,
  { env, ignoreRules, untracked }: IsolatedView,
  { wholeFolders, timeoutMs }: { readonly wholeFolders: boolean; readonly timeoutMs?: number },
): Promise<Known<readonly string[]>> {
  const git = gitCommandIn(root, timeoutMs, env);
  const list = async (...rules: readonly string[]) =>
    await git(['ls-files', '--others', '-z', ...(wholeFolders ? ['--directory'] : []), ...rules]);
  const [everything, shown] = await Promise.all([
    wholeFolders ? listedPaths(await list('--exclude-from', ignoreRules)) : untracked(),
    list('--exclude-from', ignoreRules, '--exclude-standard'),
  ]);
  const visible = printed(shown);
  if (!everything.known) return everything;
  if (!visible.known) return visible;
  const seen = new Set(pathsFromList(visible.value));
  return observed(everything.value.filter((name) => !seen.has(name)));
}
