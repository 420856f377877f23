import { execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { runGit, temporaryFolder } from '../../packages/host-node/src/testing/temporary-repository.ts';
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
import { send, type SentAnswer } from './sent-answer.ts';

export interface GitDataWorld {
  /** Folder of the bare repository that `acme/shop` is there. */
  readonly root: string;
  readonly token: string;
  readonly isProtected?: boolean;
  /** What others do just before a branch is moved. */
  readonly beforeMove?: () => Promise<void>;
  /** A branch is moved, and the answer is lost. */
  readonly losesAnswers?: boolean;
  /** A rule that GitHub does not tell of beforehand. */
  readonly refusesMoves?: boolean;
}

export interface RunningGitData {
  readonly url: string;
  /** `PATCH /repos/...`, in order. */
  readonly requests: readonly string[];
  /** Stops, and throws where a request or an answer was none that GitHub describes. */
  close(): Promise<void>;
}

/** A GitHub on this machine that makes commits in a real repository, and holds every request against GitHub's description. */
export async function startGitData(world: GitDataWorld): Promise<RunningGitData> {
  const requests: string[] = [];
  const problems: string[] = [];
  const complain = (problem: string) => problems.push(problem);
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void answerTo(request, world, complain)
      .catch(brokenBy(complain))
      .then((answer) => {
        if (world.losesAnswers === true && request.method === 'PATCH') response.destroy();
        else send(response, answer);
      });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // A text only for a pipe.
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      if (problems.length > 0) throw new Error(problems.join('\n'));
    },
  };
}

function brokenBy(complain: Complain): (error: unknown) => SentAnswer {
  return (error) => {
    complain(String(error));
    return json(500, {});
  };
}

type Complain = (problem: string) => void;

async function answerTo(
  request: IncomingMessage,
  world: GitDataWorld,
  complain: Complain,
): Promise<SentAnswer> {
  const { method = 'GET', headers } = request;
  const url = new URL(request.url ?? '/', 'http://github.test');
  const route = matchRoute(method, url.pathname);
  if (route === undefined || !url.pathname.startsWith('/repos/acme/shop/')) {
    complain(`${method} ${url.pathname} is not among the routes of github-api.json, or not of acme/shop.`);
    return json(501, { message: 'No such route' });
  }
  requestProblems(route, url.searchParams).forEach(complain);
  const sent = method === 'GET' ? {} : JSON.parse(await text(request));
  if (method !== 'GET') sentProblems(route, sent).forEach(complain);
  if (headers.authorization !== `token ${world.token}`) return json(401, { message: 'Bad credentials' });
  const { status, body } = await deedOf(route)(world, { path: route.path, sent });
  return described(route, { status, body }, complain);
}

interface Done {
  readonly status: number;
  readonly body: Json;
}

function described(route: MatchedRoute, { status, body }: Done, complain: Complain): SentAnswer {
  const schema = bodySchema(route, status);
  const whole = schema !== undefined ? fillIn(schema, body) : body;
  bodyProblems(route, status, whole).forEach(complain);
  return json(status, whole);
}

type Deed = (
  world: GitDataWorld,
  asked: { readonly path: Json; readonly sent: Json },
) => Promise<Done> | Done;

const DEEDS: Readonly<Record<string, Deed>> = {
  'GET /repos/{owner}/{repo}/branches/{branch}': ({ isProtected = false }, { path }) => ({
    status: 200,
    body: { name: path['branch'], protected: isProtected },
  }),
  'POST /repos/{owner}/{repo}/git/trees': ({ root }, { sent }) => ({
    status: 201,
    body: { sha: treeOf(root, sent) },
  }),
  'POST /repos/{owner}/{repo}/git/commits': ({ root }, { sent }) => {
    const parents = texts(sent['parents']).flatMap((parent) => ['-p', parent]);
    const sha = runGit(root, [
      'commit-tree',
      String(sent['tree']),
      ...parents,
      '-m',
      String(sent['message']),
    ]);
    return { status: 201, body: { sha } };
  },
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}': async (world, { path, sent }) => {
    await world.beforeMove?.();
    const ref = `refs/${String(path['ref'])}`;
    const now = runGit(world.root, ['rev-parse', ref]);
    const isBehind = runGit(world.root, ['merge-base', now, String(sent['sha'])]) === now;
    if (world.refusesMoves === true || (!isBehind && sent['force'] !== true))
      return { status: 422, body: { message: 'Update is not a fast forward' } };
    runGit(world.root, ['update-ref', ref, String(sent['sha']), now]);
    return { status: 200, body: { ref, object: { type: 'commit', sha: sent['sha'] } } };
  },
};

function deedOf({ method, template }: MatchedRoute): Deed {
  return DEEDS[`${method.toUpperCase()} ${template}`] ?? (() => ({ status: 501, body: {} }));
}

function treeOf(root: string, sent: Json): string {
  const env = { ...process.env, GIT_INDEX_FILE: `${temporaryFolder()}/index` };
  const git = (args: readonly string[], input = '') =>
    execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', env, input }).trim();
  git(['read-tree', String(sent['base_tree'])]);
  const entries = Array.isArray(sent['tree']) ? sent['tree'].filter(isObject) : [];
  for (const { path, mode, content } of entries) {
    const blob = git(['hash-object', '-w', '--stdin'], String(content));
    git(['update-index', '--add', '--cacheinfo', `${String(mode)},${blob},${String(path)}`]);
  }
  return git(['write-tree']);
}

function texts(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

function json(status: number, body: unknown): SentAnswer {
  return { status, headers: { 'content-type': 'application/json' }, text: JSON.stringify(body) };
}
