import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { breakAnswer, createFaults } from './faults.ts';
import { fillIn } from './fill-in.ts';
import {
  bodyProblems,
  bodySchema,
  matchRoute,
  requestProblems,
  type MatchedRoute,
} from './github-description.ts';
import { pageOf } from './page-of.ts';
import { send, type SentAnswer } from './sent-answer.ts';
import { WORLD_ANSWERS } from './world-answers.ts';
import type { GitHubWorld } from './world.ts';

export interface RunningGitHub {
  /** For `GITHUB_API_URL`, without a slash at the end. */
  readonly url: string;
  /** Every request that came, in order: also those that a fault answered. */
  readonly requests: readonly SeenRequest[];
  /** What was wrong with requests, or with our own answers, against GitHub's description. */
  readonly problems: readonly string[];
  /** From now on this is how things are. */
  change(world: GitHubWorld): void;
  /** Stops, and throws when there was any problem: a test that forgets to look fails nevertheless. */
  close(): Promise<void>;
}

export interface SeenRequest {
  readonly method: string;
  /** With its query, as it came. */
  readonly path: string;
  readonly authorization: string | undefined;
}

/**
 * A GitHub on this machine that knows one small world and reads only. It holds each request and each of
 * its own answers against GitHub's OpenAPI description (`github-api.json`), so that neither the reader
 * nor this server can drift away from the real one. A path it does not know is a problem.
 *
 *     const github = await startGitHub({
 *       repository: 'acme/shop',
 *       accounts: { mia: { role: 'maintain' } },
 *       pullRequests: [{
 *         number: 12, author: 'ada', branch: 'topic', head: sha,
 *         events: [{ event: 'labeled', label: 'approved-core-change', actor: 'mia', at: '2026-11-21T09:00:00Z' }],
 *       }],
 *       activity: [{ ref: 'refs/heads/topic', after: sha, at: '2026-11-21T08:00:00Z' }],
 *     });
 *     run('lockkeeper', ['check'], { GITHUB_API_URL: github.url, GITHUB_TOKEN: 'x', GITHUB_REPOSITORY: 'acme/shop' });
 *     await github.close();
 */
export async function startGitHub(world: GitHubWorld): Promise<RunningGitHub> {
  const requests: SeenRequest[] = [];
  const problems: string[] = [];
  let current = world;
  let faults = createFaults(world.faults);
  const server = createServer((request, response) => {
    const { method = 'GET', url: path = '/' } = request;
    requests.push({ method, path, authorization: request.headers.authorization });
    const answer = answerTo(request, current, (problem) => problems.push(problem));
    const fault = faults.hitting(path);
    if (fault === undefined) send(response, answer);
    else breakAnswer(response, answer, fault);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // A text only for a pipe.
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    problems,
    change: (next) => {
      current = next;
      faults = createFaults(next.faults);
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

type Complain = (problem: string) => void;

function answerTo(request: IncomingMessage, world: GitHubWorld, complain: Complain): SentAnswer {
  const { method = 'GET', headers } = request;
  const url = new URL(request.url ?? '/', `http://${headers.host ?? 'github.test'}`);
  const route = matchRoute(method, url.pathname);
  if (route === undefined) {
    complain(`${method} ${url.pathname} is not among the routes of github-api.json.`);
    return json(501, { message: 'No such route' });
  }
  requestProblems(route, url.searchParams).forEach(complain);
  const token = tokenIn(request, complain);
  if (world.token !== undefined && token !== world.token) return refusal(401, route, complain);
  return worldsAnswer({ world, route, url }, complain);
}

/** What GitHub wants of every request. */
function tokenIn({ headers, url = '' }: IncomingMessage, complain: Complain): string | undefined {
  if (headers['user-agent'] === undefined) complain(`${url} came without a user agent.`);
  const token = /^(?:token|bearer) (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (token === undefined) complain(`${url} came without a token.`);
  return token;
}

interface Question {
  readonly world: GitHubWorld;
  readonly route: MatchedRoute;
  readonly url: URL;
}

function worldsAnswer({ world, route, url }: Question, complain: Complain): SentAnswer {
  if (!isHere(world, route)) return refusal(404, route, complain);
  const answer = WORLD_ANSWERS[route.template]?.(world, { path: route.path, query: url.searchParams });
  if (answer === undefined) {
    complain(`The loopback GitHub has no answer for ${route.template}.`);
    return json(501, { message: 'No answer' });
  }
  if (answer.kind === 'none') return refusal(answer.status, route, complain);
  const page =
    answer.kind === 'one' ? { body: answer.body, headers: {} } : pageOf(answer, url, world.pageSize);
  const body = fillIn(bodySchema(route.template, 200) ?? {}, page.body);
  bodyProblems(route.template, 200, body).forEach(complain);
  return json(200, body, page.headers);
}

/** Forks are known by what happened in them. */
function isHere({ repository, activity = [] }: GitHubWorld, { path }: MatchedRoute): boolean {
  if (path['owner'] === undefined) return true;
  const asked = `${path['owner']}/${path['repo']}`.toLowerCase();
  return [repository, ...activity.flatMap((entry) => entry.repository ?? [])].some(
    (name) => name.toLowerCase() === asked,
  );
}

/** GitHub's description leaves out most refusals; where it has one, this is held against it as well. */
function refusal(status: number, { template }: MatchedRoute, complain: Complain): SentAnswer {
  const schema = bodySchema(template, status);
  const body = { message: status === 401 ? 'Bad credentials' : 'Not Found', status: String(status) };
  if (schema !== undefined) bodyProblems(template, status, body).forEach(complain);
  return json(status, body);
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SentAnswer {
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, text: JSON.stringify(body) };
}
