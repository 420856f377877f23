import {
  observed,
  unobserved,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import { readDeployRecord } from '@lockkeeper/policy-core/deployment/record';
import { isConfigurationPath, versionFolders } from '@lockkeeper/policy-core/migrations';
import type { Change, ChangeEntry, RevisionSources } from '@lockkeeper/policy-core/observe';

import type { Git, Observers } from '../ports/index.ts';

export interface RevisionPlace {
  readonly policy: Policy;
  readonly focus: Observations['focus'];
  readonly head: string;
  /** Below which revisions lie. */
  readonly folders: readonly string[];
}

/** The entries of a change that may be revisions. */
function revisionEntries(
  entries: readonly ChangeEntry[],
  folders: readonly string[],
): readonly ChangeEntry[] {
  return entries.filter(
    ({ path }) =>
      path.endsWith('.py') && folders.some((folder) => folder === '' || path.startsWith(`${folder}/`)),
  );
}

/** The entries that tell which revisions there are: those, and configurations of Alembic. */
export function loadingEntries(
  entries: readonly ChangeEntry[],
  { policy, folders }: Pick<RevisionPlace, 'policy' | 'folders'>,
): readonly ChangeEntry[] {
  const revisions = new Set(revisionEntries(entries, folders));
  return entries.filter((entry) => revisions.has(entry) || isConfigurationPath(policy, entry.path));
}

/** What the change touches, as it was where it starts. */
export async function revisionsAtBase(
  change: Known<Change>,
  place: RevisionPlace,
  { git }: Observers,
): Promise<NonNullable<RevisionSources['atBase']>> {
  if (!change.known) return change;
  const { base, entries, isWhole } = change.value;
  if (!isWhole) return unobserved('the list of changes was cut short');
  if (base === null) return NO_BASE;
  if (git === undefined) return NO_GIT;
  return observed(await textsAt(git, base, loadingEntries(entries, place)));
}

/** What its target has changed since the change left it; `null` where it has not moved. */
export async function revisionsAtTarget(
  change: Known<Change>,
  place: RevisionPlace & { readonly target: string; readonly configurations: RevisionSources['files'] },
  { git }: Observers,
): Promise<NonNullable<RevisionSources['atTarget']>> {
  if (!change.known) return change;
  const { base } = change.value;
  if (base === null) return NO_BASE;
  if (git === undefined) return NO_GIT;
  const tip = await git.resolve(place.target);
  if (!tip.known) return tip;
  if (tip.value === base) return observed(null);
  const moved = await git.changes({ from: base, to: tip.value });
  if (!moved.known) return moved;
  // Told from here to there: what the target added is new there.
  const theirs = await textsAfter(git, tip.value, loadingEntries(moved.value, { ...place, folders: [] }));
  const folders = versionFolders(place.policy, { ...place.configurations, ...theirs.files });
  const entries = revisionEntries(moved.value, [...place.folders, ...folders]);
  const revisions = await textsAfter(git, tip.value, entries);
  return observed({ ...revisions, files: { ...theirs.files, ...revisions.files } });
}

/** What is not as the last good deploy had it; `null` where none is recorded. */
export async function revisionsAtRelease(
  record: Known<FileContent>,
  place: RevisionPlace,
  { git }: Observers,
): Promise<NonNullable<RevisionSources['atTarget']>> {
  const sha = recordedSha(record, place.policy);
  if (!sha.known) return sha;
  if (sha.value === null) return observed(null);
  if (git === undefined) return NO_GIT;
  const head = place.head === 'worktree' ? 'HEAD' : place.head;
  const state = await git.relation(sha.value, head);
  if (!state.known) return state;
  if (!isUsable(state.value, place.focus)) {
    return unobserved(`the recorded commit ${sha.value} is not part of the history here`);
  }
  const entries = await git.changes({ from: sha.value, to: place.head });
  if (!entries.known) return entries;
  return observed(await textsAt(git, sha.value, revisionEntries(entries.value, place.folders)));
}

function recordedSha(record: Known<FileContent>, { record: { path } }: Policy): Known<string | null> {
  if (!record.known) return record;
  const reading = readDeployRecord(path, record.value);
  if (reading.kind === 'absent') return observed(null);
  const isSound = reading.kind === 'read' && reading.problems.every(({ field }) => field !== 'last_good_sha');
  const sha = isSound ? reading.lastGoodSha?.value : undefined;
  return sha === undefined ? unobserved(`${path} names no commit`) : observed(sha);
}

/** A branch that left before the release lacks what was released since, and takes nothing of it away. */
function isUsable(state: string, { kind }: Observations['focus']): boolean {
  return state === 'ancestor' || (state === 'not-an-ancestor' && (kind === 'change' || kind === 'document'));
}

const NO_BASE = unobserved('the base of the change is not known');
const NO_GIT = unobserved('there is no git repository to ask');

/** Before these entries: what they add was not there. */
function textsAt(git: Git, commit: string, entries: readonly ChangeEntry[]) {
  return textsOf(
    git,
    commit,
    entries.map(({ path, status }) => ({ path, isThere: status !== 'added' })),
  );
}

/** After these entries: what they delete is not there any more. */
function textsAfter(git: Git, commit: string, entries: readonly ChangeEntry[]) {
  return textsOf(
    git,
    commit,
    entries.map(({ path, status }) => ({ path, isThere: status !== 'deleted' })),
  );
}

async function textsOf(
  git: Git,
  commit: string,
  asked: readonly { readonly path: string; readonly isThere: boolean }[],
) {
  const there = asked.filter(({ isThere }) => isThere).map(({ path }) => path);
  const texts = there.length === 0 ? new Map<string, Known<FileContent>>() : await git.readAt(commit, there);
  return {
    commit,
    files: Object.fromEntries(
      asked.map(({ path, isThere }) => [path, isThere ? (texts.get(path) ?? NOT_READ) : ABSENT]),
    ),
  };
}

const NOT_READ = unobserved('it was not read');
const ABSENT = observed({ kind: 'absent' as const });
