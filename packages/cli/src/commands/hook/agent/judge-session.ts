import { stat } from 'node:fs/promises';

import {
  commitsSince,
  contentStates,
  fetchedRefs,
  headLog,
  hiddenFiles,
  openIsolatedView,
  refSnapshot,
  stagedCommit,
  stagedStates,
  type HeadLog,
  type IsolatedView,
  type NewCommits,
  type RefSnapshot,
} from '@lockkeeper/host-node/read';
import { LOCAL_CIRCUMSTANCES, observe, policyOfBase } from '@lockkeeper/operations/observe';
import { displayText } from '@lockkeeper/policy-core';
import { agentCommits, decideHook, type HookDecision } from '@lockkeeper/policy-core/observe';

import type { World } from '../../../world.ts';
import { hookRepository, repositoryAt, type HookRepository } from '../hook-repository.ts';
import { judgeForHook, type HookVerdict } from '../hook-verdict.ts';
import { hookAnswer } from './hook-answer.ts';
import { SILENT_ANSWER, type HookAnswer } from './agent-answer.ts';
import { indicatorOf, type AgentId } from './agents.ts';
import { judgePushes } from './judge-pushes.ts';
import { judgeWholeBranch } from './judge-whole-branch.ts';
import { digestOfPolicy, isHidden, must } from './record-session.ts';
import type { SessionRepository } from './session-record.ts';

const GIT_TIMEOUT_MS = 10_000;

/** More branches than anybody works on in one session: then nothing is certain any more. */
const MOST_TIPS = 20;

export interface BegunSession {
  readonly recorded: SessionRepository;
  /** The file that keeps its index. */
  readonly index: string;
}

/** What changed in one repository since the session began, whatever git is told about it by now. */
export async function judgeSession(
  { recorded, index }: BegunSession,
  agent: AgentId,
  world: World,
): Promise<HookAnswer> {
  const { place, snapshot, policyDigest, ignoreRules } = recorded;
  if (policyDigest === null || snapshot.head === null) return judgeYoung(recorded, agent, world);
  await mustBeThere(recorded);
  const [log, now] = [await headLog(place), must(await refSnapshot(place, GIT_TIMEOUT_MS))];
  mustRemember(recorded, log);
  const view = must(
    await openIsolatedView({ place, snapshot: now, ignoreRules, index, timeoutMs: GIT_TIMEOUT_MS }),
  );
  try {
    return await judgeView(view, { recorded, now, log, head: snapshot.head, agent }, world);
  } finally {
    await view.close();
  }
}

/** Without a policy, or without a commit, there was nothing yet to count from. */
async function judgeYoung({ place }: SessionRepository, agent: AgentId, world: World): Promise<HookAnswer> {
  const repository = await hookRepository(place.root, world);
  return repository === undefined ? SILENT_ANSWER : judgeWholeBranch(repository, agent, world);
}

async function mustBeThere({ place }: SessionRepository): Promise<void> {
  for (const folder of [place.root, place.gitDir, place.commonDir]) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() === true) continue;
    throw new Error(
      `${displayText(folder)} was there when the session began and is gone. Put it back as it was.`,
    );
  }
}

/** Where the branches were is known from these notes alone. */
function mustRemember({ lastNote }: SessionRepository, log: HeadLog): void {
  if (lastNote === null || log.holds(lastNote)) return;
  throw new Error(
    'The reflog of HEAD no longer holds what it held when the session began, so that nobody knows where the branches were since. Tell the person you work for, who starts a new session.',
  );
}

interface SessionNow {
  readonly recorded: SessionRepository;
  readonly now: RefSnapshot;
  readonly log: HeadLog;
  /** The commit that the session began with. */
  readonly head: string;
  readonly agent: AgentId;
}

async function judgeView(view: IsolatedView, session: SessionNow, world: World): Promise<HookAnswer> {
  const { root } = session.recorded.place;
  const repository = repositoryIn(view, session, world);
  await mustBeSamePolicy(session, repository);
  const commits = await newCommits(view, session);
  const onDisk = await changedOnDisk(view, session, repository);
  const paths = new Set([...commits.paths, ...onDisk.paths, ...onDisk.hidden]);
  const judged = await judgeAt('worktree', { session, repository, paths }, world);
  const decisions = [withoutScopeOf(judged, new Set(onDisk.hidden))];
  for (const tip of tipsOf(commits)) {
    decisions.push(await judgeAt(tip, { session, repository, paths: new Set(commits.paths) }, world));
  }
  decisions.push(...(await judgePushes(commits.pushed, { session, repository }, world)));
  decisions.push(...(await judgeStaged(view, session, world)));
  const refused = distinct(decisions.flatMap((decision) => decision.refused));
  const waiting = distinct(decisions.flatMap((decision) => decision.waiting));
  return hookAnswer({ refused, waiting }, { step: 'turn', name: root });
}

/** Git makes no commit without somebody, and this one is seen by nobody. */
const NOBODY = {
  GIT_AUTHOR_NAME: 'nobody',
  GIT_AUTHOR_EMAIL: 'nobody@localhost',
  GIT_COMMITTER_NAME: 'nobody',
  GIT_COMMITTER_EMAIL: 'nobody@localhost',
};

/** What the next commit would hold, whatever lies on disk. */
async function judgeStaged(
  view: IsolatedView,
  session: SessionNow,
  world: World,
): Promise<readonly HookDecision[]> {
  const { place, staged: before } = session.recorded;
  const now = must(await stagedStates(place, session.now.head ?? session.head, GIT_TIMEOUT_MS));
  const paths = Object.keys(now).filter((name) => now[name] !== before[name]);
  if (paths.length === 0) return [];
  const staged = must(await stagedCommit(place.root, { env: NOBODY, cwd: place.root }));
  try {
    const env = { ...view.env, ...staged.env };
    const repository = repositoryIn({ env, untracked: view.untracked }, session, world);
    // Whoever staged the rest is not known from the commit that is made of it here.
    const judged = { session, repository, paths: new Set(paths), isMadeHere: true };
    return [await judgeAt(staged.id, judged, world)];
  } finally {
    await staged.remove();
  }
}

function repositoryIn(
  { env, untracked }: Pick<IsolatedView, 'env' | 'untracked'>,
  { recorded }: SessionNow,
  world: World,
): HookRepository {
  return repositoryAt(recorded.place.root, world.env, { env, untracked });
}

/** A policy that no commit holds may be another one by now. */
async function mustBeSamePolicy({ recorded }: SessionNow, { observers }: HookRepository): Promise<void> {
  const { file } = await policyOfBase({ base: recorded.base ?? undefined, head: undefined }, observers);
  const digest = digestOfPolicy(file) ?? '';
  if (digest !== recorded.policyDigest) {
    throw new Error('The policy is not the one that the session began with. Put it back as it was.');
  }
}

interface SessionCommits extends NewCommits {
  /** Branches of remotes that moved, and not because they were fetched. */
  readonly pushed: readonly string[];
}

/**
 * Commits in no history that was there before. A branch of a remote that was fetched holds the work of others, unless a
 * branch here holds it as well by now: then it counts as what this session brought.
 */
async function newCommits(
  { env }: IsolatedView,
  { recorded: { place, snapshot }, now, log, head }: SessionNow,
): Promise<SessionCommits> {
  const before = [...Object.values(snapshot.refs), ...snapshot.detached, ...snapshot.earlier, head];
  const moved = Object.entries(now.refs).filter(([name, id]) => snapshot.refs[name] !== id);
  const isOuter = (name: string) => /^refs\/(?:remotes|tags)\//.test(name);
  const outer = moved.filter(([name]) => isOuter(name));
  const fetched = await fetchedRefs(
    place,
    outer.map(([name]) => name).filter((name) => name.startsWith('refs/remotes/')),
    GIT_TIMEOUT_MS,
  );
  const ofOthers = outer.flatMap(([name, id]) => (fetched.has(name) ? [id] : []));
  const isNew = (id: string) => !snapshot.earlier.includes(id);
  const earlier = now.earlier.filter(isNew);
  const made = log.made.filter(isNew);
  const inner = [
    ...moved.flatMap(([name, id]) => (isOuter(name) ? [] : [id])),
    ...now.detached.filter((id) => !snapshot.detached.includes(id)),
    now.head ?? head,
  ];
  const options = { env, timeoutMs: GIT_TIMEOUT_MS };
  const sentNow = outer.flatMap(([name, id]) => (fetched.has(name) ? [] : [id]));
  const [own, sent] = await Promise.all([
    commitsSince(place.root, { of: inner, earlier: made, without: before }, options),
    commitsSince(place.root, { of: sentNow, earlier, without: [...before, ...ofOthers] }, options),
  ]);
  const found = [must(own), must(sent)];
  return {
    tips: found.flatMap(({ tips }) => tips),
    paths: found.flatMap(({ paths }) => paths),
    pushed: outer.flatMap(([name]) => (name.startsWith('refs/remotes/') && !fetched.has(name) ? [name] : [])),
  };
}

interface ChangedFiles {
  readonly paths: readonly string[];
  /** Of new files those that rules hide which were not there before. */
  readonly hidden: readonly string[];
}

/** What lies there now and did not when the session began; what a person had not committed by then is theirs. */
async function changedOnDisk(
  view: IsolatedView,
  { recorded, head }: SessionNow,
  { root, observers }: HookRepository,
): Promise<ChangedFiles> {
  const changed = must(await observers.git.changes({ from: head, to: 'worktree' }));
  const isNews = (path: string) => !isHidden(path, recorded.hidden);
  const paths = changed.map(({ path }) => path).filter(isNews);
  const states = await contentStates(
    root,
    paths.filter((path) => Object.hasOwn(recorded.states, path)),
  );
  const found = must(await hiddenFiles(root, view, { wholeFolders: false, timeoutMs: GIT_TIMEOUT_MS }));
  return {
    paths: paths.filter((path) => states[path] === undefined || states[path] !== recorded.states[path]),
    hidden: found.filter(isNews),
  };
}

/** What lies on disk may be another text than the commit that is checked out. */
function tipsOf({ tips }: NewCommits): readonly string[] {
  const distinctTips = [...new Set(tips)];
  if (distinctTips.length <= MOST_TIPS) return distinctTips;
  throw new Error(
    `This session made ${distinctTips.length} branches, more than are looked at. Delete what nobody needs.`,
  );
}

interface Judged {
  readonly session: SessionNow;
  readonly repository: HookRepository;
  readonly paths: ReadonlySet<string>;
  /** Nobody made this commit but the hook, to look at it. */
  readonly isMadeHere?: boolean;
}

async function judgeAt(
  head: string,
  { session: { recorded, now, agent }, repository, paths, isMadeHere = false }: Judged,
  world: World,
): Promise<HookDecision> {
  const seen = await observe(
    {
      focus: { kind: 'change' },
      base: recorded.base ?? recorded.snapshot.head ?? undefined,
      head,
      policyFrom: 'base',
      branch: head === 'worktree' ? undefined : branchAt(head, now),
      compare: 'merge-base',
      circumstances: { ...LOCAL_CIRCUMSTANCES, agentSigns: [indicatorOf(agent)] },
    },
    repository.observers,
  );
  const verdict = await judgeForHook(seen, { root: repository.root, world });
  if (verdict === undefined) return NOTHING;
  const touched = new Set([...paths, ...(isMadeHere ? [] : pathsOfAgents(verdict))]);
  if (touched.size === 0) return NOTHING;
  const { report, seen: judgedBy } = verdict;
  return decideHook({ step: 'turn', policy: judgedBy.policy, report, touched });
}

const NOTHING: HookDecision = { refused: [], waiting: [] };

function branchAt(commit: string, { refs }: RefSnapshot): string | undefined {
  const [name] =
    Object.entries(refs).find(([ref, id]) => id === commit && ref.startsWith('refs/heads/')) ?? [];
  return name?.slice('refs/heads/'.length);
}

/** Earlier sessions count where their commits say that an agent made them. */
function pathsOfAgents({ seen: { policy, observations } }: HookVerdict): readonly string[] {
  const { change } = observations;
  return change.known ? agentCommits(policy, change.value).flatMap(({ paths }) => paths) : [];
}

/** What tools leave beside their work hides itself, and is in no commit: the allow-list is not about it. */
function withoutScopeOf({ refused, waiting }: HookDecision, hidden: ReadonlySet<string>): HookDecision {
  const isLeftOver = ({ rule, at }: HookDecision['refused'][number]) =>
    rule === 'scope/ai-not-allowed' && at !== undefined && hidden.has(at.path);
  return {
    refused: refused.filter((subject) => !isLeftOver(subject)),
    waiting: waiting.filter((subject) => !isLeftOver(subject)),
  };
}

function distinct<T extends { readonly rule: string; readonly message: string }>(
  subjects: readonly T[],
): readonly T[] {
  return [...new Map(subjects.map((subject) => [`${subject.rule} ${subject.message}`, subject])).values()];
}
