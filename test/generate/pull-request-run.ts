import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import {
  repositoryAt,
  runGit,
  temporaryFolder,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { PROGRAM } from '../cli/lockkeeper-process.ts';
import type { Runner } from './runner.ts';

/** A pull request in the repository on GitHub, which is a folder here. */
export interface PullRequestGiven {
  readonly origin: TemporaryRepository;
  readonly base: string;
  readonly head: string;
  readonly branch: string;
  /** The branch it asks to be merged into; `main` by default. */
  readonly target?: string;
  readonly eventName: 'pull_request' | 'pull_request_target' | 'merge_group' | 'push';
  readonly fork?: boolean;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Where GitHub answers. Left out, nobody does, and what would be asked stays unknown. */
  readonly api?: string | undefined;
}

export interface PreparedRunner extends Runner {
  /** What a step started as `npx`, one entry each. */
  readonly npx: string;
}

const REPOSITORY = 'acme/shop';
const NUMBER = 12;
const AGENT = { login: 'agent', id: 7, type: 'User' };

/** A runner that GitHub would start for the event, and whose `npx` knows our program as if npm had it. */
export function runnerFor(given: PullRequestGiven): PreparedRunner {
  const folder = temporaryFolder();
  const [workspace, temp, bin] = [below(folder, 'workspace'), below(folder, 'temp'), below(folder, 'bin')];
  const npx = path.join(folder, 'npx.log');
  writeFileSync(path.join(bin, 'npx'), npxScript(npx), { mode: 0o755 });
  const event = eventOf(given);
  const eventPath = path.join(folder, 'event.json');
  writeFileSync(eventPath, JSON.stringify(event));
  const sha = given.eventName === 'pull_request_target' ? given.base : given.head;
  const github = {
    event,
    event_name: given.eventName,
    sha,
    token: 'ghs_OfTheRun',
    workspace,
    repository: REPOSITORY,
  };
  return {
    contexts: { github, runner: { temp }, inputs: given.inputs ?? {} },
    workspace,
    temp,
    npx,
    env: {
      PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_PATH: eventPath,
      GITHUB_EVENT_NAME: given.eventName,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_API_URL: given.api ?? 'http://127.0.0.1:9',
    },
    actions: { 'actions/checkout': ({ ref = sha }) => checkOut(given.origin, workspace, { ref }) },
  };
}

function below(folder: string, name: string): string {
  const made = path.join(folder, name);
  mkdirSync(made);
  return made;
}

/** As actions/checkout leaves it without a token: all of it, or with a depth the last commits of one branch. */
export function checkOut(
  origin: TemporaryRepository,
  workspace: string,
  { ref, depth }: { readonly ref: string; readonly depth?: number | undefined },
): void {
  // GitHub gives any commit by its id, those of forks included.
  origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  runGit(workspace, ['init', '--quiet']);
  const checkout = repositoryAt(workspace);
  checkout.git('remote', 'add', 'origin', `file://${origin.root}`);
  const wanted = depth === undefined ? '+refs/heads/*:refs/remotes/origin/*' : ref;
  checkout.git(
    'fetch',
    '--quiet',
    ...(depth === undefined ? ['--tags'] : [`--depth=${depth}`]),
    'origin',
    wanted,
  );
  checkout.git('-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--detach', ref);
}

/** The fields of GitHub's payload that anything could look at. */
function eventOf(given: PullRequestGiven) {
  const repository = { full_name: REPOSITORY, fork: false, default_branch: 'main' };
  return { ...aboutChange(given, repository), repository, sender: AGENT };
}

function aboutChange(
  { base, head, branch, target = 'main', eventName, fork = false }: PullRequestGiven,
  repo: object,
) {
  switch (eventName) {
    case 'push':
      return { ref: 'refs/heads/main', before: base, after: head, forced: false, deleted: false };
    case 'merge_group': {
      const queue = `refs/heads/gh-readonly-queue/main/pr-${NUMBER}-${base}`;
      return {
        action: 'checks_requested',
        merge_group: { base_ref: 'refs/heads/main', base_sha: base, head_ref: queue, head_sha: head },
      };
    }
    case 'pull_request':
    case 'pull_request_target':
      return {
        action: 'synchronize',
        number: NUMBER,
        pull_request: {
          number: NUMBER,
          state: 'open',
          draft: false,
          title: 'Tidy up $(touch pwned) `touch pwned`',
          user: AGENT,
          labels: [],
          base: { ref: target, sha: base, label: `acme:${target}`, repo },
          head: { ref: branch, sha: head, label: `acme:${branch}`, repo: { ...repo, fork } },
        },
      };
  }
}

/** Refuses everything but our program in an exact version, and writes down what it was asked. */
export function npxScript(log: string): string {
  return `#!/bin/sh
echo "$PWD $*" >> '${log}'
[ "$1" = --yes ] || exit 90
case "$2" in lockkeeper@*.*.*) ;; *) exit 91 ;; esac
[ "$npm_config_ignore_scripts" = true ] || exit 92
shift 2
exec '${process.execPath}' '${PROGRAM}' "$@"
`;
}
