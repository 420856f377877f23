import { describe, expect, test } from 'vitest';

import { observed, unobserved, type Known } from '../../model/known.ts';
import { gateFaults, type EnvironmentProtection, type EnvironmentReviewer } from './environment-gate.ts';
import { selfDeploys } from './self-deploys.ts';

const DEPLOY = '.github/workflows/deploy.yml';
const MIA: EnvironmentReviewer = { kind: 'account', account: { login: 'mia', id: 2, isBot: false } };
const CLAUDE: EnvironmentReviewer = { kind: 'account', account: { login: 'claude', id: 3, isBot: false } };
const BOT: EnvironmentReviewer = { kind: 'account', account: { login: 'ci[bot]', id: 4, isBot: true } };

function protection(more: Partial<EnvironmentProtection> = {}): Known<EnvironmentProtection> {
  return observed({
    reviewers: [MIA, { kind: 'team', name: 'operations' }],
    preventsSelfReview: true,
    adminsMayBypass: observed(false),
    limitsBranches: true,
    ...more,
  });
}

/** A workflow with these jobs, each as YAML in one line. */
function workflow(on: string, ...jobs: readonly string[]): Known<string> {
  return observed(
    ['name: Deploy', `on: ${on}`, 'jobs:', ...jobs.map((job, at) => `  job${at}: ${job}`)].join('\n'),
  );
}

const workflows = (files: Readonly<Record<string, Known<string>>>) => new Map(Object.entries(files));
const OURS = { [DEPLOY]: workflow('workflow_dispatch', '{ environment: production }') };

function faults(
  of: Known<EnvironmentProtection>,
  files: Readonly<Record<string, Known<string>>> = OURS,
): Known<readonly string[]> {
  const question = {
    environment: 'production',
    workflow: DEPLOY,
    isAgent: (name: string) => name === 'claude',
  };
  const found = gateFaults(question, of, observed([workflows(OURS), workflows(files)]));
  return found.known ? observed(found.value.map(({ why }) => why)) : found;
}

describe('the gate of an environment', () => {
  test.each([
    ['by its name', '{ environment: production }'],
    ['in another case', '{ environment: Production }'],
    ['with an address', '{ environment: { name: production, url: "https://shop.example" } }'],
    ['by the input that Lockkeeper hands over', '{ environment: "${{ inputs.environment }}" }'],
    ['by the event', '{ environment: "${{ github.event.inputs.environment }}" }'],
  ])('holds where people review and the job names it %s', (_, job) => {
    const files = { [DEPLOY]: workflow('workflow_dispatch', '{ runs-on: x }', job) };
    expect(faults(protection(), files)).toEqual(observed([]));
  });

  test.each<readonly [string, Partial<EnvironmentProtection>, string]>([
    ['nobody reviews', { reviewers: [] }, 'nobody has to approve what is deployed to production'],
    ['an agent reviews', { reviewers: [MIA, CLAUDE] }, 'claude may approve, and is no person'],
    ['a bot reviews', { reviewers: [BOT] }, 'ci[bot] may approve, and is no person'],
    [
      'people review themselves',
      { preventsSelfReview: false },
      'whoever starts a run may approve it as well',
    ],
    ['administrators need not wait', { adminsMayBypass: observed(true) }, 'administrators may go past it'],
  ])('holds nobody back where %s [row 1.63]', (_, more, why) => {
    expect(faults(protection(more))).toEqual(observed([why]));
  });

  test.each([
    ['names none', { [DEPLOY]: workflow('workflow_dispatch', '{ runs-on: x }') }],
    ['names another', { [DEPLOY]: workflow('workflow_dispatch', '{ environment: staging }') }],
    ['is not there', {}],
  ])('holds nobody back where the workflow %s', (_, files) => {
    const why = `no job of ${DEPLOY} runs in the environment production`;
    expect(faults(protection(), files)).toEqual(observed([why]));
  });

  test.each<readonly [string, Known<EnvironmentProtection>, Readonly<Record<string, Known<string>>>]>([
    ['GitHub does not say', unobserved('there is no token'), OURS],
    ['nobody knows of administrators', protection({ adminsMayBypass: unobserved('it is old') }), OURS],
    [
      'the job works out where it runs',
      protection(),
      { [DEPLOY]: workflow('workflow_dispatch', '{ environment: "${{ vars.WHERE }}" }') },
    ],
    ['the workflow is no YAML', protection(), { [DEPLOY]: observed('on: [push') }],
    ['the workflow is none', protection(), { [DEPLOY]: observed('on: push\njobs: 7') }],
    ['the workflow was not read', protection(), { [DEPLOY]: unobserved('git is away') }],
  ])('is not known where %s', (_, of, files) => {
    expect(faults(of, files).known).toBe(false);
  });

  test('is known to be bad whatever else is not known', () => {
    const of = protection({ preventsSelfReview: false, adminsMayBypass: unobserved('it is old') });
    expect(faults(of, { [DEPLOY]: unobserved('git is away') }).known).toBe(true);
  });
});

const CI = '.github/workflows/ci.yml';
const RELEASE = '.github/workflows/release.yml';

function deploys(
  files: Readonly<Record<string, Known<string>>>,
  of: Known<EnvironmentProtection> = protection(),
): Known<readonly string[]> {
  return selfDeploys('production', of, observed([workflows(OURS), workflows({ ...OURS, ...files })]));
}

describe('what deploys to an environment by itself', () => {
  test.each<readonly [string, Known<string>]>([
    ['nothing that is pushed', workflow('workflow_dispatch', '{ environment: production }')],
    ['what runs on a push and deploys nowhere', workflow('push', '{ runs-on: x }')],
    ['what runs on a push and deploys elsewhere', workflow('[push]', '{ environment: staging }')],
    [
      'what another program asks for',
      workflow('[workflow_call, repository_dispatch]', '{ environment: production }'),
    ],
  ])('is none of: %s', (_, text) => {
    expect(deploys({ [CI]: text })).toEqual(observed([]));
  });

  test.each([
    ['push', 'push'],
    ['[pull_request, workflow_dispatch]', 'pull_request'],
    ['{ push: { branches: [main] }, workflow_dispatch: }', 'push'],
    ['{ schedule: [{ cron: "0 4 * * *" }] }', 'schedule'],
    ['{ workflow_run: { workflows: [CI] } }', 'workflow_run'],
    ['deployment', 'deployment'],
  ])('is a workflow on %s whose job names it, in any commit that counts', (on, event) => {
    const files = { [CI]: workflow(on, '{ runs-on: x }', '{ environment: production }') };
    expect(deploys(files)).toEqual(observed([`${CI}:5 deploys there on ${event}`]));
  });

  test('is one that calls a workflow whose job names it', () => {
    const files = {
      [CI]: workflow('push', `{ uses: ./${RELEASE} }`),
      [RELEASE]: workflow(
        'workflow_call',
        '{ uses: ./.github/workflows/ci.yml }',
        '{ environment: production }',
      ),
    };
    expect(deploys(files)).toEqual(observed([`${RELEASE}:5 deploys there on push`]));
  });

  test.each<readonly [string, Readonly<Record<string, Known<string>>>]>([
    ['works out where it runs', { [CI]: workflow('push', '{ environment: "${{ inputs.environment }}" }') }],
    ['calls what others publish', { [CI]: workflow('push', '{ uses: acme/ci/.github/workflows/x.yml@v1 }') }],
    ['cannot be read', { [CI]: unobserved('git is away') }],
    ['is no YAML', { [CI]: observed('{') }],
  ])('is not known where a workflow %s', (_, files) => {
    expect(deploys(files).known).toBe(false);
  });

  test('is not known where GitHub does not say how it protects it, or lets any branch deploy there', () => {
    expect(deploys({}, unobserved('there is no token')).known).toBe(false);
    expect(deploys({}, protection({ limitsBranches: false, reviewers: [] })).known).toBe(false);
    expect(deploys({}, protection({ limitsBranches: false }))).toEqual(observed([]));
    expect(deploys({}, protection({ reviewers: [] }))).toEqual(observed([]));
  });
});
