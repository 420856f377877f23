import type { FileSystemWatcher } from 'vscode-languageserver';

import type { PolicyVerdict } from '../worker/messages.ts';

/** Files whose change can change a verdict. A client that watches none still tells what it saves. */
const ALWAYS: readonly string[] = [
  '**/lockkeeper.{yaml,yml,toml,json}',
  '**/*requirements*',
  // One changes with the branch, the other with every commit, merge and reset.
  '**/.git/HEAD',
  '**/.git/logs/HEAD',
  // What a change is compared with moves with a fetch, which writes down what it fetched and moves references, loose
  // or packed.
  '**/.git/FETCH_HEAD',
  '**/.git/refs/remotes/**',
  '**/.git/packed-refs',
];

/** Of Alembic, and what may name the head beside them, where a policy names a folder of revisions. */
const CONFIGURATIONS: readonly string[] = ['**/alembic*.ini', '**/pyproject.toml', '**/.alembic-head'];

/** `policies`: what holds in each folder; the files and folders that it names are watched too. */
export function watchedFiles(policies: readonly PolicyVerdict[]): readonly FileSystemWatcher[] {
  const named = policies.flatMap(({ files }) => files.filter(isPlain).flatMap(patternsFor));
  return [...new Set([...ALWAYS, ...named])].map((globPattern) => ({ globPattern }));
}

function patternsFor(path: string): readonly string[] {
  return path.endsWith('/') ? [`**/${path}**`, ...CONFIGURATIONS] : [`**/${path}`];
}

/** Names that a glob would read as something else are left to saving. */
function isPlain(path: string): boolean {
  return !/[*?[\]{}!]/.test(path);
}
