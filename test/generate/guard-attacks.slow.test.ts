import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { generateCodeowners, generateWorkflows } from '@lockkeeper/policy-core/generate';
import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { startGitHub } from '../github/start-github.ts';
import type { GitHubWorld, WorldEvent, WorldPullRequest } from '../github/world.ts';
import { filesOf, policyFrom } from './generated-files.ts';
import { runnerFor, type PreparedRunner } from './pull-request-run.ts';
import { runSteps, type JobEnd } from './runner.ts';

const POLICY = `version: 1
extends: self-protection
protected:
  - id: core
    paths: [backend/app/core/**]
    owners: ["@org/core"]
    require: { label: approved-core-change }
branches:
  production: { match: [main], direct_push: deny, force_push: deny }
`;
const VERSION = '1.2.3';
const policy = policyFrom(POLICY);
const WORKFLOWS = filesOf(generateWorkflows(policy, { version: VERSION, sarif: false }));
const [GUARD = '', CALLER = ''] = Object.keys(WORKFLOWS);
const FILES = {
  ...WORKFLOWS,
  ...filesOf(generateCodeowners(policy)),
  'lockkeeper.yaml': POLICY,
  'backend/app/core/auth.py': 'SECRET = 1\n',
  'docs/guide.md': '# Guide\n',
  '.claude/settings.json': '{ "permissions": { "deny": ["Write(backend/app/core/**)"] } }\n',
};
const NOTHING_JUDGED =
  'on: { workflow_call: }\njobs: { guard: { name: guard, runs-on: ubuntu-24.04, steps: [{ run: "true" }] } }\n';

/** Each way of `cases/attacks.md` to edit what judges: what the branch does. */
const ATTACKS: Readonly<Record<string, (repository: TemporaryRepository) => void>> = {
  'policy-edit': (topic) => topic.write('lockkeeper.yaml', 'version: 1\n'),
  'policy-rename': (topic) => topic.git('mv', 'lockkeeper.yaml', 'docs/lockkeeper.yaml'),
  'workflow-edit': (topic) => topic.write(GUARD, NOTHING_JUDGED),
  'workflow-edit, the caller': (topic) => topic.write(CALLER, 'on: { workflow_dispatch: }\njobs: {}\n'),
  'workflow-edit, deleted': (topic) => topic.git('rm', '--quiet', GUARD, CALLER),
  'workflow-shadow': (topic) => {
    const steps = 'runs-on: ubuntu-24.04, steps: [{ run: "true" }]';
    topic.write(
      '.github/workflows/shadow.yml',
      `on: pull_request\njobs: { guard: { name: lockkeeper / guard, ${steps} } }\n`,
    );
  },
  'codeowners-edit': (topic) => topic.write('.github/CODEOWNERS', '* @agent\n'),
  'codeowners-shadow': (topic) => topic.write('docs/CODEOWNERS', '* @agent\n'),
  gitattributes: (topic) => topic.write('.gitattributes', '* -diff linguist-generated\n'),
  'agent-settings': (topic) => topic.write('.claude/settings.json', '{}\n'),
};

afterAll(removeTemporaryFolders);

describe('a pull request that edits what judges it, and the core with it', () => {
  test.each(Object.entries(ATTACKS).filter(([name]) => /^(policy|workflow)-/.test(name)))(
    '%s: is judged by the guard of its base, and fails [rows 0.05, 1.04]',
    async (_, attack) => {
      const { end, runner } = await judged((repository) => {
        attack(repository);
        repository.write('backend/app/core/auth.py', 'SECRET = 2\n');
      });
      expect(end.outcomes['Judge the change'], end.log).toBe('failure');
      expect(end.conclusion).toBe('failure');
      expect(end.log).toContain('backend/app/core/auth.py');
      expect(programsOf(runner)).toContain(`lockkeeper@${VERSION} check --root`);
    },
  );
});

describe('a pull request that edits only what judges it', () => {
  test.each(Object.entries(ATTACKS))('%s: fails as well [rows 0.05, 1.04]', async (_, attack) => {
    const { end } = await judged(attack);
    expect(end.outcomes['Judge the change'], end.log).toBe('failure');
    expect(end.log).toContain('::error title=policy/self-protect,');
    expect(end.summary).toContain('at stage ci, policy lockkeeper.yaml, as of the base of the change');
  });
});

describe('a label on such a pull request, as GitHub tells who applied it and when', () => {
  const attack = ATTACKS['workflow-edit'] ?? (() => undefined);

  test.each([
    { who: 'a maintainer, after the last push', events: [labeled('mia', '10:00')], conclusion: 'success' },
    { who: 'the agent itself', events: [labeled('agent', '10:00')], conclusion: 'failure' },
    { who: 'a maintainer, before the last push', events: [labeled('mia', '08:00')], conclusion: 'failure' },
    { who: 'somebody who may only write', events: [labeled('wim', '10:00')], conclusion: 'failure' },
    { who: 'nobody', events: [], conclusion: 'failure' },
  ])('applied by $who: $conclusion [row 1.04]', async ({ events, conclusion }) => {
    const { end } = await judged(attack, { events });
    expect(end.conclusion, end.log).toBe(conclusion);
    if (conclusion === 'failure') expect(end.log).toContain('::error title=');
  });
});

describe('a push to main', () => {
  test('that came past any pull request fails, whatever it touches [rows 0.04, 0.23]', async () => {
    const { end } = await judged((topic) => topic.write('docs/guide.md', '# Mine\n'), {
      eventName: 'push',
      branch: 'elsewhere',
      knows: 'no pull request',
    });
    expect(end.conclusion).toBe('failure');
    expect(end.log).toContain('::error title=branches/no-direct-push');
  });

  test('of a merged pull request passes', async () => {
    const { end } = await judged((topic) => topic.write('docs/guide.md', '# Ours\n'), {
      eventName: 'push',
      state: { mergedAt: '2026-11-21T11:00:00Z' },
    });
    expect(end.conclusion, end.log).toBe('success');
  });

  test.each<[string, Judging['state']]>([
    ['is open', {}],
    ['was closed', { state: 'closed' }],
    ['is open to a branch of the agent', { base: 'agent/base' }],
    ['was merged into a branch of the agent', { base: 'agent/base', mergedAt: '2026-11-21T11:00:00Z' }],
    ['was merged in a fork', { baseRepository: 'agent/shop', mergedAt: '2026-11-21T11:00:00Z' }],
  ])('is excused by no pull request that %s', async (_, state) => {
    const { end } = await judged((topic) => topic.write('docs/guide.md', '# Mine\n'), {
      eventName: 'push',
      state: state ?? {},
    });
    expect(end.conclusion, end.log).toBe('failure');
    expect(end.log).toContain('::error title=branches/no-direct-push');
  });
});

describe('a pull request of the same commit to a branch of the agent', () => {
  const LOOSE = 'version: 1\nbranches: { mine: { match: ["agent/**"], direct_push: deny } }\n';

  test.each([
    ['with a policy of its own', (base: TemporaryRepository) => base.write('lockkeeper.yaml', LOOSE)],
    ['without a policy', (base: TemporaryRepository) => base.git('rm', '--quiet', 'lockkeeper.yaml')],
  ])('%s is judged by the policy of main', async (_, loosen) => {
    const origin = repositoryWith(FILES);
    origin.git('checkout', '--quiet', '-b', 'agent/base');
    loosen(origin);
    const base = origin.commit();
    origin.git('checkout', '--quiet', '-b', 'agent/work');
    origin.write('backend/app/core/auth.py', 'SECRET = 2\n');
    const head = origin.commit();
    const github = await startGitHub(
      worldWith({ branch: 'agent/work', head, events: [], knows: undefined, state: { base: 'agent/base' } }),
    );
    const runner = runnerFor({
      origin,
      base,
      head,
      branch: 'agent/work',
      target: 'agent/base',
      eventName: 'pull_request_target',
      api: github.url,
    });
    // GitHub takes the workflows of the default branch.
    const end = await runSteps(stepsOf(origin, origin.git('rev-parse', 'main')), runner);
    await github.close();
    expect(end.conclusion, end.log).toBe('failure');
    expect(end.log).toContain('::error title=paths/protected');
  });
});

test.each([
  { what: 'an approved change', events: [labeled('mia', '10:00')], conclusion: 'success' },
  { what: 'a change that nobody approved', events: [], conclusion: 'failure' },
])('$what in the merge queue: $conclusion', async ({ events, conclusion }) => {
  const { end } = await judged((topic) => topic.write('backend/app/core/auth.py', 'SECRET = 2\n'), {
    eventName: 'merge_group',
    events,
  });
  expect(end.conclusion, end.log).toBe(conclusion);
});

test('a pull request fails where GitHub cannot be asked, because its label is not proved', async () => {
  const { end } = await judged((topic) => topic.write('backend/app/core/auth.py', 'SECRET = 2\n'), {
    events: 'unknown',
  });
  expect(end.conclusion, end.log).toBe('failure');
});

describe('the same guard taken from the head', () => {
  test.each(['workflow-edit'])('would let %s pass, so the tests above show something', async (name) => {
    const { end } = await judged((repository) => ATTACKS[name]?.(repository), { workflowOf: 'head' });
    expect(end.conclusion).toBe('success');
  });
});

describe('a pull request that touches nothing protected', () => {
  test('passes, with a summary for people', async () => {
    const { end, runner } = await judged((topic) => topic.write('docs/guide.md', '# A better guide\n'));
    expect(end.conclusion, end.log).toBe('success');
    expect(end.summary).not.toBe('');
    expect(end.outcomes).toMatchObject({
      'Fetch the head, without checking it out': 'success',
      'Judge the change': 'success',
    });
    expect(programsOf(runner).trim().split('\n')).toHaveLength(2);
  });
});

describe('what the head brings along', () => {
  test('is never checked out, so none of it is run and no setting of it is read', async () => {
    const { end, runner } = await judged((topic) => {
      topic.write('.npmrc', 'registry=http://127.0.0.1:9/\nignore-scripts=false\n');
      topic.write(
        'package.json',
        '{ "scripts": { "preinstall": "touch pwned", "prepare": "touch pwned" } }\n',
      );
      topic.write('node_modules/.bin/npx', '#!/bin/sh\ntouch pwned\n');
      topic.write('node_modules/lockkeeper/package.json', '{ "bin": "pwned.js" }\n');
      topic.write('docs/guide.md', '# A better guide\n');
    });
    expect(existsSync(path.join(runner.workspace, '.npmrc'))).toBe(false);
    expect(existsSync(path.join(runner.workspace, 'node_modules'))).toBe(false);
    expect(readFileSync(path.join(runner.workspace, 'docs/guide.md'), 'utf8')).toBe('# Guide\n');
    const started = programsOf(runner).trim().split('\n');
    expect(started.every((line) => line.startsWith(`${runner.temp} --yes lockkeeper@${VERSION} `))).toBe(
      true,
    );
    const everything = readdirSync(path.dirname(runner.workspace), { recursive: true, encoding: 'utf8' });
    expect(everything.filter((file) => file.endsWith('pwned'))).toEqual([]);
    expect(end.log).not.toContain('pwned');
  });

  test('as the name of its branch or the title of its pull request is no command', async () => {
    const { end, runner } = await judged((topic) => topic.write('docs/guide.md', '# A better guide\n'), {
      branch: 'auto/$(touch${IFS}pwned)',
    });
    expect(end.conclusion, end.log).toBe('success');
    const everything = readdirSync(path.dirname(runner.workspace), { recursive: true, encoding: 'utf8' });
    expect(everything.filter((file) => file.endsWith('pwned'))).toEqual([]);
  });
});

test('a head that cannot be fetched fails, because nothing was judged', async () => {
  const origin = repositoryWith(FILES);
  const base = origin.git('rev-parse', 'main');
  const runner = runnerFor({
    origin,
    base,
    head: 'f'.repeat(40),
    branch: 'auto/x',
    eventName: 'pull_request_target',
  });
  expect((await runSteps(stepsOf(origin, base), runner)).conclusion).toBe('failure');
});

interface Judging {
  readonly workflowOf?: 'base' | 'head';
  readonly branch?: string;
  readonly eventName?: 'pull_request_target' | 'merge_group' | 'push';
  /** What happened to the pull request; `unknown`: GitHub is not there to tell. */
  readonly events?: readonly WorldEvent[] | 'unknown';
  readonly knows?: 'the pull request' | 'no pull request';
  readonly state?: Partial<WorldPullRequest>;
}

/** Opens a pull request with what `change` does, and runs what GitHub would run for it. */
async function judged(
  change: (repository: TemporaryRepository) => void,
  {
    workflowOf = 'base',
    branch = 'auto/attack',
    events = [],
    eventName = 'pull_request_target',
    knows,
    state,
  }: Judging = {},
): Promise<{ readonly end: JobEnd; readonly runner: PreparedRunner }> {
  const origin = repositoryWith(FILES);
  const base = origin.git('rev-parse', 'main');
  origin.git('checkout', '--quiet', '-b', branch);
  change(origin);
  const head = origin.commit();
  origin.git('checkout', '--quiet', 'main');
  const github =
    events === 'unknown' ? undefined : await startGitHub(worldWith({ branch, head, events, knows, state }));
  const runner = runnerFor({ origin, base, head, branch, eventName, api: github?.url });
  const end = await runSteps(stepsOf(origin, workflowOf === 'base' ? base : head), runner);
  await github?.close();
  return { end, runner };
}

interface Told {
  readonly branch: string;
  readonly head: string;
  readonly events: readonly WorldEvent[];
  readonly knows: Judging['knows'];
  readonly state: Judging['state'];
}

function worldWith({ knows, state, ...pull }: Told): GitHubWorld {
  return {
    repository: 'acme/shop',
    accounts: { agent: { id: 7, role: 'maintain' }, mia: { role: 'maintain' }, wim: { role: 'write' } },
    pullRequests: knows === 'no pull request' ? [] : [{ number: 12, author: 'agent', ...pull, ...state }],
    activity: [{ ref: `refs/heads/${pull.branch}`, after: pull.head, at: '2026-11-21T09:00:00Z' }],
  };
}

function labeled(actor: string, time: string): WorldEvent {
  return { event: 'labeled', label: 'approved-core-change', actor, at: `2026-11-21T${time}:00Z` };
}

const caller = z.object({
  on: z.object({ pull_request_target: z.unknown() }),
  jobs: z.object({ lockkeeper: z.object({ uses: z.string() }) }),
});
const called = z.object({ jobs: z.object({ guard: z.object({ steps: z.unknown() }) }) });

/** The steps that a pull request starts, by the workflows of one commit. */
function stepsOf(repository: TemporaryRepository, commit: string): unknown {
  const { jobs } = caller.parse(parse(repository.git('show', `${commit}:${CALLER}`)));
  const guard = repository.git('show', `${commit}:${path.posix.normalize(jobs.lockkeeper.uses)}`);
  return called.parse(parse(guard)).jobs.guard.steps;
}

function repositoryWith(files: Readonly<Record<string, string>>): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit(files);
  return repository;
}

function programsOf({ npx }: PreparedRunner): string {
  return existsSync(npx) ? readFileSync(npx, 'utf8') : '';
}
