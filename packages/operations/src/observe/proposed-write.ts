import {
  filesToRead,
  JUDGED_LATER,
  observed,
  unobserved,
  type Change,
  type ChangeEntry,
  type FileContent,
  type FolderEntry,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';

import type { Git, Observers } from '../ports/index.ts';
import { agentSigns } from './agent-signs.ts';
import { AT_HOME } from './circumstances.ts';
import { observeHistory } from './history.ts';
import { homeBase, policyOfBase, type BasePolicy, type HomeBase } from './policy-of-base.ts';
import { readBaselineFile } from './policy-file.ts';
import type { NotSeen, Seen } from './seen.ts';
import { observeSurroundings } from './surroundings.ts';

export interface ProposedWrite {
  /** Names of the one file that is written: as it was said, and where links on the way lead. */
  readonly paths: readonly string[];
  /** What it will hold; asked only where a rule reads it. */
  readonly content: () => Promise<Known<FileContent>>;
  /** A clause that tells who writes: "the hook of Claude Code runs it". */
  readonly agentSign: string;
}

/** A write that has not happened yet, as a change of its own. What one write cannot show is judged later. */
export async function observeWrite(
  write: ProposedWrite,
  observers: Observers & { readonly git: Git },
): Promise<Seen | NotSeen> {
  const home = await homeBase(observers);
  // Git goes on while the policy is read.
  const started = startOfChange(home, write.paths, observers);
  const [chosen, start] = await Promise.all([policyOfBase(home, observers), started]);
  const { file, base } = chosen;
  const where = base ?? 'the working tree';
  switch (file.kind) {
    case 'absent':
      return { kind: 'no-policy', where };
    case 'invalid':
      return { kind: 'invalid-policy', policy: file.policy, text: file.text, where };
    case 'unusable':
      return { kind: 'failed', problem: file.problem };
    case 'policy':
      return seenBy({ ...chosen, policy: file.policy, text: file.text }, { write, start }, observers);
  }
}

type Chosen = Omit<BasePolicy, 'file'> & { readonly policy: Policy; readonly text: string };

async function seenBy(
  { policy, text, base, read }: Chosen,
  { write, start }: { readonly write: ProposedWrite; readonly start: Started },
  observers: Observers & { readonly git: Git },
): Promise<Seen | NotSeen> {
  const baseline = await readBaselineFile(read, policy);
  if (baseline.kind === 'unusable') return { kind: 'failed', problem: baseline.problem };
  return {
    kind: 'seen',
    policy,
    policyText: text,
    policyOrigin: base === undefined ? 'worktree' : 'base',
    bootstrap: base === undefined,
    baseline: baseline.kind === 'text' ? baseline.text : undefined,
    observations: await observationsOf(policy, { write, start }, observers),
    notices: [],
  };
}

type Folders = ReadonlyMap<string, Known<readonly FolderEntry[]>>;

interface Started {
  readonly change: Change;
  readonly filesBefore: Observations['filesBefore'];
  /** By folder. */
  readonly folders: Folders;
}

/** The change from where the branch began, as far as it is about this file, and what lay on the way to it. */
async function startOfChange(
  { base, branch }: HomeBase,
  paths: readonly string[],
  { git }: { readonly git: Git },
): Promise<Started> {
  const from = base === undefined ? null : await parting(git, base);
  const [before, folders] =
    from === null
      ? [new Map<string, Known<FileContent>>(), new Map<string, Known<readonly FolderEntry[]>>()]
      : await Promise.all([git.readAt(from, paths), git.foldersAt(from, paths.flatMap(foldersAbove))]);
  return {
    filesBefore: Object.fromEntries(before),
    folders,
    change: {
      base: from,
      head: 'worktree',
      branch,
      entries: paths.map((path) => entryOf(path, before.get(path))),
      isWhole: true,
      // Earlier commits are not what is judged, and that an agent writes is known without them.
      commits: observed([]),
      push: null,
    },
  };
}

/** Of `a/b/c.py`: the root, `a` and `a/b`. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

/** Where two histories have nothing in common, what was committed last is what there was before. */
async function parting(git: Git, base: string): Promise<string> {
  const common = await git.mergeBase(base, 'HEAD');
  return common.known ? common.value : 'HEAD';
}

const FILE = '100644';

/** What could not be read is there: a write that may take something away is not taken for a new file. */
function entryOf(path: string, before: Known<FileContent> | undefined): ChangeEntry {
  const isNew = before === undefined || (before.known && before.value.kind === 'absent');
  return { path, status: isNew ? 'added' : 'modified', oldMode: isNew ? '000000' : FILE, newMode: FILE };
}

async function observationsOf(
  policy: Policy,
  { write, start }: { readonly write: ProposedWrite; readonly start: Started },
  observers: Observers & { readonly git: Git },
): Promise<Observations> {
  const { change, filesBefore } = start;
  const seen = { focus: { kind: 'change' }, change: observed(change), listing: LATER } as const;
  const [files, surroundings] = await Promise.all([
    filesOf(filesToRead(policy, seen), write),
    observeSurroundings(policy, seen, { ...observers, git: withFolders(observers.git, start.folders) }),
  ]);
  const { push: _, ...circumstances } = AT_HOME;
  return {
    ...seen,
    files,
    filesBefore,
    ...surroundings,
    present: {},
    ...circumstances,
    agentSigns: [write.agentSign, ...agentSigns(policy, observers)],
    ...(await observeHistory(
      policy,
      { focus: seen.focus, head: 'worktree', record: files[policy.record.path] },
      observers,
    )),
    now: observed(observers.clock.now()),
  };
}

/** Git is asked again only for what nobody has looked at yet: an agent waits for every question. */
function withFolders(git: Git, seen: Folders): Git {
  return {
    ...git,
    foldersAt: (commit, folders) => {
      const answers = folders.map((folder) => [folder, seen.get(folder)] as const);
      const known = answers.flatMap(([folder, answer]) =>
        answer === undefined ? [] : [[folder, answer] as const],
      );
      return known.length === folders.length
        ? Promise.resolve(new Map(known))
        : git.foldersAt(commit, folders);
    },
  };
}

const LATER = unobserved(JUDGED_LATER);

/** The other file of a pair may follow, so what is on disk of it says nothing. */
async function filesOf(
  wanted: readonly string[],
  { paths, content }: ProposedWrite,
): Promise<Observations['files']> {
  const written = wanted.some((path) => paths.includes(path)) ? await content() : LATER;
  return Object.fromEntries(wanted.map((path) => [path, paths.includes(path) ? written : LATER]));
}
