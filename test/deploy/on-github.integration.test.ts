import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { TOKEN } from '../github/sample-world.ts';
import { startActions, type ActionsWorld, type RunningActions } from '../github/start-actions.ts';
import type { GitHubWorld, WorldEnvironment, WorldEvent } from '../github/world.ts';
import { GO, openShop, type Shop } from './shop.ts';

const WORKFLOW = '.github/workflows/deploy.yml';
const DEPLOY = `name: Deploy
run-name: Deploy \${{ inputs.commit }} to \${{ inputs.environment }} (\${{ inputs.run }})
on: { workflow_dispatch: { inputs: { commit: { required: true } } } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: \${{ inputs.environment }}
    steps: [{ run: ./deploy }]
`;
const PRODUCTION = `        production:
          promote_from: staging
          requires: { checks: [lint] }
          driver: { kind: github-actions, workflow: deploy.yml, environment: production, timeout: 1m }
          probes: [{ id: smoke, kind: command, run: [node, --version], interval: 1s, successes: 1, bake: 0s }]
          approval: { by: github-environment, expires: 24h }
          rollback: { automatic: [probe-failed] }
protected:
  - { id: core, paths: [core/**], require: { label: approved-core-change } }
`;
const REVIEWED: WorldEnvironment = { reviewers: ['mia', 'ada'] };
const APPROVED = [{ by: 'mia', state: 'approved' }] as const;
const LINTED = { name: 'lint', status: 'completed', conclusion: 'success' } as const;

let shop: Shop;
let github: RunningActions;
/** Who pushed each commit, the oldest first. */
const pushes: { readonly after: string; readonly actor: string }[] = [];
let first: string;
let ready: string;

function worldWith(more: Partial<GitHubWorld> = {}): Pick<ActionsWorld, 'about'> {
  return {
    about: {
      accounts: { ada: { role: 'write' }, mia: { role: 'maintain' } },
      commits: (from, to) => {
        const range = from === undefined ? ['-1', to] : ['--reverse', `${from}..${to}`];
        const lines = shop.git('log', '--format=%H %ae', ...range).split('\n');
        return lines.map((line) => {
          const [sha = '', email = ''] = line.split(' ');
          return { sha, author: { email, login: email === 'mia@example.com' ? 'mia' : null } };
        });
      },
      activity: pushes.map((push) => ({ ref: 'refs/heads/auto/work', at: '2026-11-21T08:00:00Z', ...push })),
      environments: { production: REVIEWED },
      checkRuns: Object.fromEntries(pushes.map(({ after }) => [after, [LINTED]])),
      ...more,
    },
  };
}

/** Ada pushes what the agent made. */
function pushed(files: Readonly<Record<string, string>>, branch: string): string {
  const commit = shop.commit(files, { branch });
  pushes.push({ after: commit, actor: 'ada' });
  github.change(worldWith());
  return commit;
}

async function tried(commit: string): Promise<string> {
  const { exitCode, stderr } = await shop.run('agent', 'deploy', 'staging', '--commit', commit, '--yes');
  expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
  return commit;
}

beforeAll(async () => {
  github = await startActions({ token: TOKEN, stages: ['success'], approvals: APPROVED });
  const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_TOKEN: TOKEN };
  shop = await openShop({ env });
  const policy = readFileSync(path.join(shop.clone, 'lockkeeper.yaml'), 'utf8');
  const files = {
    'lockkeeper.yaml': policy
      .replace(/ {8}production:[^]*$/u, PRODUCTION)
      .replace('successes: 2', 'successes: 1')
      .replace('bake: 1s', 'bake: 0s'),
    [WORKFLOW]: DEPLOY,
  };
  first = await tried(pushed(files, 'main'));
  await promotedFirst();
  ready = await tried(pushed({ 'greeting.txt': 'Hello again\n' }, 'auto/work'));
});
afterAll(async () => {
  await shop.end();
  await github.close();
});

async function promotedFirst(): Promise<void> {
  const { answer } = await shop.ask('agent', 'promote', ...GO);
  expect(answer).toMatchObject({ outcome: 'done', refusals: [] });
}

interface Against {
  readonly exitCode: number | null;
  /** Each code once. */
  readonly codes: readonly string[];
  readonly kinds: readonly string[];
}

async function against(...args: readonly string[]): Promise<Against> {
  const { exitCode, answer } = await shop.ask('agent', 'promote', '--plan', ...args);
  const sorted = (words: readonly string[]) => [...new Set(words)].toSorted();
  return {
    exitCode,
    codes: sorted(answer.refusals.map(({ code }) => code)),
    kinds: sorted(answer.refusals.map(({ kind }) => kind)),
  };
}

const FREE: Against = { exitCode: 0, codes: [], kinds: [] };
const refusedBy = (...codes: readonly string[]): Against => ({ exitCode: 1, codes, kinds: ['refused'] });
const unknownBy = (...codes: readonly string[]): Against => ({ exitCode: 2, codes, kinds: ['unknown'] });

/** As GitHub is meanwhile; afterwards it is as it was. */
async function where(world: Partial<ActionsWorld>, ...args: readonly string[]): Promise<Against> {
  github.change(world);
  try {
    return await against(...args);
  } finally {
    github.change({ ...worldWith(), faults: [] });
  }
}

describe('a promotion that GitHub deploys', () => {
  test('is approved there by a person who is written down, and nothing has to be accepted unseen [row 0.29] [row 0.36] [row 1.63]', async () => {
    expect(await against()).toEqual(FREE);
    const record = JSON.parse((await shop.run('agent', 'record', 'show')).stdout) as unknown;
    expect(record).toMatchObject({
      last_good_sha: first,
      provider: { kind: 'github-actions', deployment_id: '9000' },
      approved_by: [{ login: 'mia', method: 'github-environment' }],
    });
    const log = await shop.run('agent', 'audit', 'show', '--format', 'json');
    const { entries } = JSON.parse(log.stdout) as { readonly entries: readonly { event: string }[] };
    expect(entries.filter(({ event }) => event === 'run.approved')).toMatchObject([
      { data: { by: 'mia', commit: first, evidence: 'https://github.com/acme/shop/actions/runs/9000' } },
    ]);
  });

  test('R04 until its check has passed, as a check run or as a status [row 0.31]', async () => {
    const linted = (state: Pick<GitHubWorld, 'checkRuns' | 'statuses'>) =>
      worldWith({ checkRuns: {}, ...state });
    for (const [state, expected] of [
      [{}, refusedBy('R04')],
      [{ checkRuns: { [ready]: [{ name: 'lint', status: 'in_progress' }] } }, refusedBy('R04')],
      [{ checkRuns: { [ready]: [{ ...LINTED, conclusion: 'failure' }] } }, refusedBy('R04')],
      [{ checkRuns: { [first]: [LINTED] } }, refusedBy('R04')],
      [{ statuses: { [ready]: [{ context: 'lint', state: 'pending' }] } }, refusedBy('R04')],
      [{ statuses: { [ready]: [{ context: 'lint', state: 'success' }] } }, FREE],
      [{ checkRuns: { [ready]: [LINTED] } }, FREE],
    ] as const)
      expect(await where(linted(state)), JSON.stringify(state)).toEqual(expected);
  });

  test('R09 is unknown where GitHub does not say who pushed the commit [row 0.29]', async () => {
    expect(await where(worldWith({ activity: [] }))).toEqual(unknownBy('R09'));
    const accepted = await where(worldWith({ activity: [] }), '--accept-unknown', 'R09');
    expect(accepted).toEqual({ ...unknownBy('R09'), exitCode: 0 });
  });

  test('R23 where nobody reviews, people review themselves or administrators need not wait, until that is mended [row 1.63]', async () => {
    for (const production of [{}, { ...REVIEWED, preventsSelfReview: false, adminsMayBypass: true }])
      expect(await where(worldWith({ environments: { production } }))).toEqual(refusedBy('R23'));
    expect(await against()).toEqual(FREE);
  });

  test('R19 and R23 are unknown where the token may not read the environment, and somebody may answer for that', async () => {
    const faults = [{ kind: 'answer', status: 403, at: /environments/ } as const];
    expect(await where({ faults })).toEqual(unknownBy('R19', 'R23'));
    const accepted = await where({ faults }, '--accept-unknown', 'R19', '--accept-unknown', 'R23');
    expect(accepted).toEqual({ ...unknownBy('R19', 'R23'), exitCode: 0 });
  });

  test('R19 where a workflow of the commit deploys what is pushed, until it does no more', async () => {
    const named = 'environment: ${{ inputs.environment }}';
    const onPush = DEPLOY.replace(/on: .*/u, 'on: [push]').replace(named, 'environment: production');
    const file = '.github/workflows/push.yml';
    const commit = pushed({ [file]: onPush }, 'auto/push');
    // Nobody has tried it, and what enforces the policy changed without approval.
    const besides = ['R06', 'policy/self-protect'];
    expect((await against('--commit', commit)).codes).toEqual(['R06', 'R19', 'policy/self-protect']);
    const mended = pushed({ [file]: DEPLOY }, 'auto/push');
    expect((await against('--commit', mended)).codes).toEqual(besides);
    shop.git('checkout', '--quiet', ready);
  });
});

/** Of those that are known at once; how long it waits for an answer is tried at each call. */
const FAULTS = {
  ...Object.fromEntries(
    [401, 403, 404, 409, 422, 429, 500].map((status) => [
      String(status),
      { kind: 'answer', status } as const,
    ]),
  ),
  'malformed JSON': { kind: 'answer', status: 200, body: '{"id": 9' },
  'another shape': { kind: 'answer', status: 200, body: [{ id: 'x' }] },
  'another address': {
    kind: 'answer',
    status: 307,
    headers: { location: 'https://example.com/' },
  },
  'a cut connection': { kind: 'cut' },
} as const;

describe('GitHub that fails', () => {
  test.each(Object.entries(FAULTS))('with %s lets nothing through', async (_, fault) => {
    const { exitCode, kinds } = await where({ faults: [{ ...fault, at: /./u }] });
    expect([exitCode, kinds]).toEqual([2, ['unknown']]);
  });
});

const LABELLED: WorldEvent = {
  event: 'labeled',
  label: 'approved-core-change',
  actor: 'mia',
  at: '2026-11-21T09:00:00Z',
};

describe('a promotion of a protected path', () => {
  /** As #12, which was merged. */
  const approved = (core: string, ...events: readonly Partial<WorldEvent>[]): Partial<ActionsWorld> => {
    const merged = { state: 'closed', mergedAt: '2026-11-21T10:00:00Z', mergeCommit: core } as const;
    const labels = events.map((event) => ({ ...LABELLED, ...event }));
    const request = { number: 12, author: 'ada', branch: 'auto/work', head: core, events: labels, ...merged };
    return worldWith({ pullRequests: [request] });
  };

  test('is R02 without its label, R03 with one that does not count, and neither with one that does [row 0.29]', async () => {
    const core = pushed({ 'core/pay.txt': '7\n' }, 'auto/core');
    for (const [world, ...codes] of [
      [approved(core), 'R02'],
      [approved(core, { actor: 'ada' }), 'R03'],
      [approved(core, { at: '2026-11-21T07:00:00Z' }), 'R03'],
      [approved(core, {})],
    ] as const)
      // Nobody has tried it.
      expect(await where(world, '--commit', core)).toEqual(refusedBy(...codes, 'R06'));
  });
});

describe('a deploy on GitHub', () => {
  test('is taken back where it was approved by who pushed it, and R25 until somebody tries it once more [row 0.29]', async () => {
    github.change({ approvals: [{ by: 'ada', state: 'approved' }] });
    const named = ['--commit', ready] as const;
    const { exitCode, answer } = await shop.ask('agent', 'promote', ...named, ...GO);
    expect([exitCode, answer.outcome, answer.why]).toEqual([
      5,
      'rolled-back',
      expect.stringContaining('R09'),
    ]);
    expect(github.runs[0]?.inputs['commit']).toBe(first);
    github.change({ approvals: APPROVED });
    expect(await against(...named)).toEqual(refusedBy('R14', 'R25'));
    expect(await against(...named, '--retry-failed')).toEqual(refusedBy('R14'));
    expect((await shop.run('mia', 'release', 'production', '--reason', 'Mia approves it')).exitCode).toBe(0);
    expect(await against(...named, '--retry-failed')).toEqual(FREE);
  });

  test('is asked about where GitHub fails, and goes on as the one deploy that it is', async () => {
    const named = ['--commit', ready, '--retry-failed', ...GO] as const;
    const before = github.runs.length;
    // The answer to the dispatch is lost, and GitHub does not list its runs either.
    const lost = { kind: 'answer', status: 502, body: '<html>', at: /\/dispatches$/ } as const;
    const unlisted = { kind: 'answer', status: 401, at: /\/deploy\.yml\/runs/ } as const;
    github.change({ ...worldWith(), faults: [lost, unlisted] });
    const { exitCode, answer } = await shop.ask('agent', 'promote', ...named);
    expect([exitCode, answer.verdict, github.runs.length]).toEqual([7, 'in-doubt', before + 1]);
    github.change({ faults: [] });
    const ended = await shop.ask('agent', 'resume', ...GO);
    expect([ended.exitCode, ended.answer.outcome, github.runs.length]).toEqual([0, 'done', before + 1]);
  });
});
