import type { Finding, Undetermined } from '@lockkeeper/policy-core';

import type { Coverage, FolderStatus } from '../protocol.ts';
import type { PolicyVerdict } from '../worker/messages.ts';
import { pathBelow, uriBelow } from '../locations/uri-path.ts';

export interface FolderState {
  readonly folder: string;
  /** Which policy holds in the folder itself; `undefined` while nobody has looked. */
  readonly policy: PolicyVerdict | undefined;
  /** Of open documents and of the last check of the whole folder, none counted twice. */
  readonly verdicts: readonly PolicyVerdict[];
  /** When the last of them was made, in ISO 8601; `undefined` before the first. */
  readonly judged: string | undefined;
}

/** What a person wants to know at a glance: which policy, which branch, what waits, what is wrong. */
export function folderStatus({ folder, policy, verdicts, judged }: FolderState): FolderStatus {
  const all = policy === undefined ? verdicts : [policy, ...verdicts];
  const problems = distinct(
    all.flatMap((verdict) => (verdict.policy.kind === 'broken' ? [verdict.policy.problem] : [])),
  );
  const crashed = distinct(
    verdicts.flatMap((verdict) => verdict.crashed.map(({ rule, error }) => `${rule}: ${error}`)),
  );
  const notices = distinct(verdicts.flatMap((verdict) => verdict.notices));
  const coverage = together(folder, verdicts);
  return {
    folder,
    policy: policy === undefined ? null : policyStatus(policy),
    branch: all.find(({ branch }) => branch !== undefined)?.branch ?? null,
    waiting: waitingIn(verdicts.flatMap(({ undetermined }) => undetermined)),
    ...countsIn(verdicts.flatMap(({ findings }) => findings)),
    ...judgedAt(judged, verdicts),
    ...(problems.length === 0 ? {} : { problem: problems.join(' ') }),
    ...(crashed.length === 0 ? {} : { crashed }),
    ...(notices.length === 0 ? {} : { notices }),
    ...(coverage && { coverage }),
  };
}

/** Nothing, while no rule has anything to judge in what was looked at. */
function judgedAt(
  time: string | undefined,
  verdicts: readonly PolicyVerdict[],
): Pick<FolderStatus, 'judged'> {
  return time !== undefined && verdicts.some(({ isJudged }) => isJudged) ? { judged: time } : {};
}

/** A folder may hold several policies, each with rules of its own: then each sentence names its policy. */
function together(folder: string, verdicts: readonly PolicyVerdict[]): Coverage | undefined {
  const covered = verdicts.flatMap(({ root = folder, policy, coverage }) =>
    coverage !== undefined && policy.kind !== 'none'
      ? [{ path: [pathBelow(folder, root) ?? [], policy.path].flat().join('/'), ...coverage }]
      : [],
  );
  if (covered.length === 0) return undefined;
  const named = (path: string, sentence: string) =>
    covered.length === 1 ? sentence : `${path}: ${sentence}`;
  return {
    judgedNothing: covered.every(({ judgedNothing }) => judgedNothing),
    sentences: covered.flatMap(({ path, sentences }) => sentences.map((sentence) => named(path, sentence))),
  };
}

function policyStatus({ root, policy }: PolicyVerdict): FolderStatus['policy'] {
  if (root === undefined || policy.kind === 'none') return null;
  return { uri: uriBelow(root, policy.path), problems: policy.kind === 'broken' ? policy.problems : 0 };
}

function countsIn(findings: readonly Finding[]): Pick<FolderStatus, 'findings' | 'errors' | 'warnings'> {
  const count = (severity: Finding['severity']) => findings.filter((one) => one.severity === severity).length;
  return { findings: findings.length, errors: count('error'), warnings: count('warning') };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function waitingIn(undetermined: readonly Undetermined[]): FolderStatus['waiting'] {
  const counted = new Map<string, FolderStatus['waiting'][number]>();
  for (const { rule, missing } of undetermined) {
    const reason = missing.map((fact) => fact.reason).join(', and ');
    const key = `${rule}\n${reason}`;
    counted.set(key, { rule, reason, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  return [...counted.values()];
}
