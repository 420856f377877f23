import type { Known } from '../../model/known.ts';
import type { ApprovalPolicy } from '../../policy/service-policy.ts';
import type { LoggedRun, RunApproval } from '../run/runs-in-log.ts';
import { refused, unknown, type Refusal } from './refusal.ts';

/** Who may not approve a release: those who made it. Logins, mail addresses and principals of keys, in lower case. */
export interface ReleaseMakers {
  readonly authors: ReadonlySet<string>;
  /** Fingerprints of the keys that signed a commit of it. */
  readonly keys: ReadonlySet<string>;
  /** Mail addresses among the authors of people whose account the forge does not know. */
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
  return sight.approvals.flatMap((seen) => (approvalFault(seen, sight) === undefined ? [seen.approval] : []));
}

/** Whether enough people approved this very plan who may. */
export function approvalRefusals(sight: ApprovalSight): readonly Refusal[] {
  const { policy, run, makers } = sight;
  const lift =
    run === undefined
      ? 'Begin the run: then somebody else can approve it.'
      : `Somebody who did not make the commit approves it: \`lockkeeper approve ${run.id}\`.`;
  const good = new Set(countedApprovals(sight).map(({ by }) => nameOf(by)));
  const doubts = makerDoubts(makers, policy);
  if (good.size >= policy.quorum) return doubts;
  const faults = sight.approvals.flatMap((seen) => approvalFault(seen, sight) ?? []);
  const count = `${good.size} of ${policy.quorum} approvals`;
  const why = faults.length === 0 ? `It has ${count}.` : `It has ${count}: ${faults.join('; ')}.`;
  return [{ ...refused('R09', why, lift), liftedBy: { by: 'approval', value: null } }, ...doubts];
}

/** What is not known of those who made the commit, and so may not approve it. */
export function makerDoubts(makers: Known<ReleaseMakers>, { by }: ApprovalPolicy): readonly Refusal[] {
  return doubtsAbout(makers, by).map((doubt) => unknown('R09', { ...doubt, lift: 'Make that known.' }));
}

function doubtsAbout(
  makers: Known<ReleaseMakers>,
  by: ApprovalPolicy['by'],
): readonly { readonly of: string; readonly reason: string }[] {
  if (!makers.known) return [{ of: 'makers', reason: `who made the commit is not known: ${makers.reason}` }];
  const { lastPusher, nameless } = makers.value;
  return [
    ...(lastPusher?.known === false
      ? [{ of: 'pusher', reason: `who pushed the commit is not known: ${lastPusher.reason}` }]
      : []),
    // Who signs goes by an address as well, and is compared by that.
    ...(by === 'github-environment'
      ? nameless.map((address) => ({
          of: address,
          reason: `GitHub knows no account of ${address}, who made a commit of it`,
        }))
      : []),
  ];
}

/** Why an approval does not count, as a clause. */
function approvalFault(
  { approval, by, key }: SeenApproval,
  { policy, run, makers, digest, now }: ApprovalSight,
): string | undefined {
  if (!by.known) return `nobody vouches for that of ${approval.by}: ${by.reason}`;
  const name = nameOf(by.value);
  if (name !== nameOf(approval.by)) return `that of ${approval.by} was made by ${by.value}`;
  return (
    bindingFault(approval, { policy, run, digest, now }) ??
    approverFault({ name, key }, policy, makers.known ? makers.value : undefined)
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

/** Why somebody may not approve a release, as a clause; `undefined`: they may, as far as its makers are known. */
export function approverFault(
  { name, key }: { readonly name: string; readonly key: string | undefined },
  { by, approvers }: ApprovalPolicy,
  makers: ReleaseMakers | undefined,
): string | undefined {
  if (by === 'ssh-signature' && !approvers.includes(nameOf(name)))
    return `${name} is none of the approvers that the policy names`;
  if (makers === undefined) return undefined;
  if (key !== undefined && makers.keys.has(key)) return `the key of ${name} signed a commit of it`;
  return makerFault(nameOf(name), makers);
}

function makerFault(name: string, { authors, lastPusher, isAgent }: ReleaseMakers): string | undefined {
  if (authors.has(name)) return `${name} made the commit`;
  if (lastPusher?.known === true && nameOf(lastPusher.value) === name) return `${name} pushed it last`;
  return isAgent(name) ? `${name} is an agent` : undefined;
}

function nameOf(name: string): string {
  return name.toLowerCase();
}
