import {
  observed,
  unobserved,
  type FileContent,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import { JUDGED_LATER, judgesRevisions } from '@lockkeeper/policy-core/observe';

import type { Git, Observers } from '../ports/index.ts';
import { agentIndicators } from './agent-indicators.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { observeHistory } from './history.ts';
import { importedModules } from './imported-modules.ts';
import { policyOfBase, type BasePolicy } from './policy-of-base.ts';
import { readBaselineFile, type ReadFiles } from './policy-file.ts';
import { readerAt } from './reader-at.ts';
import type { ObservationFailure, Seen } from './seen.ts';
import { lookUp } from './look-up.ts';
import { readingWhereBranched, withPrefetch, type WritePrefetch } from './write-prefetch.ts';

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
  start: WritePrefetch,
  observers: Observers & { readonly git: Git },
): Promise<Seen | ObservationFailure> {
  const remembering = { ...observers, git: withPrefetch(observers.git, start) };
  const chosen = await policyOfBase(start.home, remembering);
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
      return seenBy({ ...chosen, policy: file.policy, text: file.text }, { write, start }, remembering);
  }
}

type Chosen = Omit<BasePolicy, 'file'> & { readonly policy: Policy; readonly text: string };

async function seenBy(
  { policy, text, base, read }: Chosen,
  { write, start }: { readonly write: ProposedWrite; readonly start: WritePrefetch },
  observers: Observers & { readonly git: Git },
): Promise<Seen | ObservationFailure> {
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

async function observationsOf(
  policy: Policy,
  { write, start }: { readonly write: ProposedWrite; readonly start: WritePrefetch },
  observers: Observers & { readonly git: Git },
): Promise<Observations> {
  const { change, home } = start;
  const seen = { focus: { kind: 'change' }, change: observed(change), listing: LATER } as const;
  const { push: _, ...others } = LOCAL_CIRCUMSTANCES;
  const agentSigns = [write.agentSign, ...agentIndicators(policy, observers)];
  const circumstances = { ...others, agentSigns };
  const { configurations: _unread, ...found } = await lookUp(
    policy,
    { ...seen, ...circumstances },
    {
      // Whatever else is there by the end of the turn.
      files: { ...observers.files, list: () => Promise.resolve(LATER) },
      git: readingWhereBranched(observers.git, home),
      head: 'worktree',
      read: readWritten(write, policy, readerAt('worktree', observers)),
      readBeside: readerAt('worktree', observers),
    },
  );
  const { files } = found;
  return {
    ...seen,
    ...found,
    // A merge revision, or the parent of this one, may be the next write.
    ...(judgesRevisions(policy, seen) && {
      revisions: {
        paths: LATER,
        files: {},
        ...(await importedModules(policy, { files: {}, judged: files }, readerAt('worktree', observers))),
      },
    }),
    ...circumstances,
    ...(await observeHistory(
      policy,
      { focus: seen.focus, head: 'worktree', record: files[policy.record.path] },
      observers,
    )),
    now: observed(observers.clock.now()),
  };
}

const LATER = unobserved(JUDGED_LATER);

/**
 * The other file of a pair may follow, so what is on disk of it says nothing; nor do files that it brings in. The policy has to
 * be valid after each write, with all that it builds on and that is there.
 */
function readWritten({ paths, content }: ProposedWrite, policy: Policy, readNow: ReadFiles): ReadFiles {
  const ofPolicy = [policy.path, ...policy.bases.map(({ path }) => path)];
  return async (wanted) => {
    const beside = wanted.filter((path) => ofPolicy.includes(path) && !paths.includes(path));
    const now = beside.length === 0 ? new Map<string, Known<FileContent>>() : await readNow(beside);
    const written = wanted.some((path) => paths.includes(path)) ? await content() : LATER;
    return new Map(wanted.map((path) => [path, paths.includes(path) ? written : presentOf(now.get(path))]));
  };
}

function presentOf(content: Known<FileContent> | undefined): Known<FileContent> {
  return content === undefined || (content.known && content.value.kind === 'absent') ? LATER : content;
}
