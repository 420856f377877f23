import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import {
  repositoryAt,
  runGit,
  temporaryFolder,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { PROGRAM } from '../cli/lockkeeper-process.ts';
import { FILES } from './guarded-repository.ts';

/** A clone in which an agent works, and the bare remote that it would have to get its edit into. */
export interface AttackedRepository extends TemporaryRepository {
  readonly remote: string;
  /** Runs a line of shell as the agent would, with a person's identity. */
  readonly shell: (line: string) => void;
  /** What `main` of the remote holds of the protected file. */
  readonly protectedOnMain: () => string;
}

/**
 * The remote stands for a forge with a required check: nothing reaches `main` that `lockkeeper check` by the policy of
 * `main` does not pass. It runs beside the agent's machine, with nothing of its environment; git keeps what is pushed
 * apart until then, so that it looks in two places.
 */
export function attackedRepository(): AttackedRepository {
  const folder = temporaryFolder();
  const remote = path.join(folder, 'remote.git');
  runGit(folder, ['init', '--quiet', '--bare', '--initial-branch=main', remote]);
  const root = path.join(folder, 'shop');
  runGit(folder, ['clone', '--quiet', remote, root]);
  const repository = repositoryAt(root);
  repository.git('symbolic-ref', 'HEAD', 'refs/heads/main');
  repository.commit(FILES);
  repository.git('push', '--quiet', 'origin', 'main');
  repository.git('remote', 'set-head', 'origin', 'main');
  repository.git('switch', '--quiet', '--create', 'auto/work');
  requireCheck(remote);
  return {
    ...repository,
    remote,
    shell: (line) => runShell(line, root, remote),
    protectedOnMain: () => runGit(remote, ['show', 'main:backend/app/core/auth.py']),
  };
}

function requireCheck(remote: string): void {
  const hook = path.join(remote, 'hooks', 'pre-receive');
  mkdirSync(path.dirname(hook), { recursive: true });
  writeFileSync(
    hook,
    `#!/bin/sh
objects=$PWD/objects
incoming=$(cd "$GIT_QUARANTINE_PATH" && pwd)
unset $(git rev-parse --local-env-vars) GIT_QUARANTINE_PATH
seen=$(mktemp -d) && trap 'rm -rf "$seen"' EXIT
git init --quiet --bare "$seen"
printf '%s\\n' "$objects" "$incoming" > "$seen/objects/info/alternates"
cd "$seen" || exit 1
while read -r before after ref; do
  [ "$ref" = refs/heads/main ] || continue
  "${process.execPath}" "${PROGRAM}" check --stage ci --base "$before" --head "$after" --branch auto/work || exit 1
done
`,
  );
  chmodSync(hook, 0o755);
}

/** What fails on the way fails for the agent as well. */
function runShell(line: string, root: string, remote: string): void {
  try {
    execFileSync('/bin/sh', ['-c', line], {
      cwd: root,
      stdio: 'pipe',
      env: {
        PATH: process.env['PATH'],
        HOME: path.dirname(root),
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.com',
        REMOTE: remote,
      },
    });
  } catch {
    // Where it led is looked at, not whether it went through.
  }
}
