import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { lockText } from '../../packages/cli/src/testing/upgrade-sample.ts';
import { PROGRAM, type Ended } from '../cli/lockkeeper-process.ts';
import { TOKEN } from '../github/sample-world.ts';
import { startActions, type RunningActions } from '../github/start-actions.ts';
import { openShop, type Shop } from './shop.ts';

const PAIR = `
dependencies:
  - id: backend
    source: backend/requirements.in
    lock: backend/requirements.txt
    sync: { mode: compiled, python: '3.11', platform: linux }
    on_change: { require: { label: approved-dependency-upgrade } }
    branch: { suggest: auto/dependency-upgrade-YYYYMMDD-NNN }
    upgrade: { test: [run-tests] }
`;
const PRELOADED = new URL('./kill-around.mjs', import.meta.url).href;

let shop: Shop;
let github: RunningActions;
/** Programs that come first on the path. */
let bin: string;

beforeAll(async () => {
  github = await startActions({ token: TOKEN, stages: [] });
  shop = await openShop({
    env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_TOKEN: TOKEN },
  });
  github.change({ tipOf: (branch) => onRemote(branch) ?? '' });
  bin = path.join(shop.clone, '..', 'bin');
  mkdirSync(bin);
  const policy = readFileSync(path.join(shop.clone, 'lockkeeper.yaml'), 'utf8')
    .replaceAll('successes: 2', 'successes: 1')
    .replaceAll('bake: 1s', 'bake: 0s')
    .replaceAll('deadline: 5s', 'deadline: 2s');
  shop.commit(
    {
      'lockkeeper.yaml': policy + PAIR,
      'backend/requirements.in': 'httpx>=0.27\n',
      'backend/requirements.txt': lockText('0.27.0'),
    },
    { branch: 'main' },
  );
  program('run-tests', '');
});
afterAll(async () => {
  await shop.end();
  await github.close();
});
beforeEach(() => {
  shop.git('checkout', '--quiet', '--force', 'main');
});

/** A program of the user's, as the body of a Node script. */
function program(name: string, body: string): void {
  writeFileSync(path.join(bin, name), `#!${process.execPath}\nconst fs = require('node:fs');\n${body}\n`);
  chmodSync(path.join(bin, name), 0o755);
}

let version = 28;
/** From now on the lock command finds a version that is newer than any before. */
function newerVersion(): string {
  version += 1;
  const newer = `0.${version}.0`;
  program('pip-compile', `fs.writeFileSync('requirements.txt', ${JSON.stringify(lockText(newer))});`);
  return newer;
}

async function sandbox(more: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
  const PATH = [bin, process.env['PATH'] ?? ''].join(path.delimiter);
  return await shop.runWith({ PATH, ...more }, 'agent', 'deps', 'sandbox', ...args);
}

const started = async (...args: readonly string[]) => await sandbox({}, '--start', '--yes', ...args);

/** Killed as soon as what it let another program change is done. */
async function killedBehind(change: string, ...args: readonly string[]): Promise<void> {
  const kill = {
    NODE_OPTIONS: `--import ${PRELOADED}`,
    KILL_PROGRAM: PROGRAM,
    KILL_NOTES: path.join(bin, 'notes'),
    KILL_AT: `${change} behind`,
  };
  const { exitCode } = await sandbox(kill, '--start', '--yes', ...args);
  expect(exitCode).toBeNull();
}

function onRemote(branch: string): string | undefined {
  return shop.git('ls-remote', 'origin', `refs/heads/${branch}`).split('\t')[0] || undefined;
}

const upgrades = (): readonly string[] =>
  shop.git('ls-remote', 'origin', 'refs/heads/auto/dependency-upgrade-*').split('\n').filter(Boolean);
const here = () => shop.git('branch', '--show-current');
const head = () => shop.git('rev-parse', 'HEAD');
const deploysOf = (commit: string) => deploys().filter((one) => one.commit === commit).length;

function deploys(): ReturnType<Shop['deploys']> {
  const state = path.join(shop.clone, '../platform/staging/state.json');
  return existsSync(state) ? shop.deploys('staging') : [];
}

/** What a person does with a pull request that they approve: what runs in staging is on the main branch then. */
function merge(): void {
  shop.git('push', '--quiet', 'origin', 'HEAD:main');
  shop.git('branch', '--force', 'main', 'HEAD');
}

/** That the branch that is checked out is on its way once, and once only. */
function expectProposedOnce({ exitCode, stdout, stderr }: Ended): void {
  const branch = here();
  const asked = github.pullRequests.filter((one) => one.branch === branch);
  expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
  expect(asked).toMatchObject([{ into: 'main' }]);
  expect(stdout).toBe(`https://github.com/acme/shop/pull/${asked[0]?.number}\n`);
  expect([onRemote(branch), deploysOf(head())]).toEqual([head(), 1]);
}

describe('deps sandbox', () => {
  test('[row 2.05] shows every step, and does none without --start', async () => {
    newerVersion();
    const { exitCode, stdout } = await sandbox({});
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /4\. Judge .*\n {2}5\. Push auto\/\S+ to origin\.\n {2}6\. Deploy it to staging \(shop\)/,
    );
    expect(stdout).toMatch(/7\. Open a pull request into main/);
    expect([upgrades(), deploys(), github.pullRequests, here()]).toEqual([[], [], [], 'main']);
  });

  test.each([
    [{ GITHUB_TOKEN: '' }, [], 'pull-requests: write'],
    [{ GITHUB_TOKEN: 'of-nobody' }, [], '401'],
    [{ GITHUB_REPOSITORY: '' }, [], '--no-pull-request'],
    [{}, ['--environment', 'production'], 'staging'],
    [{}, ['--branch', 'auto/dependency-upgrade-20261121-001'], 'git switch'],
  ] as const)('says what is missing before anything begins: %j %j', async (env, args, said) => {
    const { exitCode, stderr } = await sandbox(env, '--start', '--yes', ...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining(said) });
    expect([upgrades(), here()]).toEqual([[], 'main']);
  });

  test('begins nothing with a token that may not push, and nothing that nobody agreed to', async () => {
    github.change({ mayPush: false });
    const reader = await started();
    expect(reader).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('pull-requests: write') });
    github.change({ mayPush: true });
    const unasked = await sandbox({}, '--start');
    expect(unasked).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--yes') });
    expect([upgrades(), here()]).toEqual([[], 'main']);
  });

  test('does not begin beside the main branch, whose commits would be proposed as well', async () => {
    shop.git('checkout', '--quiet', '-b', 'topic');
    shop.git(
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'x',
    );
    expect(await started()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('origin/main') });
    expect(upgrades()).toEqual([]);
  });

  test('[row 2.05] pushes nothing where the tests fail', async () => {
    newerVersion();
    program('run-tests', 'process.exit(1);');
    const { exitCode, stderr } = await started();
    program('run-tests', '');
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('The tests failed'),
    });
    expect([upgrades(), deploys(), github.pullRequests, here()]).toEqual([[], [], [], 'main']);
  });

  test('[row 2.05] upgrades on a branch, tries it in staging and prints the summary where nothing shall be opened', async () => {
    const newer = newerVersion();
    const { exitCode, stdout, stderr } = await sandbox(
      { GITHUB_TOKEN: '' },
      '--start',
      '--yes',
      '--no-pull-request',
    );
    expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
    expect(here()).toMatch(/^auto\/dependency-upgrade-\d{8}-001$/);
    expect([onRemote(here()), onRemote('main')]).toEqual([head(), shop.git('rev-parse', 'HEAD~')]);
    expect(await shop.health('staging')).toEqual({ status: 200, sha: head() });
    expect(stdout).toContain(`| httpx | 0.27.0 | ${newer} | minor |`);
    expect(stdout).toContain('Passed: `run-tests`');
    expect(stdout).toContain(`### Tried in staging\n\n\`${head()}\` was deployed to \`staging\` (\`shop\`)`);
    expect(stdout).toContain(`gh pr create --base main --head ${here()}`);
    expect(github.pullRequests).toEqual([]);
  });

  test('[row 2.05] proposes with that summary what is ready already, and no second time', async () => {
    shop.git('checkout', '--quiet', '-');
    expectProposedOnce(await started('--branch', here()));
    const [{ title, text } = { title: '', text: '' }] = github.pullRequests;
    expect(title).toBe('Upgrade dependencies of backend');
    expect(text).toMatch(
      /\| httpx \|[^]*Passed: `run-tests`[^]*### Tried in staging[^]*`approved-dependency-upgrade`/,
    );
    const again = await started('--branch', here());
    expectProposedOnce(again);
    expect(again.stderr).toContain('was there already');
    merge();
  });

  test('[row 2.05] goes on after it was killed behind the push and behind the deploy, and where nobody knows whether GitHub took the pull request', async () => {
    newerVersion();
    await killedBehind('push');
    expect([onRemote(here()), deploysOf(head())]).toEqual([head(), 0]);
    await killedBehind('deploy', '--branch', here());
    expect(deploysOf(head())).toBe(1);
    github.change({ faults: [{ kind: 'cut', at: /^POST .*pulls$/, times: 1 }] });
    expectProposedOnce(await started('--branch', here()));
    merge();
  });

  test('[row 2.05] proposes nothing that does not get well in staging', async () => {
    shop.commit({ ILL: 'staging\n' }, { branch: 'main' });
    newerVersion();
    const { exitCode, stdout, stderr } = await started();
    expect([exitCode, stdout, stderr]).toEqual([7, '', expect.stringContaining('Nothing was proposed')]);
    expect(onRemote(here())).toBe(head());
    expect(github.pullRequests.filter(({ branch }) => branch === here())).toEqual([]);
  });
});
