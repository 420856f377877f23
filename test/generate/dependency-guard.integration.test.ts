import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { generateWorkflows } from '@lockkeeper/policy-core/generate';
import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { startGitHub } from '../github/start-github.ts';
import type { WorldEvent } from '../github/world.ts';
import { filesOf, policyFrom } from './generated-files.ts';
import { runnerFor, type PullRequestGiven } from './pull-request-run.ts';
import { runSteps, type JobEnd } from './runner.ts';

const SOURCE = 'backend/requirements.txt';
const LOCK = 'backend/requirements.lock';
const LABEL = 'approved-dependency-upgrade';
const POLICY = `version: 1
extends: self-protection
protected: [{ id: core, paths: [backend/app/core/**], require: { label: approved-core-change } }]
dependencies:
  - id: backend
    source: ${SOURCE}
    lock: ${LOCK}
    on_change: { require: { label: ${LABEL} } }
    check_on: [pull_request, "push:main"]
`;
const WORKFLOWS = filesOf(generateWorkflows(policyFrom(POLICY), { version: '1.2.3', sarif: false }));
const GUARD = '.github/workflows/lockkeeper-dependencies.yml';
const PINS = '-r base.txt\nfastapi==0.110.0\n';
const FILES = {
  ...WORKFLOWS,
  'lockkeeper.yaml': POLICY,
  [SOURCE]: PINS,
  [LOCK]: PINS,
  'backend/base.txt': 'httpx==0.27.0\n',
  'backend/app/core/auth.py': 'SECRET = 1\n',
};

afterAll(removeTemporaryFolders);

/** What a pull request does, with a label that counts, and what is said of it. */
const BROKEN: Readonly<Record<string, readonly [(topic: TemporaryRepository) => void, rule: string]>> = {
  'has a range': [(topic) => both(topic, `${PINS}uvicorn>=0.29\n`), 'dependencies/requirements-pinned'],
  'leaves the lock behind': [
    (topic) => topic.write(SOURCE, PINS.replace('0.110.0', '0.111.0')),
    'dependencies/lock-in-sync',
  ],
  'changes the lock only': [
    (topic) => topic.write(LOCK, PINS.replace('0.110.0', '0.111.0')),
    'dependencies/lock-in-sync',
  ],
  'deletes the lock': [(topic) => topic.git('rm', '--quiet', LOCK), 'dependencies/lock-missing'],
  'loosens only a file that both bring in': [
    (topic) => topic.write('backend/base.txt', 'httpx>=0.27.0\n'),
    'dependencies/requirements-pinned',
  ],
  'hides it behind more files than a filter of GitHub looks at': [
    (topic) => {
      for (let index = 0; index < 400; index += 1) topic.write(`a/${index}.txt`, '');
      both(topic, `${PINS}uvicorn\n`);
    },
    'dependencies/requirements-pinned',
  ],
  'takes the guard and the pair out of the policy as well': [
    (topic) => {
      topic.git('rm', '--quiet', GUARD);
      topic.write('lockkeeper.yaml', 'version: 1\n');
      both(topic, `${PINS}uvicorn\n`);
    },
    'dependencies/requirements-pinned',
  ],
  'deletes the policy': [(topic) => topic.git('rm', '--quiet', 'lockkeeper.yaml'), 'policy/missing'],
};

describe('a pull request that', () => {
  test.each(Object.entries(BROKEN))('%s: fails [rows 1.16, 2.03]', async (_, [change, rule]) => {
    const end = await judged(change, { events: [labeled('mia', '10:00')] });
    expect(end.conclusion, end.log).toBe('failure');
    expect(end.log).toContain(`::error title=${rule},`);
  });

  const upgrade = (topic: TemporaryRepository) => both(topic, PINS.replace('0.110.0', '0.111.0'));

  test.each([
    { who: 'a maintainer, after the last push', events: [labeled('mia', '10:00')], conclusion: 'success' },
    { who: 'its author', events: [labeled('agent', '10:00')], conclusion: 'failure' },
    { who: 'a maintainer, before the last push', events: [labeled('mia', '08:00')], conclusion: 'failure' },
    { who: 'nobody', events: [], conclusion: 'failure' },
  ])(
    'upgrades both files, with the label of $who: $conclusion [row 1.15] [row 2.03]',
    async ({ events, conclusion }) => {
      const end = await judged(upgrade, { events });
      expect(end.conclusion, end.log).toBe(conclusion);
    },
  );

  test('touches none of the files reports all the same, and passes', async () => {
    const end = await judged((topic) => topic.write('docs/guide.md', '# Guide\n'));
    expect(end.conclusion, end.log).toBe('success');
    expect(end.outcomes['Judge the change']).toBe('success');
    expect(end.summary).toContain('Only dependencies was judged');
  });

  test('touches the core is left to the other guard', async () => {
    const end = await judged((topic) => topic.write('backend/app/core/auth.py', 'SECRET = 2\n'));
    expect(end.conclusion, end.log).toBe('success');
    expect(end.log).not.toContain('paths/protected');
  });
});

describe.each(['push', 'merge_group'] as const)('a %s', (eventName) => {
  test.each([
    { what: 'in which lock and source differ', pins: 'fastapi==0.111.0\n', conclusion: 'failure' },
    { what: 'that leaves both alone', pins: PINS, conclusion: 'success' },
  ])('$what: $conclusion [row 2.03]', async ({ pins, conclusion }) => {
    const end = await judged(
      (topic) => {
        topic.write(SOURCE, pins);
        topic.write('docs/guide.md', '# Guide\n');
      },
      { eventName },
    );
    expect(end.conclusion, end.log).toBe(conclusion);
  });
});

function both(topic: TemporaryRepository, text: string): void {
  topic.write(SOURCE, text);
  topic.write(LOCK, text);
}

function labeled(actor: string, time: string): WorldEvent {
  return { event: 'labeled', label: LABEL, actor, at: `2026-11-21T${time}:00Z` };
}

interface Judging {
  readonly events?: readonly WorldEvent[];
  readonly eventName?: PullRequestGiven['eventName'];
}

/** Opens a pull request with what `change` does, and runs the guard of its base. */
async function judged(
  change: (topic: TemporaryRepository) => void,
  { events = [], eventName = 'pull_request_target' }: Judging = {},
): Promise<JobEnd> {
  const origin = temporaryRepository();
  const base = origin.commit(FILES);
  const branch = 'auto/dependency-upgrade-20261121-001';
  origin.git('checkout', '--quiet', '-b', branch);
  change(origin);
  const head = origin.commit();
  origin.git('checkout', '--quiet', 'main');
  const github = await startGitHub({
    repository: 'acme/shop',
    accounts: { agent: { id: 7, role: 'maintain' }, mia: { role: 'maintain' } },
    pullRequests: [{ number: 12, author: 'agent', branch, head, events }],
    activity: [{ ref: `refs/heads/${branch}`, after: head, at: '2026-11-21T09:00:00Z' }],
  });
  const runner = runnerFor({ origin, base, head, branch, eventName, api: github.url });
  const end = await runSteps(stepsIn(origin.git('show', `${base}:${GUARD}`)), runner);
  await github.close();
  return end;
}

const guard = z.object({ jobs: z.object({ dependencies: z.object({ steps: z.unknown() }) }) });

function stepsIn(text: string): unknown {
  return guard.parse(parse(text)).jobs.dependencies.steps;
}
