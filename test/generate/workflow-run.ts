import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { parse } from 'yaml';
import { z } from 'zod';

import { runGit, temporaryFolder } from '../../packages/host-node/src/testing/temporary-repository.ts';
import { filledIn, holds } from './expression.ts';
import { npxScript } from './pull-request-run.ts';
import { runSteps, type JobEnd } from './runner.ts';

const job = z.looseObject({
  needs: z.string().optional(),
  if: z.string().optional(),
  environment: z.string().optional(),
  outputs: z.record(z.string(), z.string()).optional(),
  steps: z.array(z.unknown()),
});

const workflow = z.looseObject({ jobs: z.record(z.string(), job) });

type Texts = Readonly<Record<string, string>>;

export interface WorkflowGiven {
  readonly text: string;
  readonly event: 'push' | 'workflow_dispatch';
  /** Such as `refs/heads/main`. */
  readonly ref: string;
  readonly sha: string;
  /** What is checked out from: any address that git takes. */
  readonly origin: string;
  readonly inputs?: Texts;
  readonly secrets?: Texts;
  /** Of the machine of the runner. */
  readonly env?: Texts;
  readonly token: string;
  /** "Re-run failed jobs": how they ended before. What went well then is not run again. */
  readonly before?: ReadonlyMap<string, EndOfJob>;
  /** Asked where a job waits for an environment, with what the jobs before it gave on: whether people let it go on. */
  readonly gate?: (environment: string, given: Texts) => Promise<boolean>;
}

export type EndOfJob = JobEnd | { readonly conclusion: 'skipped' };

/** Does what GitHub does with the jobs of a workflow that stand in the order of their needs, as far as ours need it. */
export async function runWorkflow(given: WorkflowGiven): Promise<ReadonlyMap<string, EndOfJob>> {
  const ends = new Map<string, EndOfJob>();
  const needs: Record<string, { readonly outputs: Texts }> = {};
  for (const [id, one] of Object.entries(workflow.parse(parse(given.text)).jobs)) {
    const earlier = given.before?.get(id);
    const end = earlier?.conclusion === 'success' ? earlier : await endOfJob(one, given, { ends, needs });
    ends.set(id, end);
    needs[id] = { outputs: 'outputs' in end ? outputsOf(one.outputs ?? {}, end) : {} };
  }
  return ends;
}

interface Before {
  readonly ends: ReadonlyMap<string, EndOfJob>;
  /** What the jobs before gave on. */
  readonly needs: Readonly<Record<string, { readonly outputs: Texts }>>;
}

async function endOfJob(
  one: z.output<typeof job>,
  given: WorkflowGiven,
  { ends, needs }: Before,
): Promise<EndOfJob> {
  const contexts = contextsOf(given, needs);
  const isDue =
    (one.needs === undefined || ends.get(one.needs)?.conclusion === 'success') &&
    (one.if === undefined || holds(one.if, contexts)) &&
    (await isLetOn(one, given, needs));
  return isDue ? await runJob(one.steps, given, contexts) : { conclusion: 'skipped' };
}

async function isLetOn(
  { environment, needs: before = '' }: z.output<typeof job>,
  { gate = async () => await Promise.resolve(true) }: WorkflowGiven,
  needs: Before['needs'],
): Promise<boolean> {
  return environment === undefined || (await gate(environment, needs[before]?.outputs ?? {}));
}

function contextsOf({ event, ref, sha, token, inputs = {}, secrets = {} }: WorkflowGiven, needs: object) {
  const github = { event_name: event, ref, sha, token, event: { repository: { default_branch: 'main' } } };
  return { github, inputs, secrets, vars: {}, needs, runner: { temp: '' } };
}

function outputsOf(outputs: Texts, { outputs: steps }: JobEnd): Texts {
  const said = Object.fromEntries(Object.entries(steps).map(([id, of]) => [id, { outputs: of }]));
  return Object.fromEntries(
    Object.entries(outputs).map(([name, expression]) => [name, filledIn(expression, { steps: said })]),
  );
}

async function runJob(
  steps: unknown,
  { ref, sha, event, origin, env = {} }: WorkflowGiven,
  contexts: ReturnType<typeof contextsOf>,
): Promise<JobEnd> {
  const folder = temporaryFolder();
  const [workspace = '', temp = '', bin = ''] = ['workspace', 'temp', 'bin'].map((name) =>
    path.join(folder, name),
  );
  for (const one of [workspace, temp, bin]) mkdirSync(one);
  writeFileSync(path.join(bin, 'npx'), npxScript(path.join(folder, 'npx.log')), { mode: 0o755 });
  return await runSteps(steps, {
    contexts: { ...contexts, runner: { temp } },
    workspace,
    temp,
    env: {
      PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: event,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REF: ref,
      GITHUB_SHA: sha,
      GITHUB_SERVER_URL: 'https://github.com',
      ...env,
    },
    actions: {
      'actions/checkout': ({ ref: wanted = sha }) => {
        runGit(workspace, ['init', '--quiet']);
        runGit(workspace, ['remote', 'add', 'origin', origin]);
        runGit(workspace, ['fetch', '--quiet', '--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*']);
        runGit(workspace, ['-c', 'advice.detachedHead=false', 'checkout', '--quiet', '--detach', wanted]);
      },
    },
  });
}
