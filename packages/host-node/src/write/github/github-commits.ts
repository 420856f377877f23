import { z } from 'zod';

import { createGitHubClient } from '../../read/github/github-client.ts';
import type { Exchange } from '../../read/github/exchange.ts';
import type { GitHubPlace } from '../../read/github/forge-from-environment.ts';
import { parsed } from '../../read/github/parsed.ts';
import { createSender, jsonIn } from '../../read/github/request.ts';
import { ROUTES } from '../../read/github/routes.ts';
import { commitShape } from '../../read/github/shapes.ts';
import { failureReason } from '../../read/github/failure-reason.ts';
import { WRITE_ROUTES } from './write-routes.ts';

export interface CommitToMake {
  readonly parent: string;
  /** Id of the tree of the parent. */
  readonly tree: string;
  /** What is different from the parent, as texts by their path. */
  readonly files: ReadonlyMap<string, string>;
  readonly message: string;
}

/** Makes commits in a repository on GitHub, in the name of the token. */
export interface GitHubCommits {
  /** Whether GitHub keeps people from pushing to a branch. Rejects where it does not say. */
  isProtected(branch: string): Promise<boolean>;
  /** Makes a commit that no branch holds yet, and gives back its id. Rejects where there is none. */
  make(commit: CommitToMake): Promise<string>;
  /** Moves a branch on to a commit that stands behind it. Gives back why not, as a clause. Whether it moved may then be unknown. */
  advance(branch: string, commit: string): Promise<string | undefined>;
}

/** One request takes the whole log with it. */
const TIMEOUT_MS = 60_000;

const NEEDS = 'contents: write';

export function createGitHubCommits(place: GitHubPlace): GitHubCommits {
  const { owner, repository: repo, apiUrl, token } = place;
  const { fetch } = globalThis;
  const send = createSender(place);
  const told = async (route: string, parameters: Readonly<Record<string, unknown>>, about: string) => {
    const request = { route, parameters: { owner, repo, ...parameters } };
    return done(await send(request, { fetch, timeoutMs: TIMEOUT_MS }), about);
  };
  return {
    isProtected: async (branch) => {
      const ask = createGitHubClient({ apiUrl, token, fetch, patience: {} });
      const about = `the branch ${branch}`;
      const question = {
        route: ROUTES.branch,
        parameters: { owner, repo, branch },
        about,
        needs: 'contents: read',
      };
      const answer = await ask(question);
      const read = answer.known ? parsed(branchShape, answer.value.data, about) : answer;
      if (!read.known) throw new Error(read.reason);
      return read.value.protected;
    },
    make: async ({ parent, tree, files, message }) => {
      const entries = Array.from(files, ([path, content]) => ({
        path,
        mode: '100644',
        type: 'blob',
        content,
      }));
      const made = idIn(await told(WRITE_ROUTES.makeTree, { base_tree: tree, tree: entries }, 'a tree'));
      return idIn(
        await told(WRITE_ROUTES.makeCommit, { message, tree: made, parents: [parent] }, 'a commit'),
      );
    },
    advance: async (branch, commit) => {
      const moved = await told(
        WRITE_ROUTES.moveBranch,
        { ref: `heads/${branch}`, sha: commit, force: false },
        `the branch ${branch}`,
      );
      return moved.kind === 'refused' ? moved.reason : undefined;
    },
  };
}

const branchShape = z.object({ protected: z.boolean() });
const madeShape = z.object({ sha: commitShape });

type WriteOutcome =
  | { readonly kind: 'done'; readonly data: unknown }
  | { readonly kind: 'refused'; readonly reason: string };

function done(outcome: Exchange, about: string): WriteOutcome {
  if (outcome.kind !== 'answered')
    return {
      kind: 'refused',
      reason: failureReason(outcome, { about, needs: NEEDS, parameters: {} }, Date.now()),
    };
  const { status, text } = outcome;
  if (status === 200 || status === 201) return { kind: 'done', data: jsonIn(text)?.value };
  if (status === 403 || status === 404)
    return {
      kind: 'refused',
      reason: `GitHub does not let the token write ${about} (${status}); give it the permission "${NEEDS}"`,
    };
  if (status === 409 || status === 422)
    return { kind: 'refused', reason: `GitHub refused ${about} (${status})` };
  return {
    kind: 'refused',
    reason: failureReason(outcome, { about, needs: NEEDS, parameters: {} }, Date.now()),
  };
}

function idIn(told: WriteOutcome): string {
  if (told.kind === 'refused') throw new Error(told.reason);
  const made = parsed(madeShape, told.data, 'what it made');
  if (!made.known) throw new Error(made.reason);
  return made.value.sha;
}
