import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { removeTemporaryFolders } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { runWorkflow, type EndOfJob, type WorkflowGiven } from '../generate/workflow-run.ts';
import { TOKEN, WORLD } from '../github/sample-world.ts';
import { startGitHub, type RunningGitHub } from '../github/start-github.ts';
import type { GitHubWorld } from '../github/world.ts';
import { GO, openShop, type Shop } from './shop.ts';

const DEPLOY = '.github/workflows/deploy_staging.yml';
const PROMOTE = '.github/workflows/promote_production.yml';
const ROLLBACK = '.github/workflows/rollback_to_last_good.yml';
/** What the programs of the sample need: jobs get it from secrets, since the machine of a runner has none of it. */
const NAMES = ['SAMPLE_PLATFORM', 'STAGING_PORT', 'PRODUCTION_PORT', 'STAGING_URL', 'PRODUCTION_URL'];

let shop: Shop;
let github: RunningGitHub;
let secrets: Readonly<Record<string, string>>;
let checkRuns: GitHubWorld['checkRuns'] = {};

beforeAll(async () => {
  github = await startGitHub(WORLD);
  shop = await openShop({
    env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_TOKEN: TOKEN },
  });
  const env = shop.env('agent');
  const key = readFileSync(env['LOCKKEEPER_SIGNING_KEY'] ?? '', 'utf8');
  secrets = {
    LOCKKEEPER_SIGNING_KEY: key,
    ...Object.fromEntries(NAMES.map((name) => [name, env[name] ?? ''])),
  };
  const policy = readFileSync(path.join(shop.clone, 'lockkeeper.yaml'), 'utf8')
    .replaceAll('successes: 2', 'successes: 1')
    .replaceAll('bake: 1s', 'bake: 0s')
    .replace('          approval:', '          requires: { checks: [build] }\n          approval:');
  const variables = `variables:\n  - id: platform\n    names: { ${NAMES.map((name) => `${name}: {}`).join(', ')} }\n`;
  shop.commit({ 'lockkeeper.yaml': `${policy}\n${variables}` }, { branch: 'main' });
  await shop.run('agent', 'generate', 'workflows');
  pushed({ 'README.md': 'Built by workflows\n' });
});
afterAll(async () => {
  await shop.end();
  await github.close();
  removeTemporaryFolders();
});

/** To main, whose build is green. */
function pushed(files: Readonly<Record<string, string>>): string {
  const commit = shop.commit(files, { branch: 'main' });
  checkRuns = { ...checkRuns, [commit]: [{ name: 'build', conclusion: 'success' }] };
  github.change({ ...WORLD, checkRuns });
  return commit;
}

type Started = Pick<WorkflowGiven, 'before' | 'gate' | 'inputs' | 'ref'>;
type Ends = ReadonlyMap<string, EndOfJob>;

/** Runs what main has, as GitHub would. */
async function ran(
  file: string,
  { inputs = {}, ref = 'refs/heads/main', ...more }: Partial<Started> = {},
): Promise<Ends> {
  const sha = shop.git('rev-parse', 'HEAD');
  return await runWorkflow({
    text: shop.git('show', `${sha}:${file}`),
    event: file === DEPLOY ? 'push' : 'workflow_dispatch',
    origin: shop.git('remote', 'get-url', 'origin'),
    env: { GITHUB_API_URL: github.url },
    token: TOKEN,
    ref,
    sha,
    inputs,
    secrets,
    ...more,
  });
}

const conclusions = (ends: Ends) => Array.from(ends.values(), ({ conclusion }) => conclusion);
const DONE = ['success', 'success'];

function logOf(ends: Ends): string {
  return Array.from(ends.values(), (end) => ('log' in end ? end.log : '')).join('\n');
}

async function tried(): Promise<void> {
  const ends = await ran(DEPLOY);
  expect(conclusions(ends), logOf(ends)).toEqual(DONE);
}

type Gate = NonNullable<WorkflowGiven['gate']>;

/** Mia signs the plan, and the reviewers let the job go on. */
const approved: Gate = async (_, { run = '' }) => {
  expect((await shop.run('mia', 'approve', run, ...GO)).exitCode).toBe(0);
  return true;
};

/** The same, and neither job goes on before both may. */
function approvedBoth(): Gate {
  let waiting = 0;
  let letOn = (): void => undefined;
  const both = new Promise<void>((resolve) => {
    letOn = resolve;
  });
  return async (environment, given) => {
    await approved(environment, given);
    waiting += 1;
    if (waiting === 2) letOn();
    await both;
    return true;
  };
}

const INPUTS = { commit: '', reason: '', accept_unknown: '' };
const runsIn = async (environment: 'staging' | 'production') => (await shop.health(environment)).sha;

/** One story, told in its order: each test goes on where the one before it ended. */
describe('the workflows of a policy', () => {
  let first: string;
  let second: string;
  let third: string;

  test('deploy what was pushed to main to staging, and make it ready [row 1.03]', async () => {
    first = shop.git('rev-parse', 'HEAD');
    const ends = await ran(DEPLOY, {
      gate: async (environment) => {
        expect(environment).toBe('staging');
        await expect(shop.health('staging')).rejects.toThrow('fetch failed');
        return true;
      },
    });
    expect(conclusions(ends), logOf(ends)).toEqual(DONE);
    expect(await runsIn('staging')).toBe(first);
    const { answer } = await shop.asked('agent', 'status');
    expect(answer).toMatchObject({ places: [{ ready: [{ commit: first }] }, { commit: null }] });
  });

  test('do nothing for a commit that only records a deploy [row 1.03]', async () => {
    const { on } = parse(shop.git('show', `HEAD:${DEPLOY}`)) as {
      readonly on: { readonly push: { readonly 'paths-ignore': readonly string[] } };
    };
    shop.git('fetch', '--quiet', 'origin');
    const recorded = shop.git('ls-tree', '-r', '--name-only', 'origin/lockkeeper/records').split('\n');
    expect(recorded).toContain('infrastructure/deploys/staging/shop.json');
    const isIgnored = (file: string) =>
      on.push['paths-ignore'].some((one) => one === file || file.startsWith(one.replace(/\*\*$/, '')));
    expect(recorded.filter((file) => !isIgnored(file))).toEqual([]);
    expect(isIgnored('greeting.txt')).toBe(false);
  });

  test('show the plan before anybody lets it go on, and promote nothing until then', async () => {
    const ends = await ran(PROMOTE, {
      inputs: { ...INPUTS, reason: 'the first' },
      gate: async (environment, { run }) => {
        expect([environment, run]).toEqual(['production', expect.stringMatching(/^promote-/)]);
        return await Promise.resolve(false);
      },
    });
    expect(conclusions(ends)).toEqual(['success', 'skipped']);
    const [begun] = ends.values();
    expect(begun).toMatchObject({ summary: expect.stringContaining(`commit    ${first}`) as string });
    await expect(shop.health('production')).rejects.toThrow('fetch failed');
  });

  test('promote nothing that nobody has signed, and go on with the same run once somebody has', async () => {
    const unsigned = await ran(PROMOTE, { inputs: INPUTS });
    expect(conclusions(unsigned), logOf(unsigned)).toEqual(['success', 'failure']);
    await expect(shop.health('production')).rejects.toThrow('fetch failed');
    // "Re-run failed jobs", where GitHub asks its reviewers again.
    const ends = await ran(PROMOTE, { inputs: INPUTS, gate: approved, before: unsigned });
    expect(conclusions(ends), logOf(ends)).toEqual(DONE);
    expect(await runsIn('production')).toBe(first);
    const record = JSON.parse((await shop.run('agent', 'record', 'show')).stdout) as unknown;
    expect(record).toMatchObject({ last_good_sha: first, approved_by: [{ login: 'mia@example.com' }] });
  });

  test('refuse what was approved where something else was promoted meanwhile', async () => {
    second = pushed({ 'greeting.txt': 'Hello again\n' });
    await tried();
    const ends = await ran(PROMOTE, {
      inputs: INPUTS,
      gate: async (environment, given) => {
        await approved(environment, given);
        const byHand = ['--variables', 'production=process', ...GO];
        const { answer } = await shop.ask('agent', 'promote', '--reason', 'by hand', ...byHand);
        const run = answer.run ?? '';
        await approved(environment, { run });
        return (await shop.run('agent', 'resume', run, ...byHand)).exitCode === 0;
      },
    });
    expect([conclusions(ends), logOf(ends)]).toEqual([
      ['success', 'failure'],
      expect.stringContaining('R12'),
    ]);
    expect(shop.deploys('production').map(({ commit }) => commit)).toEqual([second, first]);
  });

  test('that run at the same time deploy once, and a way back that waited meanwhile is refused', async () => {
    const wayBack = await ran(ROLLBACK, {
      inputs: { environment: 'production', target: '', reason: 'it is slow' },
      gate: async () => {
        third = pushed({ 'greeting.txt': 'Hello a third time\n' });
        await tried();
        const gate = approvedBoth();
        const ends = await Promise.all([0, 1].map(async () => await ran(PROMOTE, { inputs: INPUTS, gate })));
        expect(ends.map(conclusions), ends.map(logOf).join('\n')).toContainEqual(DONE);
        return true;
      },
    });
    expect([conclusions(wayBack), logOf(wayBack)]).toEqual([
      ['skipped', 'skipped', 'success', 'failure'],
      expect.stringContaining('R12'),
    ]);
    expect(shop.deploys('production').map(({ commit }) => commit)).toEqual([third, second, first]);
    expect(await runsIn('production')).toBe(third);
    expect((await shop.run('agent', 'record', 'verify')).exitCode).toBe(0);
  });

  test('go back to the last good commit, and say why [row 0.40] [row 1.72]', async () => {
    const reason = 'orders are lost"; touch pwned; echo "$(touch pwned) `touch pwned`';
    const ends = await ran(ROLLBACK, { inputs: { environment: 'production', target: '', reason } });
    expect(conclusions(ends), logOf(ends)).toEqual(['skipped', 'skipped', ...DONE]);
    expect(await runsIn('production')).toBe(second);
    const { stdout } = await shop.run('agent', 'audit', 'show', '--format', 'json');
    expect(stdout).toContain(JSON.stringify(reason).slice(1, -1));
  });

  test.each([DEPLOY, PROMOTE, ROLLBACK])('are begun on no other branch: %s', async (file) => {
    const inputs = { ...INPUTS, environment: 'production', target: '' };
    const ends = await ran(file, { inputs, ref: 'refs/heads/auto/work' });
    expect(conclusions(ends).filter((one) => one !== 'skipped')).toEqual(['failure']);
    expect(logOf(ends)).toContain('::error title=Lockkeeper::');
  });
});
