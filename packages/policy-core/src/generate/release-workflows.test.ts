import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

import { judgeGitHub } from '../deployment/promotion/judge-github.ts';
import { observed } from '../model/known.ts';
import type { Policy } from '../policy/policy.ts';
import { policyOf } from '../testing/any-repository.ts';
import { anyServices } from '../testing/any-services.ts';
import { generateWorkflows } from './workflows.ts';

const DEPLOY = '.github/workflows/deploy_staging.yml';
const PROMOTE = '.github/workflows/promote_production.yml';
const ROLLBACK = '.github/workflows/rollback_to_last_good.yml';
const RELEASES = [DEPLOY, PROMOTE, ROLLBACK];

const texts = z.record(z.string(), z.string());

const job = z.object({
  name: z.string(),
  if: z.string().optional(),
  needs: z.string().optional(),
  environment: z.string().optional(),
  concurrency: z.unknown().optional(),
  'timeout-minutes': z.number(),
  permissions: texts,
  outputs: texts.optional(),
  steps: z.array(
    z.object({
      uses: z.string().optional(),
      run: z.string().optional(),
      env: texts.optional(),
      with: z.looseObject({}).optional(),
    }),
  ),
});

const workflow = z.object({
  name: z.string(),
  on: z.record(z.string(), z.looseObject({ inputs: z.record(z.string(), z.looseObject({})).optional() })),
  permissions: z.strictObject({}),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.boolean() }).optional(),
  jobs: z.record(z.string(), job),
});

const BRANCHES = {
  production: { match: ['main'], environment: 'production', direct_push: 'deny' },
  agents: { match: ['auto/**'] },
  deploy_from: { staging: ['agents', 'production'], production: ['production'] },
};

const COMMAND = { kind: 'command', deploy: ['ops/deploy', '{sha}'], auto_deploy: ['ops/auto'] };
const HEALTH = { id: 'health', kind: 'http', identity: '$.sha', deadline: '10m', bake: '5m' };
const STAGING = { driver: COMMAND, probes: [{ ...HEALTH, url: '${STAGING_URL}/health' }] };
const SIGNED = { by: 'ssh-signature', approvers: ['mia@example.com'] };
const PRODUCTION = {
  promote_from: 'staging',
  driver: { ...COMMAND, timeout: '30m' },
  probes: [
    { ...HEALTH, url: '${PRODUCTION_URL}/health' },
    { id: 'db', kind: 'sql', variable: 'SHOP_DATABASE' },
  ],
  approval: SIGNED,
};
const RECORDS = { mode: 'branch', signers: '.lockkeeper/allowed_signers' };

interface Drawn {
  readonly staging?: object;
  readonly production?: object;
  readonly services?: object;
  readonly records?: object;
  readonly branches?: object;
  readonly rest?: object;
}

function generated({ staging, production, services, records, branches, rest }: Drawn = {}) {
  const environments = {
    staging: { ...STAGING, ...staging },
    production: { ...PRODUCTION, ...production },
  };
  const policy = policyOf({
    branches: branches ?? BRANCHES,
    deployment: { records: records ?? RECORDS, services: services ?? { shop: { environments } } },
    ...rest,
  });
  const generation = generateWorkflows(policy, { version: '1.2.3', sarif: false });
  if (generation.kind === 'problem') throw new Error(generation.problem);
  return { ...generation, policy };
}

function driversOfGitHub({ environments }: Policy['deployedServices'][number]) {
  return environments.flatMap(({ driver }) => (driver?.kind === 'github-actions' ? [driver] : []));
}

function pathsOf(drawn?: Drawn): readonly string[] {
  return generated(drawn)
    .files.map(({ path }) => path)
    .filter((path) => /\/(?:deploy|promote|rollback)_/.test(path));
}

function workflowAt(path: string, drawn?: Drawn) {
  const text = generated(drawn).files.find((file) => file.path === path)?.text ?? '';
  return workflow.parse(parse(text));
}

const jobsOf = (path: string, drawn?: Drawn) => Object.values(workflowAt(path, drawn).jobs);
const scriptOf = ({ steps }: z.output<typeof job>) => steps.map(({ run = '' }) => run).join('\n');
const variablesOf = ({ steps }: z.output<typeof job>): Readonly<Record<string, string>> =>
  Object.assign({}, ...steps.map(({ env = {} }) => env));

describe('the workflows of releases', () => {
  test('deploy, promote and roll back by the commands for that, each in one exact version', () => {
    expect(pathsOf()).toEqual(RELEASES);
    const begun = RELEASES.map((path) => {
      const [begin, act] = jobsOf(path).slice(-2);
      expect(act?.needs).toMatch(/^begin-/);
      expect(act === undefined ? '' : scriptOf(act)).toContain('lockkeeper resume "$RUN"');
      return begin === undefined ? '' : scriptOf(begin);
    });
    expect(begun).toEqual([
      expect.stringContaining('set -- deploy staging --service shop --commit "$COMMIT"'),
      expect.stringContaining('set -- promote --to production --service shop'),
      expect.stringContaining('set -- rollback --environment production --service shop --reason "$REASON"'),
    ]);
    for (const script of RELEASES.flatMap((path) => jobsOf(path).map(scriptOf)))
      expect(script).toContain('npx --yes lockkeeper@1.2.3 "$@"');
  });

  test('are started by a push to the guarded branch, or by a person [row 1.03] [row 1.72]', () => {
    expect(workflowAt(DEPLOY).on).toEqual({
      push: {
        branches: ['main'],
        'paths-ignore': ['infrastructure/last-good-deploy.json', 'infrastructure/deploys/**'],
      },
    });
    expect(Object.keys(workflowAt(PROMOTE).on['workflow_dispatch']?.inputs ?? {})).toEqual([
      'commit',
      'reason',
      'accept_unknown',
    ]);
    expect(workflowAt(ROLLBACK)).toMatchObject({
      name: 'Rollback to last good',
      on: {
        workflow_dispatch: {
          inputs: {
            environment: { type: 'choice', required: true, options: ['staging', 'production'] },
            target: { required: false },
            reason: { required: true },
          },
        },
      },
    });
  });

  test.each(RELEASES)('run what is pinned, and put no expression into a script: %s', (path) => {
    for (const { steps } of jobsOf(path)) {
      for (const { uses, run = '' } of steps) {
        if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
        expect(run).not.toContain('${{');
      }
      const checkouts = steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@'));
      expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual([false]);
    }
  });

  test.each(RELEASES)('let no name of a commit be a command to the runner: %s', (path) => {
    for (const script of jobsOf(path).map(scriptOf)) {
      const [before = '', after = ''] = script.split(
        /echo "::stop-commands::\$\(od -An -N16 -tx1 \/dev\/urandom.*\n/,
      );
      expect(before).not.toMatch(/\bcat\b|\btee\b/);
      expect(after).toMatch(/\bcat plan\.txt\b|\| tee end\.txt\b/);
    }
  });

  test.each(RELEASES)('begin on no other branch than the guarded one, before anything else: %s', (path) => {
    const beginning = jobsOf(path).filter(({ needs }) => needs === undefined);
    for (const { steps } of beginning) expect(steps[0]?.run).toContain('"$GITHUB_REF" != refs/heads/main');
    expect(beginning.every(({ environment }) => environment === undefined)).toBe(true);
  });

  test('act in the environment of GitHub, whose reviewers see the plan first', () => {
    const acting = RELEASES.flatMap((path) => jobsOf(path)).filter(({ needs }) => needs !== undefined);
    expect(acting.map(({ environment }) => environment)).toEqual([
      'staging',
      'production',
      'staging',
      'production',
    ]);
  });

  test('hold no group while they wait for people', () => {
    expect(workflowAt(DEPLOY).concurrency).toEqual({
      group: 'lockkeeper-deploy-staging',
      'cancel-in-progress': false,
    });
    const asked = { staging: { approval: SIGNED } };
    const waiting = [workflowAt(DEPLOY, asked), workflowAt(PROMOTE), workflowAt(ROLLBACK)];
    expect(waiting.map(({ concurrency }) => concurrency)).toEqual([undefined, undefined, undefined]);
    const jobs = [...waiting, workflowAt(DEPLOY)].flatMap((one) => Object.values(one.jobs));
    expect(jobs.filter(({ concurrency }) => concurrency !== undefined)).toEqual([]);
  });

  test('may write the log and the lock, and start a workflow only where that deploys', () => {
    const reading = { 'pull-requests': 'read', checks: 'read', statuses: 'read' };
    for (const { permissions } of RELEASES.flatMap((path) => jobsOf(path)))
      expect(permissions).toEqual({ contents: 'write', ...reading });
    const onGitHub = {
      production: { driver: { kind: 'github-actions', workflow: 'deploy.yml' }, approval: undefined },
    };
    expect(jobsOf(PROMOTE, onGitHub).map(({ permissions }) => permissions)).toEqual([
      { contents: 'write', ...reading, actions: 'read', deployments: 'read' },
      { contents: 'write', ...reading, actions: 'write', deployments: 'write' },
    ]);
  });

  test('leave the approval to the workflow that deploys, where there is one: nobody is asked twice', () => {
    const driver = { kind: 'github-actions', workflow: 'deploy.yml', environment: 'live' };
    const production = { driver, approval: { by: 'github-environment' } };
    const jobs = jobsOf(PROMOTE, { production });
    expect(jobs.map(({ environment }) => environment)).toEqual([undefined, undefined]);
  });

  test('give a job as long as the way there and back takes', () => {
    expect(jobsOf(PROMOTE).map((one) => one['timeout-minutes'])).toEqual([15, 15 + 2 * (30 + 15)]);
    const slow = { production: { driver: { ...COMMAND, timeout: '10h' } } };
    expect(jobsOf(PROMOTE, slow).map((one) => one['timeout-minutes'])).toEqual([15, 360]);
  });

  test('hand over what the policy names for the place, and the key where there are signers', () => {
    const rest = {
      variables: [
        { id: 'platform', environments: ['production'], names: { PLATFORM_TOKEN: { secret: true } } },
        { id: 'forge', names: { GITHUB_TOKEN: {} } },
      ],
      migrations: { alembic: ['alembic/versions'] },
    };
    const names = ['DATABASE_URL', 'DATABASE_URL_PROD', 'PLATFORM_TOKEN', 'PRODUCTION_URL', 'SHOP_DATABASE'];
    for (const one of jobsOf(PROMOTE, { rest })) {
      const variables = variablesOf(one);
      for (const name of [...names, 'STAGING_URL'])
        expect(variables[name]).toBe(`\${{ secrets.${name} || vars.${name} }}`);
      expect(variables).toMatchObject({
        GITHUB_TOKEN: '${{ github.token }}',
        SIGNING_KEY: '${{ secrets.LOCKKEEPER_SIGNING_KEY }}',
      });
      expect(scriptOf(one)).toContain('--variables production/shop=process');
    }
    for (const one of jobsOf(DEPLOY)) {
      expect(variablesOf(one)).not.toHaveProperty('PRODUCTION_URL');
      expect(scriptOf(one)).not.toContain('--variables');
    }
    const unsigned = { records: { mode: 'branch' }, production: { approval: undefined } };
    for (const one of jobsOf(PROMOTE, unsigned)) expect(variablesOf(one)['SIGNING_KEY']).toBe('');
  });

  test('say where migrations are taken back, which no runner can', () => {
    const told = (rest?: object) => {
      const { files, next } = generated(rest === undefined ? {} : { rest });
      const rollback = files.find(({ path }) => path === ROLLBACK)?.text ?? '';
      return [rollback, next.join('\n')].map((text) => text.includes('Alembic'));
    };
    expect(told()).toEqual([false, false]);
    expect(told({ migrations: { alembic: ['alembic/versions'] } })).toEqual([true, true]);
  });

  test('name in what a person does next all that GitHub has to be told', () => {
    const next = generated().next.join('\n');
    for (const name of ['LOCKKEEPER_SIGNING_KEY', 'STAGING_URL', 'PRODUCTION_URL', 'SHOP_DATABASE', 'main'])
      expect(next).toContain(name);
  });
});

/** As {@link anyServices} wants them, and main may be deployed everywhere. */
const ANY_BRANCHES = {
  production: { match: ['main'], environment: 'production' },
  ai: { match: ['auto/**', 'develop'] },
  deploy_from: { staging: ['ai', 'production'], production: ['production'] },
};

test('of any services are such that no input is a command, nobody is waited for in a group, and jobs find each other', () => {
  let files = 0;
  fc.assert(
    fc.property(anyServices, (services) => {
      for (const path of pathsOf({ branches: ANY_BRANCHES, services })) {
        files += 1;
        const { jobs, concurrency, on } = workflowAt(path, { branches: ANY_BRANCHES, services });
        const isPushed = Object.keys(on).includes('push');
        expect(concurrency === undefined || isPushed).toBe(true);
        for (const one of Object.values(jobs)) {
          expect(scriptOf(one)).not.toContain('${{');
          expect(one.needs === undefined || one.needs in jobs).toBe(true);
          expect(one['timeout-minutes']).toBeLessThanOrEqual(360);
        }
      }
    }),
  );
  expect(files).toBeGreaterThan(0);
});

// A push that deploys to an environment of GitHub goes around what is judged of whatever a workflow deploys there (R19).
test('of two services, whatever deploys them, never let a push deploy where a workflow does', () => {
  const workflow = { kind: 'github-actions', workflow: 'deploy.yml' };
  const drivers = [undefined, 'staging', 'Staging', 'live'].map((environment) => ({
    ...workflow,
    environment,
  }));
  const placed = [COMMAND, ...drivers].flatMap((driver) => [
    { staging: { ...STAGING, driver } },
    { staging: STAGING, production: { ...PRODUCTION, approval: undefined, driver } },
  ]);
  const protection = observed({
    limitsBranches: true,
    reviewers: [],
    preventsSelfReview: true,
    adminsMayBypass: observed(false),
  });
  let judged = 0;
  for (const [shop, till] of placed.flatMap((one) => placed.map((other) => [one, other] as const))) {
    const services = { shop: { environments: shop }, till: { environments: till } };
    const { files, policy } = generated({ services });
    const workflows = new Map(files.map(({ path, text }) => [path, observed(text)] as const));
    for (const driver of policy.deployedServices.flatMap(driversOfGitHub)) {
      judged += 1;
      const sight = { protection, workflows: observed([workflows]) };
      const { deploysByItself } = judgeGitHub({ driver, actors: policy.actors, asksPeople: false }, sight);
      expect(deploysByItself).toEqual(observed([]));
    }
  }
  expect(judged).toBe(160);
});

describe('several services', () => {
  const environments = { staging: STAGING, production: PRODUCTION };
  const two = { services: { shop: { environments }, 'pay.v2': { environments } } };

  test('have jobs of their own, each with an id that is its own', () => {
    for (const path of RELEASES) {
      const { jobs } = workflowAt(path, two);
      for (const id of Object.keys(jobs)) expect(id).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
      const needed = Object.values(jobs).flatMap(({ needs }) => needs ?? []);
      expect(new Set(needed).size).toBe(Object.keys(jobs).length / 2);
    }
  });

  test('of which a workflow deploys one where a push would deploy the other: the other is left to people, and it is said why', () => {
    const onGitHub = (environment?: string) => ({
      shop: { environments },
      till: {
        environments: {
          staging: { ...STAGING, driver: { kind: 'github-actions', workflow: 'till.yml', environment } },
        },
      },
    });
    expect(jobsOf(DEPLOY, { services: onGitHub() }).map(({ name }) => name)).toEqual([
      'Plan: Deploy till to staging',
      'Deploy till to staging',
    ]);
    expect(generated({ services: onGitHub() }).next).toContain(
      'No workflow deploys shop to staging: a workflow deploys till to that environment on GitHub, which refuses what a push deploys there besides (R19); give till an environment of its own (driver.environment).',
    );
    expect(jobsOf(DEPLOY, { services: onGitHub('staging-till') })).toHaveLength(4);
  });

  test('are chosen by a person, and all deployed by a push', () => {
    expect(jobsOf(DEPLOY, two).map((one) => one.if)).toEqual([undefined, undefined, undefined, undefined]);
    const { on, jobs } = workflowAt(PROMOTE, two);
    expect(on['workflow_dispatch']?.inputs?.['service']).toMatchObject({
      type: 'choice',
      options: ['shop', 'pay.v2'],
    });
    expect(Object.values(jobs).flatMap((one) => one.if ?? [])).toEqual([
      "inputs.service == 'shop'",
      "inputs.service == 'pay.v2'",
    ]);
    expect(jobsOf(ROLLBACK, two).flatMap((one) => one.if ?? [])).toContain(
      "inputs.environment == 'production' && inputs.service == 'pay.v2'",
    );
  });
});

interface Without {
  readonly what: string;
  readonly drawn: Drawn;
  readonly paths: readonly string[];
  readonly reason: string;
}

describe('what no workflow can do', () => {
  const manual = { kind: 'manual', checklist: ['Open the dashboard.'] };
  const unguarded = { ...BRANCHES, production: { match: ['release/**'], direct_push: 'deny' } };
  const withoutMain = { ...BRANCHES, deploy_from: { staging: ['agents'], production: ['production'] } };

  const without: readonly Without[] = [
    {
      what: 'records in files',
      drawn: { records: { mode: 'file', signers: 'signers' } },
      paths: [],
      reason: 'deployment.records',
    },
    {
      what: 'production from many branches',
      drawn: { branches: unguarded },
      paths: [],
      reason: 'branches.deploy_from',
    },
    {
      what: 'a person who deploys',
      drawn: { staging: { driver: manual } },
      paths: [PROMOTE, ROLLBACK],
      reason: 'shop to staging',
    },
    {
      what: 'no driver',
      drawn: { production: { driver: undefined } },
      paths: [DEPLOY, ROLLBACK],
      reason: 'shop to production',
    },
    {
      what: 'a branch that may not be deployed',
      drawn: { branches: withoutMain },
      paths: [PROMOTE, ROLLBACK],
      reason: 'branches.deploy_from',
    },
    {
      what: 'a branch that is left out',
      drawn: { staging: { from: ['auto/**'] } },
      paths: [PROMOTE, ROLLBACK],
      reason: 'main may not',
    },
    {
      what: 'a platform that nobody asks',
      drawn: { staging: { driver: { ...COMMAND, auto_deploy: undefined } } },
      paths: [PROMOTE, ROLLBACK],
      reason: 'driver.auto_deploy',
    },
    {
      what: 'reports of tests',
      drawn: { production: { requires: { tests: { backend: 25 } } } },
      paths: [DEPLOY, ROLLBACK],
      reason: 'requires.tests',
    },
    {
      what: 'nothing tried before',
      drawn: { production: { promote_from: undefined } },
      paths: [DEPLOY, ROLLBACK],
      reason: 'promote_from',
    },
  ];

  test.each(without)(
    '$what: is not written, the reason is told, and the file is unwanted',
    ({ drawn, paths, reason }) => {
      expect(pathsOf(drawn)).toEqual(paths);
      const { next, unwanted = [] } = generated(drawn);
      expect(next.filter((step) => step.startsWith('No workflow'))).toEqual([
        expect.stringContaining(reason),
      ]);
      expect(RELEASES.filter((path) => unwanted.includes(path))).toEqual(
        RELEASES.filter((path) => !paths.includes(path)),
      );
    },
  );

  test('services that are only names, or none, are told nothing', () => {
    for (const services of [['shop'], undefined]) {
      const deployment = { records: RECORDS, ...(services && { services }) };
      const generation = generateWorkflows(policyOf({ deployment }), { version: '1.2.3', sarif: false });
      expect(generation.kind === 'files' ? generation.next.join('\n') : '').not.toContain('No workflow');
    }
  });
});
