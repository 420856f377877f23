import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { breakAnswer, createFaults } from './faults.ts';
import { fillIn } from './fill-in.ts';
import {
  bodyProblems,
  bodySchema,
  isObject,
  matchRoute,
  requestProblems,
  sentProblems,
  type Json,
  type MatchedRoute,
} from './github-description.ts';
import { pageOf } from './page-of.ts';
import { send, type SentAnswer } from './sent-answer.ts';
import { WORLD_ANSWERS } from './world-answers.ts';
import type { Fault, GitHubWorld } from './world.ts';

/** A word of GitHub for how far a run is, or how it ended. */
export type RunStage = 'queued' | 'waiting' | 'in_progress' | (string & {});

export interface ActionsWorld {
  readonly token: string;
  /** What a run goes through; each is seen once, and the last one for ever. */
  readonly stages: readonly RunStage[];
  /** Whether its key stands in the name of a run, as docs/drivers.md wants it. */
  readonly isNamed?: boolean;
  /** Whether GitHub says which run a dispatch began. */
  readonly saysRun?: boolean;
  /** `at` matches `POST /repos/...`. What a request wants is done even so, unless `isRefused`. */
  readonly faults?: readonly (Fault & { readonly isRefused?: boolean })[];
  /** Creating a deployment merges instead. */
  readonly merges?: boolean;
  /** What people said of each run; by default in the environment that it deploys to. */
  readonly approvals?: readonly WorldApproval[];
  /** Says what is not about deploys. */
  readonly about?: Partial<GitHubWorld>;
  readonly pageSize?: number;
  /** Whether the token may push; left out: GitHub does not say. */
  readonly mayPush?: boolean;
  /** Where a branch of it is now. */
  readonly tipOf?: (branch: string) => string;
}

export interface WorldApproval {
  readonly by: string;
  readonly state: 'approved' | 'rejected' | 'pending';
  readonly environment?: string;
}

export interface DispatchedRun {
  readonly id: number;
  readonly title: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface MadeDeployment {
  readonly id: number;
  readonly sent: Json;
  readonly at: string;
  /** The newest first. */
  readonly states: Json[];
}

export interface MadePullRequest {
  readonly number: number;
  readonly branch: string;
  readonly into: string;
  readonly title: string;
  readonly text: string;
  /** What people make of it. */
  state: 'open' | 'closed' | 'merged';
}

export interface RunningActions {
  readonly url: string;
  readonly pullRequests: readonly MadePullRequest[];
  readonly runs: readonly DispatchedRun[];
  readonly deployments: readonly MadeDeployment[];
  /** `POST /repos/...`, in order. */
  readonly requests: readonly string[];
  /** From now on; runs that there are go on as they began. */
  change(world: Partial<ActionsWorld>): void;
  /** Stops, and throws where a request or an answer was none that GitHub describes. */
  close(): Promise<void>;
}

interface Kept {
  world: ActionsWorld;
  readonly runs: (DispatchedRun & { left: RunStage[]; readonly at: string })[];
  readonly deployments: MadeDeployment[];
  readonly pullRequests: MadePullRequest[];
}

/** A GitHub on this machine that runs workflows and takes pull requests of `acme/shop`, and holds requests and answers against GitHub's description. */
export async function startActions(first: ActionsWorld): Promise<RunningActions> {
  const kept: Kept = { world: first, runs: [], deployments: [], pullRequests: [] };
  const requests: string[] = [];
  const problems: string[] = [];
  let faults = createFaults(first.faults);
  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    requests.push(line);
    const fault = faults.hitting(line);
    const isRefused =
      fault !== undefined && kept.world.faults?.find((each) => each === fault)?.isRefused === true;
    void answered(request, kept, { isRefused, complain: (problem) => problems.push(problem) })
      .catch((error: unknown): SentAnswer => {
        problems.push(String(error));
        return json(500, {});
      })
      .then((answer) => {
        sendWith(response, answer, fault);
      });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // A text only for a pipe.
  return {
    url: `http://127.0.0.1:${port}`,
    runs: kept.runs,
    deployments: kept.deployments,
    pullRequests: kept.pullRequests,
    requests,
    change: (world) => {
      kept.world = { ...kept.world, ...world };
      faults = createFaults(kept.world.faults);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      if (problems.length > 0) throw new Error(problems.join('\n'));
    },
  };
}

function sendWith(response: ServerResponse, answer: SentAnswer, fault: Fault | undefined): void {
  if (fault === undefined) send(response, answer);
  else breakAnswer(response, answer, fault);
}

type Complain = (problem: string) => void;

async function answered(
  request: IncomingMessage,
  kept: Kept,
  { isRefused, complain }: { readonly isRefused: boolean; readonly complain: Complain },
): Promise<SentAnswer> {
  const { method = 'GET', headers } = request;
  const url = new URL(request.url ?? '/', 'http://github.test');
  const route = matchRoute(method, url.pathname);
  if (route === undefined || !/^\/repos\/acme\/shop(?:\/|$)/.test(url.pathname)) {
    complain(`${method} ${url.pathname} is not among the routes of github-api.json, or not of acme/shop.`);
    return json(501, { message: 'No such route' });
  }
  requestProblems(route, url.searchParams).forEach(complain);
  const sent: Json = method === 'GET' ? {} : JSON.parse(await text(request));
  if (method !== 'GET') sentProblems(route, sent).forEach(complain);
  if (headers.authorization !== `token ${kept.world.token}`) return json(401, { message: 'Bad credentials' });
  // What breaks the answer says what it is.
  return isRefused ? json(500, {}) : described(route, answerOf(kept, { route, url, sent }), complain);
}

function answerOf(
  kept: Kept,
  { route, url, sent }: { readonly route: MatchedRoute; readonly url: URL; readonly sent: Json },
): Answer {
  const deed = DEEDS[`${route.method.toUpperCase()} ${route.template}`] ?? sayOf(route);
  const answer = deed(kept, { path: route.path, query: url.searchParams, sent });
  return 'entries' in answer ? { status: 200, ...pageOf(answer.entries, url, kept.world.pageSize) } : answer;
}

/** What the world beside the deploys says. */
function sayOf({ template }: Pick<MatchedRoute, 'template'>): Deed {
  return ({ world: { about = {} } }, asked) => {
    const said = WORLD_ANSWERS[template]?.({ repository: 'acme/shop', ...about }, asked);
    if (said === undefined || said.kind === 'none') return said === undefined ? NO_ANSWER : NOT_FOUND;
    return said.kind === 'one' ? { status: 200, body: said.body } : { entries: said };
  };
}

interface Answer {
  readonly status: number;
  /** `undefined`: none at all. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function described(route: MatchedRoute, { status, body, headers }: Answer, complain: Complain): SentAnswer {
  if (body === undefined) return { status, headers: {}, text: '' };
  const schema = bodySchema(route, status);
  const whole = schema === undefined ? body : fillIn(schema, body);
  if (schema !== undefined) bodyProblems(route, status, whole).forEach(complain);
  else if (status < 400) complain(`${route.template} never answers ${status}.`);
  return json(status, whole, headers);
}

type Deed = (
  kept: Kept,
  asked: { readonly path: MatchedRoute['path']; readonly query: URLSearchParams; readonly sent: Json },
) => Answer | { readonly entries: Parameters<typeof pageOf>[0] };

const NO_ANSWER: Answer = { status: 501, body: {} };
const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found' } };

const PULLS_OF_COMMIT = '/repos/{owner}/{repo}/commits/{commit_sha}/pulls';

const DEEDS: Readonly<Record<string, Deed>> = {
  'GET /repos/{owner}/{repo}': ({ world: { mayPush: push } }) => ({
    status: 200,
    body: {
      full_name: 'acme/shop',
      default_branch: 'main',
      ...(push !== undefined && { permissions: { admin: false, pull: true, push } }),
    },
  }),
  'GET /repos/{owner}/{repo}/pulls': ({ pullRequests, world }, { query }) => ({
    entries: {
      kind: 'list',
      entries: pullRequests
        .filter(({ branch }) => isAsked(query, 'head', `acme:${branch}`))
        .map((made) => pullRequestBody(made, world)),
    },
  }),
  'POST /repos/{owner}/{repo}/pulls': (kept, { sent }) => {
    const { head: branch, base: into, title, body: text } = sent;
    const isThere = kept.pullRequests.some((one) => one.branch === branch && one.state === 'open');
    if (isThere) return { status: 422, body: { message: 'A pull request already exists.' } };
    const [number, state] = [kept.pullRequests.length + 7, 'open'] as const;
    const words = { branch: String(branch), into: String(into), title: String(title), text: String(text) };
    const made: MadePullRequest = { number, state, ...words };
    kept.pullRequests.push(made);
    return { status: 201, body: pullRequestBody(made, kept.world) };
  },
  [`GET ${PULLS_OF_COMMIT}`]: (kept, asked) => {
    const { pullRequests, world } = kept;
    // Those that a test tells of are all that there are.
    if (world.about?.pullRequests !== undefined) return sayOf({ template: PULLS_OF_COMMIT })(kept, asked);
    const made = pullRequests.filter(({ branch }) => world.tipOf?.(branch) === asked.path['commit_sha']);
    return { entries: { kind: 'list', entries: made.map((one) => pullRequestBody(one, world)) } };
  },
  'POST /repos/{owner}/{repo}/deployments': (kept, { sent }) => {
    if (kept.world.merges === true) return { status: 202, body: { message: 'Auto-merged main.' } };
    const made = { id: kept.deployments.length + 100, sent, at: now(), states: [] };
    kept.deployments.unshift(made);
    return { status: 201, body: deploymentBody(made) };
  },
  'GET /repos/{owner}/{repo}/deployments': ({ deployments }, { query }) => ({
    entries: {
      kind: 'list',
      entries: deployments
        .filter(({ sent }) => ['task', 'environment'].every((name) => isAsked(query, name, sent[name])))
        .map(deploymentBody),
    },
  }),
  'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ({ deployments }, { path, sent }) => {
    const made = deployments.find(({ id }) => String(id) === path['deployment_id']);
    if (made === undefined) return NOT_FOUND;
    made.states.unshift(sent);
    return { status: 201, body: stateBody(sent) };
  },
  'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ({ deployments }, { path }) => {
    const made = deployments.find(({ id }) => String(id) === path['deployment_id']);
    return made === undefined
      ? NOT_FOUND
      : { entries: { kind: 'list', entries: made.states.map(stateBody) } };
  },
  'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches': (kept, { path, sent }) => {
    if (path['workflow_id'] !== 'deploy.yml') return NOT_FOUND;
    const id = kept.runs.length + 9000;
    const inputs = Object.fromEntries(
      Object.entries(isObject(sent['inputs']) ? sent['inputs'] : {}).map(([name, value]) => [
        name,
        String(value),
      ]),
    );
    const title = kept.world.isNamed === false ? 'Deploy' : `Deploy ${inputs['commit']} (${inputs['run']})`;
    const left = [...kept.world.stages];
    kept.runs.unshift({ id, title, ref: String(sent['ref']), inputs, left, at: now() });
    if (kept.world.saysRun === false || sent['return_run_details'] !== true) return { status: 204 };
    const html_url = `https://github.com/acme/shop/actions/runs/${id}`;
    return { status: 200, body: { workflow_run_id: id, run_url: `${html_url}/api`, html_url } };
  },
  'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs': ({ runs }) => ({
    entries: {
      kind: 'list',
      inside: 'workflow_runs',
      entries: runs.map((run) => runBody(run, run.left[0])),
    },
  }),
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}': ({ runs }, { path }) => {
    const run = runs.find(({ id }) => String(id) === path['run_id']);
    if (run === undefined) return NOT_FOUND;
    const stage = run.left.length > 1 ? run.left.shift() : run.left[0];
    return { status: 200, body: runBody(run, stage) };
  },
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments': () => ({
    status: 200,
    body: [{ environment: { name: 'production' }, reviewers: [] }],
  }),
  'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals': ({ runs, world }, { path }) => {
    const run = runs.find(({ id }) => String(id) === path['run_id']);
    if (run === undefined) return NOT_FOUND;
    const body = (world.approvals ?? []).map(({ by, state, environment = run.inputs['environment'] }) => ({
      user: { login: by },
      state,
      environments: [{ name: environment }],
    }));
    return { status: 200, body };
  },
};

function pullRequestBody({ number, branch, into, title, text, state }: MadePullRequest, world: ActionsWorld) {
  const repo = {
    name: 'shop',
    full_name: 'acme/shop',
    owner: { login: 'acme', id: 1, type: 'Organization' },
  };
  return {
    number,
    title,
    body: text,
    state: state === 'open' ? 'open' : 'closed',
    html_url: `https://github.com/acme/shop/pull/${number}`,
    user: { login: 'ada', id: 2, type: 'User' },
    merged_at: state === 'merged' ? now() : null,
    merge_commit_sha: null,
    base: { ref: into, repo },
    head: { ref: branch, sha: world.tipOf?.(branch) ?? '0'.repeat(40), repo },
  };
}

function isAsked(query: URLSearchParams, name: string, value: unknown): boolean {
  return query.get(name) === null || query.get(name) === value;
}

/** GitHub counts whole seconds. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

function deploymentBody({ id, sent, at }: MadeDeployment) {
  const { ref, task, environment, payload } = sent;
  return { id, sha: ref, ref, task, environment, payload, created_at: at, updated_at: at };
}

function stateBody({ state, log_url }: Json) {
  return { state, ...(log_url !== undefined && { log_url }) };
}

function runBody({ id, title, at }: DispatchedRun & { readonly at: string }, stage: RunStage = 'queued') {
  const isEnded = !['queued', 'waiting', 'in_progress', 'requested', 'pending'].includes(stage);
  return {
    id,
    display_title: title,
    event: 'workflow_dispatch',
    html_url: `https://github.com/acme/shop/actions/runs/${id}`,
    status: isEnded ? 'completed' : stage,
    conclusion: isEnded ? stage : null,
    created_at: at,
  };
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SentAnswer {
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, text: JSON.stringify(body) };
}
