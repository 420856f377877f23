import { writeFileSync } from 'node:fs';
import path from 'node:path';

import {
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { startGitHub, type RunningGitHub } from '../github/start-github.ts';
import type { GitHubWorld, WorldEvent, WorldPullRequest } from '../github/world.ts';
import { lockkeeper, type Ended } from './lockkeeper-process.ts';

export const LABEL = 'approved-core-change';
const TOKEN = 'ghs_SecretOfTheTests0123456789';

const POLICY = `version: 1
branches:
  production: { match: [main], direct_push: deny, force_push: deny }
  ai: { match: ['auto/**'] }
  deploy_from: { staging: [ai], production: [production] }
  production_requires: [human_approval, checks_green, tagged]
protected:
  - id: core
    paths: [core/**]
    require: { label: ${LABEL} }
`;

/** A repository on GitHub whose branch `topic` changes a protected file. */
export interface Sample {
  readonly repository: TemporaryRepository;
  readonly base: string;
  readonly head: string;
}

export function sampleOnGitHub(): Sample {
  const repository = temporaryRepository();
  const base = repository.commit({ 'lockkeeper.yaml': POLICY, 'core/pay.py': 'AMOUNT = 1\n' });
  repository.git('checkout', '--quiet', '-b', 'topic');
  const head = repository.commit({ 'core/pay.py': 'AMOUNT = 2\n' });
  return { repository, base, head };
}

/** Ada's #12 with a label that Mia, a maintainer, put there after the last push. */
export function worldOf(
  { head }: Pick<Sample, 'head'>,
  pullRequest: Partial<WorldPullRequest> = {},
  more: Partial<GitHubWorld> = {},
): GitHubWorld {
  return {
    repository: 'acme/shop',
    token: TOKEN,
    accounts: { ada: { id: 1, role: 'write' }, mia: { id: 2, role: 'maintain' } },
    pullRequests: [
      { number: 12, author: 'ada', branch: 'topic', head, events: [labelled({})], ...pullRequest },
    ],
    activity: [{ ref: 'refs/heads/topic', after: head, at: '2026-11-21T08:00:00Z' }],
    ...more,
  };
}

export function labelled(change: Partial<WorldEvent>): WorldEvent {
  return { event: 'labeled', label: LABEL, actor: 'mia', at: '2026-11-21T09:00:00Z', ...change };
}

/** As GitHub writes it for #12, with the labels it had then. */
export function pullRequestEvent({ base, head }: Sample, labels: readonly string[] = [LABEL]): object {
  return {
    action: 'labeled',
    number: 12,
    pull_request: {
      number: 12,
      base: { sha: base, ref: 'main' },
      head: { sha: head, ref: 'topic' },
      labels: labels.map((name) => ({ name })),
      user: { login: 'ada', id: 1, type: 'User' },
    },
  };
}

interface Asked {
  readonly world: GitHubWorld;
  readonly args: readonly string[];
  readonly event?: object;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Answered extends Ended {
  readonly requests: RunningGitHub['requests'];
}

/** Runs the program in CI, where GitHub is the given world. Its token stands in nothing that is printed. */
let eventFiles = 0;

export async function lockkeeperInCi(
  { repository }: Pick<Sample, 'repository'>,
  { world, args, event, env = {} }: Asked,
): Promise<Answered> {
  const github = await startGitHub(world);
  // A file of its own for each: they run at the same time, and one would read what another is about to write.
  eventFiles += 1;
  const file = path.join(repository.root, `.git/event-${eventFiles}.json`);
  if (event !== undefined) writeFileSync(file, JSON.stringify(event));
  try {
    const ended = await lockkeeper([...args, ...(event === undefined ? [] : ['--event', file])], {
      cwd: repository.root,
      env: {
        CI: 'true',
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_API_URL: github.url,
        GITHUB_TOKEN: TOKEN,
        ...env,
      },
    });
    if (`${ended.stdout}${ended.stderr}`.includes(TOKEN)) throw new Error('The token was printed.');
    return { ...ended, requests: github.requests };
  } finally {
    await github.close();
  }
}
