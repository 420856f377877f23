import type { Known } from '../../model/known.ts';
import type { ApprovalPolicy } from '../../policy/service-policy.ts';
import type { LoggedRun, RunApproval } from '../run/runs-in-log.ts';
import { refused, unknown, type Refusal } from './refusal.ts';

/** Who may not approve a release: those who made it. Logins, mail addresses and principals of keys, in lower case. */
export interface ReleaseMakers {
  readonly authors: ReadonlySet<string>;
  /** Fingerprints of the keys that signed a commit of it. */
  readonly keys: ReadonlySet<string>;
  /** Who pushed last; `undefined`: the forge does not say, and the committers stand for them. */
  readonly lastPusher: string | undefined;
  /** Programs that write code. */
  readonly isAgent: (name: string) => boolean;
}

/** An approval of the log, and who it is of, as its signature or the forge vouches for. */
export interface SeenApproval {
  readonly approval: RunApproval;
  /** Unobserved: nobody vouches for it. */
  readonly by: Known<string>;
  /** Fingerprint of the key that signed it; `undefined`: it is not signed with one. */
  readonly key: string | undefined;
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

/** The approvals that count: each is vouched for, of this very plan, and of somebody who may. */
export function countedApprovals(sight: ApprovalSight): readonly RunApproval[] {
  const { makers } = sight;
  if (!makers.known) return [];
  return sight.approvals.flatMap((seen) =>
    approvalFault(seen, makers.value, sight) === undefined ? [seen.approval] : [],
  );
}

/** Whether enough people approved this very plan who may. */
export function approvalRefusals(sight: ApprovalSight): readonly Refusal[] {
  const { policy, run, makers } = sight;
  const lift =
    run === undefined
      ? 'Begin the run: then somebody else can approve it.'
      : `Somebody who did not make the commit approves it: \`lockkeeper approve ${run.id}\`.`;
  if (!makers.known)
    return [
      unknown('R09', { of: 'makers', reason: `who made the commit is not known: ${makers.reason}`, lift }),
    ];
  const good = new Set(countedApprovals(sight).map(({ by }) => nameOf(by)));
  if (good.size >= policy.quorum) return [];
  const faults = sight.approvals.flatMap((seen) => approvalFault(seen, makers.value, sight) ?? []);
  const count = `${good.size} of ${policy.quorum} approvals`;
  return [
    refused('R09', faults.length === 0 ? `It has ${count}.` : `It has ${count}: ${faults.join('; ')}.`, lift),
  ];
}

/** Why an approval does not count, as a clause. */
function approvalFault(
  { approval, by, key }: SeenApproval,
  makers: ReleaseMakers,
  { policy, run, digest, now }: ApprovalSight,
): string | undefined {
  if (!by.known) return `nobody vouches for that of ${approval.by}: ${by.reason}`;
  const name = nameOf(by.value);
  if (name !== nameOf(approval.by)) return `that of ${approval.by} was made by ${by.value}`;
  if (approval.method !== policy.by) return `that of ${name} was not given by ${policy.by}`;
  if (approval.plan !== digest || approval.plan !== run?.digest || approval.policy !== run.plan.policy)
    return `that of ${name} is of another plan`;
  if (approval.commit !== run.plan.commit) return `that of ${name} is of another commit`;
  // Whoever signs does not say how long that holds: the policy does.
  const until = Math.min(Date.parse(approval.expires_at), Date.parse(approval.at) + policy.expiresMs);
  if (until <= Date.parse(now)) return `that of ${name} was over at ${new Date(until).toISOString()}`;
  return approverFault({ name, key }, policy, makers);
}

/** Why somebody may not approve a release, as a clause; `undefined`: they may. */
export function approverFault(
  { name, key }: { readonly name: string; readonly key: string | undefined },
  { by, approvers }: ApprovalPolicy,
  makers: ReleaseMakers,
): string | undefined {
  if (by === 'ssh-signature' && !approvers.includes(nameOf(name)))
    return `${name} is none of the approvers that the policy names`;
  if (key !== undefined && makers.keys.has(key)) return `the key of ${name} signed a commit of it`;
  return makerFault(nameOf(name), makers);
}

function makerFault(name: string, { authors, lastPusher, isAgent }: ReleaseMakers): string | undefined {
  if (authors.has(name)) return `${name} made the commit`;
  if (lastPusher !== undefined && nameOf(lastPusher) === name) return `${name} pushed it last`;
  return isAgent(name) ? `${name} is an agent` : undefined;
}

function nameOf(name: string): string {
  return name.toLowerCase();
}
