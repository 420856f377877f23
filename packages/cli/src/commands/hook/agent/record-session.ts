import { createHash } from 'node:crypto';

import {
  contentStates,
  createGit,
  gitPlaceOf,
  headLog,
  hiddenFiles,
  ignoreRulesBesides,
  linkedWorktrees,
  openIsolatedView,
  refSnapshot,
  stagedStates,
  type IsolatedView,
} from '@lockkeeper/host-node/read';
import { localBase, policyOfBase, wordsOf, type PolicyFile } from '@lockkeeper/operations/observe';
import type { Known } from '@lockkeeper/policy-core';

import type { World } from '../../../world.ts';
import { hookRepository, type HookRepository } from '../hook-repository.ts';
import { joinedIgnoreRules } from '../ignore-rules.ts';
import { SILENT_ANSWER, type HookAnswer } from './agent-answer.ts';
import type { AgentCall } from './agent-call.ts';
import { sessionStore, type SessionRecord, type SessionRepository } from './session-record.ts';

type SessionStart = Extract<AgentCall, { kind: 'session-start' }>;

/** Every file is read once. */
const VIEW_TIMEOUT_MS = 20_000;

/**
 * Keeps what each repository is before the agent does anything, outside of all of them. A session that begins a second
 * time, as after its history was shortened, keeps what it first began with.
 */
export async function recordSession({ session, folders }: SessionStart, world: World): Promise<HookAnswer> {
  if (session === undefined) return SILENT_ANSWER;
  const store = sessionStore(world);
  if ((await store.load(session)).kind !== 'missing') return SILENT_ANSWER;
  const repositories = new Map<string, HookRepository>();
  for (const folder of folders) {
    const repository = await hookRepository(folder, world);
    if (repository !== undefined) repositories.set(repository.root, repository);
  }
  const seen: SeenRepository[] = [];
  try {
    for (const repository of repositories.values()) seen.push(await seeRepository(repository, seen.length));
    const record: SessionRecord = { version: 2, repositories: seen.map(({ recorded }) => recorded) };
    const files = seen.flatMap(({ recorded, view }) =>
      view === undefined || recorded.snapshot.head === null ? [] : [[recorded.index, view.index] as const],
    );
    await store.keep(session, { text: JSON.stringify(record), files: Object.fromEntries(files) });
  } finally {
    for (const { view } of seen) await view?.close();
  }
  return SILENT_ANSWER;
}

interface SeenRepository {
  readonly recorded: SessionRepository;
  readonly view: IsolatedView | undefined;
}

async function seeRepository({ root, observers }: HookRepository, number: number): Promise<SeenRepository> {
  const place = must(await gitPlaceOf(root, VIEW_TIMEOUT_MS));
  const snapshot = must(await refSnapshot(place, VIEW_TIMEOUT_MS));
  const { base, file } = await policyOfBase(await localBase(observers), observers);
  const policyDigest = digestOfPolicy(file) ?? (file.kind === 'absent' ? null : '');
  const [log, linked] = await Promise.all([headLog(place), linkedWorktrees(place.commonDir)]);
  const recorded = {
    place,
    snapshot,
    base: base ?? null,
    policyDigest,
    lastNote: log.last,
    worktrees: linked.map(({ gitDir }) => gitDir),
    staged: snapshot.head === null ? {} : must(await stagedStates(place, snapshot.head, VIEW_TIMEOUT_MS)),
    index: `index-${number}`,
  };
  if (policyDigest === null) {
    // Nothing will be judged by it; a policy that comes later is one that no session began with.
    return { recorded: { ...recorded, ignoreRules: '', states: {}, hidden: [] }, view: undefined };
  }
  const ignoreRules = await ignoreRulesOf(place, snapshot.head, observers.git);
  const view = must(await openIsolatedView({ place, snapshot, ignoreRules, timeoutMs: VIEW_TIMEOUT_MS }));
  try {
    const hidden = must(await hiddenFiles(root, view, { wholeFolders: true, timeoutMs: VIEW_TIMEOUT_MS }));
    const states = snapshot.head === null ? {} : await statesNow(root, view, { head: snapshot.head, hidden });
    return { recorded: { ...recorded, ignoreRules, states, hidden }, view };
  } catch (error) {
    await view.close();
    throw error;
  }
}

async function ignoreRulesOf(
  place: SessionRepository['place'],
  head: string | null,
  git: HookRepository['observers']['git'],
): Promise<string> {
  const besides = await ignoreRulesBesides(place);
  if (head === null) return besides;
  const files = must(await git.listAt(head, [''])).filter((name) => /(?:^|\/)\.gitignore$/.test(name));
  const contents = await git.readAt(head, files);
  const read = files.map((name) => {
    const content = contents.get(name);
    const text = content?.known === true && content.value.kind === 'text' ? content.value.text : '';
    return { folder: name.slice(0, Math.max(0, name.lastIndexOf('/'))), text };
  });
  return `${besides}${joinedIgnoreRules(read)}`;
}

/** What lies on disk where it is not as in a commit; what is hidden was there before and is nobody's news. */
async function statesNow(
  root: string,
  { env, untracked }: IsolatedView,
  { head, hidden }: { readonly head: string; readonly hidden: readonly string[] },
): Promise<Readonly<Record<string, string>>> {
  const git = createGit(root, { env, untracked, timeoutMs: VIEW_TIMEOUT_MS });
  const changed = must(await git.changes({ from: head, to: 'worktree' }));
  const paths = changed.map(({ path }) => path).filter((path) => !isHidden(path, hidden));
  return contentStates(root, paths);
}

export function isHidden(path: string, hidden: readonly string[]): boolean {
  return hidden.some((name) => (name.endsWith('/') ? path.startsWith(name) : path === name));
}

/** Of all that is written of a policy; `undefined` where nothing is. */
export function digestOfPolicy(file: PolicyFile): string | undefined {
  const words = wordsOf(file);
  return words === undefined ? undefined : digestOf(words);
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function must<T>(known: Known<T>): T {
  if (known.known) return known.value;
  throw new Error(`The repository cannot be read because ${known.reason}.`);
}
