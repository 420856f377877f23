import { observeRelease, type ReleaseQuestion } from '@lockkeeper/operations';
import { keyOfSignature, principalsOfKeys, signerOf } from '@lockkeeper/host-node/read';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import { signedText } from '@lockkeeper/policy-core/deployment/audit-log';
import {
  approvalRefusals,
  countedApprovals,
  endedIfOverdue,
  planDigest,
  planRelease,
  releaseMakers,
  runsInLog,
  standing,
  type ApprovalSight,
  type LoggedRun,
  type Refusal,
  type ReleasePlan,
  type TriedPlace,
} from '@lockkeeper/policy-core/deployment/run';

import type { OpenReleases, ServiceAt } from './open-place.ts';
import type { Sources } from './release-sources.ts';

export interface ReleaseToJudge extends ReleaseQuestion {
  readonly kind: 'deploy' | 'promote';
  readonly retryFailed: boolean;
  readonly reason: string | null;
  /** What is not known, by name or by a code that has one cause, and that somebody answers for. */
  readonly accepted: readonly string[];
}

/** A plan, and what stands against it now. */
export interface JudgedRelease extends ReleasePlan {
  readonly digest: string;
  /** What is left once somebody has answered for what is not known. */
  readonly standing: readonly Refusal[];
  /** What people have not approved yet; it is asked for once nothing else stands against the plan. */
  readonly unapproved: readonly Refusal[];
  /** A run of this very plan that has not begun to act. */
  readonly waiting: LoggedRun | undefined;
  /** Where it was tried, and what was seen of it there. */
  readonly tried: TriedPlace | undefined;
}

export async function judgeRelease(
  request: ReleaseToJudge,
  {
    opened,
    at,
    sources,
  }: { readonly opened: OpenReleases; readonly at: ServiceAt; readonly sources: Sources },
): Promise<JudgedRelease> {
  const sight = await observeRelease(request, sources);
  const planned = planRelease(request.kind, sight, request);
  const digest = planDigest(planned.plan);
  const runs = runsInLog(sources.entries);
  const waiting = runs.findLast(
    (run) =>
      run.digest === digest &&
      run.state.kind === 'begun' &&
      endedIfOverdue(run, at.environment.approval, sight.now) === run,
  );
  return {
    ...planned,
    digest,
    standing: standing(planned.refusals, planned.plan.accepted),
    unapproved: await unapprovedBy({ ...planned, digest, waiting }, { opened, at, sources }),
    waiting,
    tried: sight.tried,
  };
}

/** The forge asks for its own approvals: only those by signature are asked here. */
async function unapprovedBy(
  { plan, digest, waiting }: Pick<JudgedRelease, 'plan' | 'digest' | 'waiting'>,
  { opened, at, sources }: Judging,
): Promise<readonly Refusal[]> {
  const { approval } = at.environment;
  if (approval?.by !== 'ssh-signature') return [];
  return approvalRefusals({
    policy: approval,
    run: waiting,
    approvals: await seenApprovals(waiting, sources),
    makers: await makersOf(plan, opened, sources.signers),
    digest,
    now: sources.observers.clock.now(),
  });
}

/** What was missing of the approvals of a run when it began to act; nothing where the policy asks for none. */
export async function unapprovedThen(run: LoggedRun, then: SignedPlace): Promise<readonly Refusal[]> {
  const sight = await approvalsThen(run, then);
  return sight === undefined ? [] : approvalRefusals(sight);
}

/** The approvals by which a run began to act. */
export async function approvalsOf(run: LoggedRun, then: SignedPlace): Promise<LoggedRun['approvals']> {
  const sight = await approvalsThen(run, then);
  return sight === undefined ? [] : countedApprovals(sight);
}

export interface SignedPlace {
  readonly opened: OpenReleases;
  readonly at: ServiceAt;
  readonly signers: string | undefined;
}

async function approvalsThen(
  run: LoggedRun,
  { opened, at, signers }: SignedPlace,
): Promise<ApprovalSight | undefined> {
  const { approval } = at.environment;
  if (approval?.by !== 'ssh-signature') return undefined;
  return {
    policy: approval,
    run,
    approvals: await seenApprovals(run, { entries: opened.entries, signers }),
    makers: await makersOf(run.plan, opened, signers),
    digest: run.digest,
    now: run.startedAt ?? run.begunAt,
  };
}

interface Judging {
  readonly opened: OpenReleases;
  readonly at: ServiceAt;
  readonly sources: Sources;
}

/** Who signed the entry of an approval is who approves: what the entry says of it proves nothing. */
async function seenApprovals(
  run: LoggedRun | undefined,
  { entries, signers }: Pick<Sources, 'entries' | 'signers'>,
): Promise<ApprovalSight['approvals']> {
  return await Promise.all(
    (run?.approvals ?? []).map(async (approval) => {
      const entry = entries.find(({ seq }) => seq === approval.seq);
      const key = entry?.sig === undefined ? undefined : keyOfSignature(entry.sig);
      return { approval, by: await signerOfEntry(entry, signers), key };
    }),
  );
}

async function signerOfEntry(
  entry: Sources['entries'][number] | undefined,
  signers: string | undefined,
): Promise<Known<string>> {
  if (entry?.sig === undefined || signers === undefined) return unobserved('nobody signed it');
  const signer = await signerOf(signers, { text: signedText(entry), sig: entry.sig });
  if (!signer.known) return signer;
  return signer.value === undefined
    ? unobserved('no signer signed it')
    : { known: true, value: signer.value };
}

export async function makersOf(
  plan: ReleasePlan['plan'],
  { history, policy }: Pick<OpenReleases, 'history' | 'policy'>,
  signers: string | undefined,
): Promise<ApprovalSight['makers']> {
  const made = await history.makers({ from: plan.previous, to: plan.commit });
  if (!made.known) return made;
  const { addresses, keys } = made.value;
  // Whoever has several keys is the same person with each.
  const people = [...addresses, ...principalsOfKeys(signers ?? '', keys)];
  return observed(releaseMakers({ addresses: people, keys }, policy.actors));
}
