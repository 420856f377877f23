import type { Evidence } from '../../model/finding.ts';
import { observed } from '../../model/known.ts';
import type { Change, MergedWork, Observations } from '../../model/observations.ts';
import { anyMatch, lineMatch } from '../../policy/patterns/line-match.ts';
import type { Policy, ProtectedSection } from '../../policy/policy.ts';
import type { Stage } from '../../model/stage.ts';
import { approvalBy, type Approval, type LabelSections } from './approval.ts';
import { enforcerUnderRelease, releasedEnforcer } from './released-enforcers.ts';

/** The sections of a policy that answer for a label, also in a release. */
export const ANSWERING = ['actors', 'labels', 'protected', 'integrity', 'path'] as const;

export type AnsweringSections = Pick<Policy, (typeof ANSWERING)[number]>;

interface Context {
  readonly policy: AnsweringSections;
  readonly merged: NonNullable<Observations['merged']>;
  readonly stage: Stage;
}

/** A release holds many pull requests: a label approves when it approved each that needed it. */
export function approvalInRelease(label: string, { policy, merged, stage }: Context): Approval {
  const needsIt = pathsThatNeed(label, policy);
  if (needsIt === undefined)
    return unknown('the labels of merged work are read for what is protected and for what enforces it only');
  if (!merged.known) return unknown(merged.reason);
  const works = merged.value.filter(({ paths }) => paths.some(needsIt));
  if (works.length === 0) return unknown('no commit of the release names its pull request');
  const approvals = works.map((work) => approvalOf(label, work, { policy, stage }));
  const worst = WORST_FIRST.map((kind) => approvals.find((approval) => approval.kind === kind)).find(
    (approval) => approval !== undefined,
  );
  return worst ?? unknown('no commit of the release was looked at');
}

/** `undefined` where nothing protected asks for the label. */
function pathsThatNeed(
  label: string,
  policy: Omit<AnsweringSections, keyof LabelSections>,
): ((path: string) => boolean) | undefined {
  const sections = policy.protected.filter((section) => section.label === label);
  if (policy.integrity.selfProtect.label !== label)
    return sections.length === 0 ? undefined : (path) => isProtectedBy(sections, path);
  const enforcer = releasedEnforcer(policy);
  return (path) => enforcer(path) !== undefined || isProtectedBy(sections, path);
}

const WORST_FIRST: readonly Approval['kind'][] = ['absent', 'untrusted', 'stale', 'unknown', 'given'];

function approvalOf(
  label: string,
  { pullRequest, labels, commits }: MergedWork,
  { policy, stage }: { readonly policy: LabelSections; readonly stage: Stage },
): Approval {
  if (pullRequest === null) return pastEveryPullRequest(label, commits);
  const seen = { labels, pullRequest: observed(pullRequest), author: observed(pullRequest.author) };
  return approvalBy(label, { policy, seen, stage });
}

function pastEveryPullRequest(label: string, commits: readonly string[]): Approval {
  const [first = ''] = commits;
  const evidence: Evidence = {
    subject: `label ${label}`,
    relation: 'cannot be on',
    value: `commit ${first.slice(0, 10)}, which came from no merged pull request`,
  };
  return { kind: 'absent', evidence, missing: { fact: 'labels', reason: `it waits for the label ${label}` } };
}

/** Which paths of a release must have been approved when they were merged. */
export function approvalPaths(policy: Policy, change: Change): (path: string) => boolean {
  const { protected: sections, integrity } = policy;
  const net = new Set(change.entries.map(({ path }) => path));
  const isJudged = (path: string) => integrity.history === 'strict' || net.has(path);
  const enforcer = enforcerUnderRelease(policy, change);
  return (path) =>
    (isJudged(path) && isProtectedBy(sections, path)) || (net.has(path) && enforcer(path) !== undefined);
}

function isProtectedBy(sections: readonly ProtectedSection[], path: string): boolean {
  return sections.some(
    ({ paths, except }) => lineMatch(paths)(path) !== undefined && !anyMatch(except)(path),
  );
}

function unknown(reason: string): Approval {
  return { kind: 'unknown', missing: { fact: 'labels', reason } };
}
