import {
  loadPolicy,
  observed,
  unobserved,
  type Known,
  type Observations,
  type Policy,
} from '@lockkeeper/policy-core';
import { policyOfPlace } from '@lockkeeper/policy-core/deployment/record';
import { isAboutChange, type Change } from '@lockkeeper/policy-core/observe';

import type { Observers } from '../ports/index.ts';
import { agentIndicators } from './agent-indicators.ts';
import { policyAgainstBase, type AskedBase } from './base-of-anybody.ts';
import { observeChange } from './change.ts';
import type { Circumstances } from './circumstances.ts';
import { environmentNotices } from './environment-notices.ts';
import { observeHistory } from './history.ts';
import { listSubjects } from './list-subjects.ts';
import {
  readBaselineFile,
  readPolicyFile,
  wordsOf,
  type BaselineFile,
  type PolicyFile,
  type ReadFiles,
} from './policy-file.ts';
import { readerAt } from './reader-at.ts';
import { observeRepository } from './repository-sight.ts';
import { observeRevisions } from './revisions.ts';
import type { ObservationFailure, Seen } from './seen.ts';
import { lookUp } from './look-up.ts';
import { unjudgedRevisionsNotice } from './unjudged-revisions-notice.ts';

export interface ObserveRequest {
  readonly focus: Extract<Observations['focus'], { kind: 'tree' | 'change' | 'release' }>;
  /** Where the change starts: a branch or a commit. Without it there is no change to judge. */
  readonly base: string | undefined;
  /** A branch or a commit, or `worktree` for the files on disk. */
  readonly head: string;
  /** Whose policy judges. A change that brings the first policy is judged by its own either way. */
  readonly policyFrom: 'base' | 'head';
  /** What the change asks to be merged into, where that is not the default branch itself. */
  readonly askedBase?: AskedBase | undefined;
  readonly branch: string | undefined;
  /** `exactly`: from the base itself and not from where the branches parted. */
  readonly compare: 'merge-base' | 'exactly';
  readonly circumstances: Circumstances;
  /** Gives the text of what judges where there is no policy; left out: then nothing does. */
  readonly withoutPolicy?: (() => Promise<string>) | undefined;
  /** Every migration of a tree, whatever `since` and the record say; left out: those after them. */
  readonly everyMigration?: boolean | undefined;
  /** Why no base is named where a change must be judged, as a clause; left out: the tree alone is meant. */
  readonly missingBase?: string | undefined;
  /** The record to judge by; left out: that of the first service in production. */
  readonly record?: string | undefined;
}

export interface SubjectsRequest extends Pick<
  ObserveRequest,
  'focus' | 'head' | 'circumstances' | 'everyMigration'
> {
  /** Where the change will be merged. Left out: nobody knows. */
  readonly base?: string | undefined;
}

/** Reads the policy, then exactly the files it asks about. */
export async function observe(
  request: ObserveRequest,
  observers: Observers,
): Promise<Seen | ObservationFailure> {
  // Looking for changes on disk takes git a while; the policy is read meanwhile.
  const [change, found] = await Promise.all([
    observeChange({ ...request, push: request.circumstances.push }, observers),
    choosePolicy(request, observers),
  ]);
  if (change.kind === 'failed') return change;
  if (isAboutChange(request.focus) && !change.value.known) {
    return { kind: 'failed', problem: `The change cannot be judged because ${change.value.reason}.` };
  }
  if (found.kind !== 'chosen') return found;
  const chosen = byRecord(found, request);
  const baseline = await readBaselineFile(chosen.read, chosen.policy);
  if (baseline.kind === 'unusable') return { kind: 'failed', problem: baseline.problem };
  const isTree = request.focus.kind === 'tree';
  const { missingBase } = request;
  const [subjects, repository, unjudged] = await Promise.all([
    observeSubjects(chosen.policy, { request, change: change.value }, observers),
    observeRepository(
      chosen.policy,
      { head: request.head, change: change.value, latest: chosen.latest },
      observers,
    ),
    isTree ? unjudgedRevisionsNotice(chosen.policy, request.head, observers) : [],
  ]);
  const observations = { ...subjects, ...repository, ...(missingBase !== undefined && { missingBase }) };
  return {
    kind: 'seen',
    policy: chosen.policy,
    policyText: chosen.text,
    policyOrigin: chosen.origin,
    bootstrap: chosen.bootstrap,
    ...(chosen.isWithoutPolicy === true && { isWithoutPolicy: true }),
    baseline: baseline.kind === 'text' ? baseline.text : undefined,
    observations,
    notices: [
      ...chosen.notices,
      ...baselineNotices(chosen.policy, baseline),
      ...environmentNotices(chosen.policy, observations),
      ...unjudged,
    ],
  };
}

function byRecord(chosen: Chosen, { record: path }: ObserveRequest): Chosen {
  return path === undefined ? chosen : { ...chosen, policy: policyOfPlace(chosen.policy, { path }) };
}

/** A mistyped path would bring back every old finding, and nothing would say why. */
function baselineNotices({ baseline }: Policy, file: BaselineFile): readonly string[] {
  if (baseline === undefined || file.kind !== 'none') return [];
  return [
    `The baseline ${baseline.path} does not exist, so it accepts nothing. Write it with \`lockkeeper baseline\`.`,
  ];
}

type Chosen = {
  readonly kind: 'chosen';
  readonly policy: Policy;
  /** As the head has it, which need not be the one that judges. */
  readonly latest: Policy;
  readonly text: string;
  readonly origin: Seen['policyOrigin'];
  readonly bootstrap: boolean;
  readonly isWithoutPolicy?: boolean;
  readonly notices: readonly string[];
  readonly read: ReadFiles;
};

async function choosePolicy(
  request: ObserveRequest,
  observers: Observers,
): Promise<Chosen | ObservationFailure> {
  const found = await writtenPolicy(request, observers);
  const { head, withoutPolicy } = request;
  if (found.kind !== 'no-policy' || withoutPolicy === undefined) return found;
  const text = await withoutPolicy();
  const policy = loadPolicy({ path: DEFAULTS_FILE, text });
  if (policy.kind === 'invalid') return { ...found, kind: 'invalid-policy', policy, text };
  const named = { ...policy, path: DEFAULTS };
  return chosen(
    { kind: 'policy', policy: named, text },
    {
      read: readerAt(head, observers),
      where: head,
      origin: 'worktree',
      bootstrap: false,
      isWithoutPolicy: true,
      notices: [DEFAULTS_NOTICE],
    },
  );
}

/** What stands in the place of a policy that nobody has written. */
const DEFAULTS = 'defaults';
/** Its lines are nobody's: no file of that name is there. */
export const DEFAULTS_FILE = 'lockkeeper.yaml';

const DEFAULTS_NOTICE =
  'No policy here: only migrations and requirements are judged. Write one with `lockkeeper init`.';

async function writtenPolicy(
  request: ObserveRequest,
  observers: Observers,
): Promise<Chosen | ObservationFailure> {
  const { base, head } = request;
  const readHead = readerAt(head, observers);
  const atHead = { read: readHead, where: head, origin: head === 'worktree' ? 'worktree' : 'head' } as const;
  if (base === undefined)
    return chosen(await readPolicyFile(readHead), { ...atHead, bootstrap: false, notices: [] });
  const readBase = readerAt(base, observers);
  const [headFile, baseFile] = await Promise.all([readPolicyFile(readHead), readPolicyFile(readBase)]);
  if (request.policyFrom === 'head') {
    return chosen(headFile, { ...atHead, bootstrap: false, notices: differenceNotice(headFile, baseFile) });
  }
  const byDefault = await policyOfDefault(request, { base: baseFile, observers });
  if (byDefault !== undefined) return byDefault;
  if (baseFile.kind === 'absent') {
    return chosen(headFile, { ...atHead, bootstrap: true, notices: [BOOTSTRAP_NOTICE] });
  }
  const notices = wordsOf(headFile) === wordsOf(baseFile) ? [] : [EDIT_NOTICE];
  const picked = chosen(baseFile, { read: readBase, where: base, origin: 'base', bootstrap: false, notices });
  return picked.kind === 'chosen' && headFile.kind === 'policy'
    ? { ...picked, latest: headFile.policy }
    : picked;
}

async function policyOfDefault(
  { askedBase }: ObserveRequest,
  seen: { readonly base: PolicyFile; readonly observers: Observers },
): Promise<Chosen | ObservationFailure | undefined> {
  if (askedBase === undefined) return undefined;
  const found = await policyAgainstBase(askedBase, seen);
  if (found === undefined) return undefined;
  const { file, read, notice } = found;
  const where = askedBase.byDefault;
  return chosen(file, { read, where, origin: 'base', bootstrap: false, notices: [notice] });
}

const BOOTSTRAP_NOTICE =
  'The base has no policy: this change brings the first one and is judged by it (bootstrap).';

const EDIT_NOTICE =
  'This change edits the policy. It is judged by the policy of its base; the edit takes effect after the merge.';

function differenceNotice(head: PolicyFile, base: PolicyFile): readonly string[] {
  const differs = head.kind === 'policy' && base.kind === 'policy' && wordsOf(head) !== wordsOf(base);
  return differs
    ? ['The policy differs from the one in the base: CI judges by the base until this is merged.']
    : [];
}

function chosen(
  file: PolicyFile,
  { where, ...rest }: Omit<Chosen, 'kind' | 'policy' | 'latest' | 'text'> & { readonly where: string },
): Chosen | ObservationFailure {
  const place = where === 'worktree' ? 'the working tree' : where;
  switch (file.kind) {
    case 'policy':
      return { kind: 'chosen', policy: file.policy, latest: file.policy, text: file.text, ...rest };
    case 'absent':
      return { kind: 'no-policy', where: place };
    case 'invalid':
      return { kind: 'invalid-policy', policy: file.policy, text: file.text, where: place };
    case 'unusable':
      return { kind: 'failed', problem: file.problem };
  }
}

/** What the policy asks of a change, or of a tree without one, that is known already. */
export async function observeSubjects(
  policy: Policy,
  { request, change }: { readonly request: SubjectsRequest; readonly change: Known<Change> },
  observers: Observers,
): Promise<Observations> {
  const { focus, head, base: target } = request;
  const { push: _, ...others } = request.circumstances;
  const circumstances = {
    ...others,
    agentSigns: [...others.agentSigns, ...agentIndicators(policy, observers)],
  };
  const listing = focus.kind === 'tree' ? await listSubjects(policy, head, observers) : NO_TREE;
  const seen = { focus, change, listing };
  const read = readerAt(head, observers);
  const found = await lookUp(policy, { ...seen, ...circumstances }, { ...observers, head, read });
  const { files } = found;
  const history = await observeHistory(
    policy,
    { focus, head, record: files[policy.record.path], everyMigration: request.everyMigration },
    observers,
  );
  return {
    ...seen,
    ...found,
    ...circumstances,
    ...history,
    ...(await observeRevisions(policy, { seen: { ...seen, files }, head, target }, observers)),
    now: observed(observers.clock.now()),
  };
}

const NO_TREE = unobserved('no tree is judged');
