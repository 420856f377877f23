import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const STRICT = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: ok } }]
branches:
  production: { match: [main], direct_push: deny, force_push: deny }
  releases: { match: ["release/**"], merge: pull_request }
`;
const LOOSE = 'version: 1\n';
const POLICY_OF_ONES_OWN = { 'lockkeeper.yaml': LOOSE };
const EVIL = { 'core/a.py': 'evil\n' };

interface Base {
  /** Without a common commit with main, and without a policy. */
  readonly orphan: boolean;
  readonly files: Readonly<Record<string, string>>;
}

/** What somebody pushed to a bare repository where `main` is strict, and the commit they ask to be merged. */
interface Pushed {
  readonly work: TemporaryRepository;
  readonly main: string;
  readonly base: string;
  readonly head: string;
}

/** A base of one's own, with a policy of one's own, and an edit of a protected file on top. */
function pushed(base: string, { orphan = false, files = POLICY_OF_ONES_OWN }: Partial<Base> = {}): Pushed {
  const remote = temporaryRepository('--bare');
  const work = temporaryRepository();
  const main = work.commit({ 'lockkeeper.yaml': STRICT, 'core/a.py': 'good\n' });
  work.git('remote', 'add', 'origin', remote.root);
  work.git('push', '--quiet', 'origin', 'main');
  work.git('switch', '--quiet', ...(orphan ? ['--orphan', 'mine'] : ['--create', 'mine']));
  const made = work.commit(orphan ? { 'core/a.py': 'good\n' } : files);
  work.git('push', '--quiet', 'origin', `mine:refs/heads/${base}`);
  const head = work.commit(orphan ? { ...EVIL, ...files } : EVIL);
  work.git('push', '--quiet', 'origin', 'HEAD:refs/heads/topic');
  return { work, main, base: made, head };
}

/** As actions/checkout leaves it: branches of the remote, tags, and no branch of its own. */
function checkedOut({ work, head }: Pushed): TemporaryRepository {
  const clone = repositoryAt(temporaryFolder());
  clone.git('init', '--quiet');
  clone.git('remote', 'add', 'origin', work.git('remote', 'get-url', 'origin').trim());
  clone.git('fetch', '--quiet', '--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*');
  clone.git('-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--detach', head.trim());
  return clone;
}

interface Job {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: object;
}

/** The exit code in CI, and the rules that say something. */
async function judged(clone: TemporaryRepository, { args = [], env = {}, event }: Job) {
  const file = path.join(temporaryFolder(), 'event.json');
  if (event !== undefined) repositoryAt(path.dirname(file)).write('event.json', JSON.stringify(event));
  const more = event === undefined ? args : [...args, '--event', file];
  const { exitCode, stdout } = await runMain(
    ['check', '--no-cache', '--stage', 'ci', '--format', 'json', ...more],
    { cwd: clone.root, env },
  );
  const report: { findings?: { rule: string }[]; undetermined?: { rule: string }[] } =
    stdout === '' ? {} : JSON.parse(stdout);
  const rules = [...(report.findings ?? []), ...(report.undetermined ?? [])].map(({ rule }) => rule);
  return { exitCode, rules: [...new Set(rules)] };
}

function pullRequest({ head }: Pushed, { ref, sha }: { readonly ref: string; readonly sha: string }) {
  return {
    repository: { full_name: 'acme/shop', default_branch: 'main' },
    pull_request: {
      number: 5,
      base: { ref, sha: sha.trim() },
      head: { ref: 'topic', sha: head.trim() },
      labels: [],
      user: { login: 'ann', id: 3, type: 'User' },
    },
  };
}

describe('a base that somebody made, with a policy of their own', () => {
  const given = pushed('agent/base');
  const clone = checkedOut(given);
  const event = pullRequest(given, { ref: 'agent/base', sha: given.base });

  test.each<[string, Job]>([
    ['of the job', { env: { GITHUB_BASE_REF: 'agent/base' } }],
    ['of the job, named', { args: ['--base', 'origin/agent/base'], env: { GITHUB_BASE_REF: 'agent/base' } }],
    ['of the event', { event }],
    ['of an event that names no default branch', { event: { pull_request: event.pull_request } }],
    ['of the event, named', { event, args: ['--base', 'origin/agent/base'] }],
    [
      'of an event of main that tells its commit',
      { event: pullRequest(given, { ref: 'main', sha: given.base }) },
    ],
  ])('does not judge: %s', async (_, job) => {
    const { exitCode, rules } = await judged(clone, job);
    expect(rules).toContain('paths/protected');
    expect(exitCode).not.toBe(0);
  });
});

test.each(['heads/main', 'refs/heads/main', 'origin/main', 'ma%69n', 'Main'])(
  'a base that is called %s is not main',
  async (name) => {
    const given = pushed(name);
    const clone = checkedOut(given);
    for (const job of [
      { env: { GITHUB_BASE_REF: name } },
      { event: pullRequest(given, { ref: name, sha: given.base }) },
    ])
      expect((await judged(clone, job)).rules).toContain('paths/protected');
  },
);

test('a guarded branch without a policy does not let a change bring the first one', async () => {
  const given = pushed('release/1', { orphan: true });
  const event = pullRequest(given, { ref: 'release/1', sha: given.base });
  const { exitCode, rules } = await judged(checkedOut(given), { event });
  expect(rules).toEqual(expect.arrayContaining(['paths/protected', 'policy/self-protect']));
  expect(exitCode).not.toBe(0);
});

test('an edit in the branch below a stacked pull request is seen once it asks for main', async () => {
  const given = pushed('stack', { files: EVIL });
  const event = pullRequest(given, { ref: 'main', sha: given.base });
  const { exitCode, rules } = await judged(checkedOut(given), { event });
  expect(rules).toContain('paths/protected');
  expect(exitCode).not.toBe(0);
});

test.each(['main', 'origin/main', 'heads/main', 'refs/remotes/origin/main'])(
  'a tag called %s is no base',
  async (tag) => {
    const given = pushed('agent/base');
    given.work.git('tag', tag, given.base.trim());
    given.work.git('push', '--quiet', 'origin', `refs/tags/${tag}`);
    const clone = checkedOut(given);
    expect(await judged(clone, { args: ['--base', tag] })).not.toMatchObject({ exitCode: 0 });
    clone.git('update-ref', '-d', 'refs/remotes/origin/main');
    expect(await judged(clone, { env: { GITHUB_BASE_REF: 'main' } })).not.toMatchObject({ exitCode: 0 });
  },
);
