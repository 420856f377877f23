import type { Known } from '../../model/known.ts';
import type { ApprovalPolicy } from '../../policy/service-policy.ts';
import type { LoggedRun, RunApproval } from '../run/runs-in-log.ts';
import { refused, unknown, type Refusal } from './refusal.ts';

/** Who may not approve a release: those who made it. Logins, mail addresses and principals of keys, in lower case. */
export interface ReleaseMakers {
  readonly authors: ReadonlySet<string>;
  /** Mail addresses among them of people whose account the forge does not know. */
  readonly nameless: readonly string[];
  /** Who pushed last; `undefined`: no forge was asked, and the committers stand for them. */
  readonly lastPusher: Known<string> | undefined;
  /** Programs that write code. */
  readonly isAgent: (name: string) => boolean;
}

/** An approval of the log, and who it is of, as its signature or the forge vouches for. */
export interface SeenApproval {
  readonly approval: RunApproval;
  /** Unobserved: nobody vouches for it. */
  readonly by: Known<string>;
}

export interface ApprovalSight {
  readonly policy: ApprovalPolicy;
  /** The run that waits for it; `undefined`: none was begun. */
  readonly run: LoggedRun | undefined;
  readonly approvals: readonly SeenApproval[];
  readonly makers: Known<ReleaseMakers>;
  /** Digest of the plan as it would be made now: an approval of another one does not count. */
  readonly digest: string;
  /** UTC. */
  readonly now: string;
}

/** Whether enough people approved this very plan who may. */
export function approvalRefusals(sight: ApprovalSight): readonly Refusal[] {
  const { policy, run, makers } = sight;
  const lift =
    run === undefined
      ? 'Begin the run: then somebody else can approve it.'
      : `Somebody who did not make the commit approves it: \`lockkeeper approve ${run.id}\`.`;
  const judged = sight.approvals.map((seen) => ({ seen, fault: approvalFault(seen, sight) }));
  const good = new Set(
    judged.flatMap(({ seen, fault }) =>
      fault === undefined && seen.by.known ? [nameOf(seen.by.value)] : [],
    ),
  );
  const doubts = makerDoubts(makers, policy);
  if (good.size >= policy.quorum) return doubts;
  const faults = judged.flatMap(({ fault }) => fault ?? []);
  const count = `${good.size} of ${policy.quorum} approvals`;
  return [
    refused('R09', faults.length === 0 ? `It has ${count}.` : `It has ${count}: ${faults.join('; ')}.`, lift),
    ...doubts,
  ];
}

/** What is not known of those who made the commit, and so may not approve it. */
function makerDoubts(makers: Known<ReleaseMakers>, { by }: ApprovalPolicy): readonly Refusal[] {
  return doubtsAbout(makers, by).map((reason) =>
    unknown('R09', reason, 'Make that known, or answer for it with --accept-unknown R09.'),
  );
}

function doubtsAbout(makers: Known<ReleaseMakers>, by: ApprovalPolicy['by']): readonly string[] {
  if (!makers.known) return [`who made the commit is not known: ${makers.reason}`];
  const { lastPusher, nameless } = makers.value;
  return [
    ...(lastPusher?.known === false ? [`who pushed the commit is not known: ${lastPusher.reason}`] : []),
    // Who signs goes by an address as well, and is compared by that.
    ...(by === 'github-environment'
      ? nameless.map((address) => `GitHub knows no account of ${address}, who made a commit of it`)
      : []),
  ];
}

/** Why an approval does not count, as a clause. */
function approvalFault(
  { approval, by }: SeenApproval,
  { policy, run, makers, digest, now }: ApprovalSight,
): string | undefined {
  if (!by.known) return `nobody vouches for that of ${approval.by}: ${by.reason}`;
  const name = nameOf(by.value);
  if (name !== nameOf(approval.by)) return `that of ${approval.by} was made by ${by.value}`;
  return (
    bindingFault(approval, { policy, run, digest, now }) ??
    (makers.known ? makerFault(name, makers.value) : undefined)
  );
}

/** An approval is of one plan, one commit and one policy, and not for ever. */
function bindingFault(
  approval: RunApproval,
  { policy, run, digest, now }: Pick<ApprovalSight, 'policy' | 'run' | 'digest' | 'now'>,
): string | undefined {
  const name = nameOf(approval.by);
  if (approval.method !== policy.by) return `that of ${name} was not given by ${policy.by}`;
  if (approval.plan !== digest || approval.plan !== run?.digest || approval.policy !== run.plan.policy)
    return `that of ${name} is of another plan`;
  if (approval.commit !== run.plan.commit) return `that of ${name} is of another commit`;
  // Whoever signs does not say how long that holds: the policy does.
  const until = Math.min(Date.parse(approval.expires_at), Date.parse(approval.at) + policy.expiresMs);
  return until <= Date.parse(now)
    ? `that of ${name} was over at ${new Date(until).toISOString()}`
    : undefined;
}

/** Why somebody may not approve a release, as a clause; `undefined`: they may. */
export function makerFault(
  name: string,
  { authors, lastPusher, isAgent }: ReleaseMakers,
): string | undefined {
  if (authors.has(nameOf(name))) return `${name} made the commit`;
  if (lastPusher?.known === true && nameOf(lastPusher.value) === nameOf(name))
    return `${name} pushed it last`;
  return isAgent(name) ? `${name} is an agent` : undefined;
}

function nameOf(name: string): string {
  return name.toLowerCase();
}
