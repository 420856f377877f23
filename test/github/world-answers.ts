import { isObject, type Json } from './github-description.ts';
import type { GitHubWorld, WorldCommit, WorldEnvironment, WorldEvent, WorldPullRequest } from './world.ts';

export interface Asked {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** What the world says, without the fields nobody looks at. A list is whole; the server cuts it into pages. */
export type WorldAnswer =
  | { readonly kind: 'one'; readonly body: Json }
  | {
      readonly kind: 'list';
      readonly entries: readonly Json[];
      /** The key of the list, where it lies inside an object. */
      readonly inside?: string;
      /** Whether pages are named by a mark and not by a number. */
      readonly byMark?: boolean;
    }
  | { readonly kind: 'none'; readonly status: number };

const NONE: WorldAnswer = { kind: 'none', status: 404 };

/** By route, as GitHub's description spells it. */
export const WORLD_ANSWERS: Readonly<Record<string, (world: GitHubWorld, asked: Asked) => WorldAnswer>> = {
  '/repos/{owner}/{repo}': (world) => ({ kind: 'one', body: repository(world) }),
  '/repos/{owner}/{repo}/pulls/{pull_number}': (world, asked) => {
    const found = pullRequest(world, asked.path['pull_number']);
    return found === undefined ? NONE : { kind: 'one', body: pullRequestBody(world, found) };
  },
  '/repos/{owner}/{repo}/commits/{commit_sha}/pulls': (world, { path }) => {
    const sha = path['commit_sha'] ?? '';
    if (!isKnownCommit(world, sha)) return { kind: 'none', status: 422 };
    const found = (world.pullRequests ?? []).filter((candidate) => commitsOf(candidate).includes(sha));
    return { kind: 'list', entries: found.map((candidate) => pullRequestBody(world, candidate)) };
  },
  '/repos/{owner}/{repo}/issues/{issue_number}/labels': (world, asked) => {
    const found = pullRequest(world, asked.path['issue_number']);
    if (found === undefined) return NONE;
    return { kind: 'list', entries: (found.labels ?? labelsLeft(found)).map((name) => ({ name })) };
  },
  '/repos/{owner}/{repo}/issues/{issue_number}/events': (world, asked) => {
    const found = pullRequest(world, asked.path['issue_number']);
    if (found === undefined) return NONE;
    return { kind: 'list', entries: (found.events ?? []).map((event) => eventBody(world, event)) };
  },
  '/repos/{owner}/{repo}/collaborators/{username}/permission': (world, { path }) => {
    const { role = 'read', permission = BASES[role] ?? 'read' } =
      world.accounts?.[path['username'] ?? ''] ?? {};
    return { kind: 'one', body: { permission, role_name: role } };
  },
  '/repos/{owner}/{repo}/activity': (world, { path, query }) => {
    const asked = `${path['owner']}/${path['repo']}`;
    const entries = (world.activity ?? [])
      .filter(
        ({ ref, repository = world.repository }) => ref === (query.get('ref') ?? ref) && repository === asked,
      )
      .map(({ ref, after, at, kind = 'push', actor = authorOf(world, ref) }) => ({
        ref,
        after,
        timestamp: at,
        activity_type: kind,
        actor: account(world, actor),
      }));
    return { kind: 'list', entries: entries.toReversed(), byMark: true };
  },
  '/repos/{owner}/{repo}/pulls/{pull_number}/reviews': (world, asked) => {
    const found = pullRequest(world, asked.path['pull_number']);
    if (found === undefined) return NONE;
    const entries = (found.reviews ?? []).map(({ by, state, commit, at }) => ({
      user: account(world, by),
      state,
      commit_id: commit,
      ...(state === 'PENDING' ? {} : { submitted_at: at }),
    }));
    return { kind: 'list', entries };
  },
  '/repos/{owner}/{repo}/commits/{ref}/status': (world, { path }) => ({
    kind: 'list',
    entries: (world.statuses?.[path['ref'] ?? ''] ?? []).map((status) => ({ ...status })),
    inside: 'statuses',
  }),
  '/repos/{owner}/{repo}/commits/{ref}/check-runs': (world, { path }) => ({
    kind: 'list',
    entries: (world.checkRuns?.[path['ref'] ?? ''] ?? []).map((run, index) => ({
      id: index + 1,
      name: run.name,
      status: run.status ?? 'completed',
      conclusion: run.conclusion ?? null,
      app: { id: run.app ?? 1 },
    })),
    inside: 'check_runs',
  }),
  '/repos/{owner}/{repo}/commits/{ref}': (world, { path }) => {
    const [commit] = world.commits?.(undefined, path['ref'] ?? '') ?? [];
    return commit === undefined ? NONE : { kind: 'one', body: commitBody(world, commit) };
  },
  '/repos/{owner}/{repo}/compare/{basehead}': (world, { path }) => {
    const [from, to = ''] = (path['basehead'] ?? '').split('...');
    const commits = world.commits?.(from, to) ?? [];
    return { kind: 'list', entries: commits.map((each) => commitBody(world, each)), inside: 'commits' };
  },
  '/repos/{owner}/{repo}/environments/{environment_name}': (world, { path }) => {
    const name = path['environment_name'] ?? '';
    const found = world.environments?.[name];
    return found === undefined ? NONE : { kind: 'one', body: environmentBody(world, name, found) };
  },
  '/users/{username}': (world, { path }) => {
    const login = path['username'] ?? '';
    const body = account(world, login);
    return login in (world.accounts ?? {}) && isObject(body) ? { kind: 'one', body } : NONE;
  },
};

const BASES: Readonly<Record<string, string>> = {
  none: 'none',
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
};

function pullRequest(world: GitHubWorld, number: string | undefined): WorldPullRequest | undefined {
  return world.pullRequests?.find((candidate) => String(candidate.number) === number);
}

function authorOf({ pullRequests = [] }: GitHubWorld, ref: string): string | null {
  return pullRequests.find(({ branch }) => ref === `refs/heads/${branch}`)?.author ?? null;
}

function isKnownCommit(world: GitHubWorld, sha: string): boolean {
  const known = [world.statuses ?? {}, world.checkRuns ?? {}].flatMap((record) => Object.keys(record));
  return [...known, ...(world.pullRequests ?? []).flatMap(commitsOf)].includes(sha);
}

function commitsOf({ head, commits = [], mergeCommit }: WorldPullRequest): readonly string[] {
  return [head, ...commits, ...(mergeCommit === undefined ? [] : [mergeCommit])];
}

function commitBody(world: GitHubWorld, { sha, author, committer = author }: WorldCommit): Json {
  return {
    sha,
    commit: { author: { email: author.email }, committer: { email: committer.email } },
    author: account(world, author.login),
    committer: account(world, committer.login),
  };
}

function environmentBody(
  world: GitHubWorld,
  name: string,
  { reviewers, preventsSelfReview = true, onlyProtectedBranches = true, ...more }: WorldEnvironment,
): Json {
  const adminsMayBypass = 'adminsMayBypass' in more ? more.adminsMayBypass : false;
  const people = (reviewers ?? []).map((reviewer) =>
    reviewer.includes('/')
      ? { type: 'Team', reviewer: { slug: reviewer.split('/')[1] } }
      : { type: 'User', reviewer: account(world, reviewer) },
  );
  const required = {
    type: 'required_reviewers',
    prevent_self_review: preventsSelfReview,
    reviewers: people,
  };
  return {
    name,
    protection_rules: [
      { type: 'wait_timer', wait_timer: 5 },
      ...(onlyProtectedBranches ? [{ type: 'branch_policy' }] : []),
      ...(reviewers === undefined ? [] : [required]),
    ],
    deployment_branch_policy: onlyProtectedBranches
      ? { protected_branches: true, custom_branch_policies: false }
      : null,
    ...(adminsMayBypass !== undefined && { can_admins_bypass: adminsMayBypass }),
  };
}

function pullRequestBody(world: GitHubWorld, found: WorldPullRequest): Json {
  const { number, author, branch, head, mergedAt, mergeCommit } = found;
  return {
    number,
    state: found.state ?? (mergedAt === undefined ? 'open' : 'closed'),
    user: account(world, author),
    merged_at: mergedAt ?? null,
    merge_commit_sha: mergeCommit ?? null,
    base: { ref: found.base ?? 'main', repo: repository(world, found.baseRepository) },
    head: { sha: head, ref: branch, repo: found.fork === null ? null : repository(world, found.fork) },
  };
}

function repository(world: GitHubWorld, fullName = world.repository): Json {
  const [owner = '', name = ''] = fullName.split('/');
  return { name, full_name: fullName, owner: account(world, owner) };
}

function eventBody(world: GitHubWorld, { event, label, actor, at, app, intent }: WorldEvent): Json {
  return {
    event,
    actor: account(world, actor),
    created_at: at,
    commit_id: null,
    commit_url: null,
    performed_via_github_app: app === undefined ? null : { slug: app, owner: account(world, 'acme') },
    ...(label === undefined ? {} : { label: { name: label, color: 'ededed' } }),
    ...(intent === undefined ? {} : { intent: { rationale: intent, confidence: 'HIGH' } }),
  };
}

function labelsLeft({ events = [] }: WorldPullRequest): readonly string[] {
  const left = new Set<string>();
  for (const { event, label } of events) {
    if (label !== undefined && event === 'labeled') left.add(label);
    if (label !== undefined && event === 'unlabeled') left.delete(label);
  }
  return [...left];
}

function account(world: GitHubWorld, login: string | null): Json | null {
  if (login === null) return null;
  const { id = idOf(login), type = login.endsWith('[bot]') ? 'Bot' : 'User' } = world.accounts?.[login] ?? {};
  return { login, id, type };
}

/** The same for the same login, and never 0. */
function idOf(login: string): number {
  return Buffer.from(login).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7) + 1;
}
