import { JournalError, observeRelease, type ReleaseQuestion } from '@lockkeeper/operations';
import type { Driver } from '@lockkeeper/operations/ports';
import { keyOfSignature, signerOf } from '@lockkeeper/host-node/read';
import { unobserved, type Known } from '@lockkeeper/policy-core';
import { signedText } from '@lockkeeper/policy-core/deployment/audit-log';
import {
  approvalRefusals,
  countedApprovals,
  endedIfOverdue,
  planDigest,
  planRelease,
  runsInLog,
  standing,
  type ApprovalSight,
  type LoggedRun,
  type Refusal,
  type ReleaseAsked,
  type ReleaseSight,
  type TriedPlace,
} from '@lockkeeper/policy-core/deployment/run';

import { makersOf, type SignedPlace } from './makers-of.ts';
import type { ServiceAt } from './open-place.ts';
import type { Sources } from './release-sources.ts';

export interface ReleaseToJudge extends ReleaseQuestion {
  readonly kind: 'deploy' | 'promote';
  readonly asked: ReleaseAsked;
  /** Id of what was begun for it, and waits; `undefined`: whatever was begun of the same plan. */
  readonly run: string | undefined;
}

/** A plan, and what stands against it now. */
export interface JudgedRelease extends ReturnType<typeof planRelease> {
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
  { at, sources }: Judging,
): Promise<JudgedRelease> {
  const sight = await observeRelease(request, sources);
  const planned = planRelease(request.kind, sight, request.asked);
  const digest = planDigest(planned.plan);
  const runs = runsInLog(sources.entries);
  const waiting = runs.findLast(
    (run) =>
      (request.run === undefined || run.id === request.run) &&
      run.digest === digest &&
      run.state.kind === 'begun' &&
      endedIfOverdue(run, at.environment.approval, sight.now) === run,
  );
  return {
    ...planned,
    digest,
    standing: standing(planned.refusals, planned.plan.accepted),
    unapproved: await unapprovedBy({ digest, waiting, makers: sight.makers }, { at, sources }),
    waiting,
    tried: sight.tried,
  };
}

/** The forge asks for its own approvals once it deploys: only those by signature are asked here. What is not known stands against the plan. */
async function unapprovedBy(
  { digest, waiting, makers }: Pick<JudgedRelease, 'digest' | 'waiting'> & Pick<ReleaseSight, 'makers'>,
  { at, sources }: Judging,
): Promise<readonly Refusal[]> {
  const { approval } = at.environment;
  if (approval?.by !== 'ssh-signature' || makers === undefined) return [];
  const refusals = approvalRefusals({
    policy: approval,
    run: waiting,
    approvals: await seenApprovals(waiting, sources),
    makers,
    digest,
    now: sources.observers.clock.now(),
  });
  return refusals.filter(({ kind }) => kind === 'refused');
}

/** What is missing of the approvals of a run that acts or has acted; nothing where the policy asks for none. */
export async function unapprovedRun(run: LoggedRun, place: SignedPlace): Promise<readonly Refusal[]> {
  const sight = await approvalsThen(run, place);
  return sight === undefined ? [] : standing(approvalRefusals(sight), run.plan.accepted);
}

/** The approvals by which a run began to act, or by which the platform let it: the log alone does not vouch for them. */
export async function approvalsOf(
  run: LoggedRun,
  { driver, ...place }: SignedPlace & { readonly driver: Driver },
): Promise<LoggedRun['approvals']> {
  const sight = await approvalsThen(run, place);
  if (sight !== undefined) return countedApprovals(sight);
  return place.at.environment.approval === undefined ? [] : await approvalsOnPlatform(run, driver);
}

async function approvalsOnPlatform(run: LoggedRun, { gate }: Driver): Promise<LoggedRun['approvals']> {
  const deploy = run.done.findLast(({ step }) => step.kind === 'deploy');
  if (deploy === undefined || gate === undefined) return [];
  const said = await gate.approvals(deploy);
  if (!said.known) throw new JournalError(`Who approved ${run.id} is not known: ${said.reason}.`);
  const people = new Set(said.value.flatMap(({ by, state }) => (state === 'approved' ? [by] : [])));
  return run.approvals.filter(({ by }) => people.has(by));
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
    makers: await makersOf(run.plan, { opened, at, signers }),
    digest: run.digest,
    now: isYetToDeploy(run) ? opened.repository.observers.clock.now() : (run.startedAt ?? run.begunAt),
  };
}

/** When it began the log alone says: an approval that is over by now lets nothing be deployed. */
function isYetToDeploy({ state, done }: LoggedRun): boolean {
  const isDeployed = done.some(({ way, step }) => way === 'there' && step.kind === 'deploy');
  return state.kind === 'acting' && state.way === 'there' && !isDeployed;
}

interface Judging {
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
