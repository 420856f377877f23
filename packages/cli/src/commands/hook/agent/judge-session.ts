import { stat } from 'node:fs/promises';

import {
  commitsSince,
  contentStates,
  createFileSystem,
  createGit,
  fetchedRefs,
  hiddenFiles,
  openIsolatedView,
  refSnapshot,
  systemClock,
  variableNames,
  type IsolatedView,
  type NewCommits,
  type RefSnapshot,
} from '@lockkeeper/host-node/read';
import { LOCAL_CIRCUMSTANCES, observe, policyOfBase } from '@lockkeeper/operations/observe';
import { displayText } from '@lockkeeper/policy-core';
import { decideHook, type HookDecision } from '@lockkeeper/policy-core/hook';
import { agentCommits } from '@lockkeeper/policy-core/observe';

import type { World } from '../../../world.ts';
import { hookRepository, type HookRepository } from '../hook-repository.ts';
import { judgeForHook, type HookVerdict } from '../hook-verdict.ts';
import { hookAnswer } from './hook-answer.ts';
import { SILENT_ANSWER, type HookAnswer } from './agent-answer.ts';
import { indicatorOf, type AgentId } from './agents.ts';
import { judgeWholeBranch } from './judge-whole-branch.ts';
import { digestOf, isHidden, must } from './record-session.ts';
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
  const now = must(await refSnapshot(place, GIT_TIMEOUT_MS));
  const view = must(
    await openIsolatedView({ place, snapshot: now, ignoreRules, index, timeoutMs: GIT_TIMEOUT_MS }),
  );
  try {
    return await judgeView(view, { recorded, now, head: snapshot.head, agent }, world);
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

interface SessionNow {
  readonly recorded: SessionRepository;
  readonly now: RefSnapshot;
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
  for (const tip of otherTips(commits, session)) {
    decisions.push(await judgeAt(tip, { session, repository, paths: new Set(commits.paths) }, world));
  }
  const refused = distinct(decisions.flatMap((decision) => decision.refused));
  const waiting = distinct(decisions.flatMap((decision) => decision.waiting));
  return hookAnswer({ refused, waiting }, { step: 'turn', name: root });
}

function repositoryIn(
  { env, ignoreRules }: IsolatedView,
  { recorded }: SessionNow,
  world: World,
): HookRepository {
  const { root } = recorded.place;
  const git = createGit(root, { env, ignoreRules, timeoutMs: GIT_TIMEOUT_MS });
  return {
    root,
    observers: {
      files: createFileSystem(root, { git }),
      git,
      forge: undefined,
      environment: variableNames(world.env),
      clock: systemClock(),
    },
  };
}

/** A policy that no commit holds may be another one by now. */
async function mustBeSamePolicy({ recorded }: SessionNow, { observers }: HookRepository): Promise<void> {
  const { file } = await policyOfBase({ base: recorded.base ?? undefined, head: undefined }, observers);
  const digest = 'text' in file ? digestOf(file.text) : '';
  if (digest !== recorded.policyDigest) {
    throw new Error('The policy is not the one that the session began with. Put it back as it was.');
  }
}

/**
 * Commits in no history that was there before. A branch of a remote that was fetched holds the work of others, unless a
 * branch here holds it as well by now: then it counts as what this session brought.
 */
async function newCommits(
  { env }: IsolatedView,
  { recorded: { place, snapshot }, now, head }: SessionNow,
): Promise<NewCommits> {
  const before = [...Object.values(snapshot.refs), ...snapshot.earlier, head];
  const moved = Object.entries(now.refs).filter(([name, id]) => snapshot.refs[name] !== id);
  const isOuter = (name: string) => /^refs\/(?:remotes|tags)\//.test(name);
  const outer = moved.filter(([name]) => isOuter(name));
  const fetched = await fetchedRefs(
    place,
    outer.map(([name]) => name).filter((name) => name.startsWith('refs/remotes/')),
    GIT_TIMEOUT_MS,
  );
  const ofOthers = outer.flatMap(([name, id]) => (fetched.has(name) ? [id] : []));
  const earlier = now.earlier.filter((id) => !snapshot.earlier.includes(id));
  const inner = [...moved.flatMap(([name, id]) => (isOuter(name) ? [] : [id])), now.head ?? head];
  const options = { env, timeoutMs: GIT_TIMEOUT_MS };
  const [own, sent] = await Promise.all([
    commitsSince(place.root, { of: inner, without: before }, options),
    commitsSince(
      place.root,
      {
        of: [...outer.flatMap(([name, id]) => (fetched.has(name) ? [] : [id])), ...earlier],
        without: [...before, ...ofOthers],
      },
      options,
    ),
  ]);
  const found = [must(own), must(sent)];
  return { tips: found.flatMap(({ tips }) => tips), paths: found.flatMap(({ paths }) => paths) };
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

/** Branches that the session left behind, was reset from, or sent away. */
function otherTips({ tips }: NewCommits, { now }: SessionNow): readonly string[] {
  const others = [...new Set(tips)].filter((tip) => tip !== now.head);
  if (others.length <= MOST_TIPS) return others;
  throw new Error(
    `This session made ${others.length} branches, more than are looked at. Delete what nobody needs.`,
  );
}

async function judgeAt(
  head: string,
  {
    session: { recorded, now, agent },
    repository,
    paths,
  }: {
    readonly session: SessionNow;
    readonly repository: HookRepository;
    readonly paths: ReadonlySet<string>;
  },
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
  const touched = new Set([...paths, ...pathsOfAgents(verdict)]);
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
