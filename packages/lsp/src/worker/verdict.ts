import type { PolicyFile } from '@lockkeeper/operations/observe';
import { allRules, POLICY_FILE_NAMES, startOf, type Report } from '@lockkeeper/policy-core';

import { NO_VERDICT, type PolicyNote, type PolicyState, type Verdict } from './messages.ts';

/** Where a verdict stands: the same for every way it can end. */
export type Standing = Pick<Verdict, 'root' | 'branch'>;

export function verdictOf(report: Report, files: readonly string[], standing: Standing): Verdict {
  const { findings, undetermined, crashed, policy } = report;
  const named = new Set([...findings, ...undetermined].map(({ rule }) => rule));
  const summaries = allRules
    .filter(({ id }) => named.has(id))
    .map(({ id, summary }) => [id, summary] as const);
  return {
    ...NO_VERDICT,
    ...standing,
    policy: { kind: 'sound', path: policy.path },
    findings,
    undetermined,
    crashed,
    summaries: Object.fromEntries(summaries),
    files,
  };
}

/** A policy that judges nothing yet: it is sound and was not asked, or it cannot be used. */
export function policyVerdict(file: PolicyFile, standing: Standing): Verdict {
  return { ...NO_VERDICT, ...standing, policy: stateOf(file), notes: notesOf(file) };
}

/** Something beside the policy stops every check, such as a baseline that cannot be read. */
export function brokenVerdict(path: string, problem: string, standing: Standing): Verdict {
  return { ...NO_VERDICT, ...standing, policy: { kind: 'broken', path, problems: 1, problem } };
}

export function notesOf(file: PolicyFile): readonly PolicyNote[] {
  switch (file.kind) {
    case 'policy':
      return file.policy.hints.map(({ message, at }) => ({ kind: 'hint', message, at }));
    case 'invalid':
      return file.policy.problems.map(({ message, at }) => ({ kind: 'problem', message, at }));
    case 'unusable':
      // Which of two files is one too many is for people to say, so each of them carries the sentence.
      return POLICY_FILE_NAMES.map((path) => ({ kind: 'problem', message: file.problem, at: startOf(path) }));
    case 'absent':
      return [];
  }
}

function stateOf(file: PolicyFile): PolicyState {
  switch (file.kind) {
    case 'policy':
      return { kind: 'sound', path: file.policy.path };
    case 'invalid': {
      const { path, problems } = file.policy;
      const problem = `${path} is not a valid policy, so nothing is judged. Mend it first.`;
      return { kind: 'broken', path, problems: problems.length, problem };
    }
    case 'unusable': {
      const path = POLICY_FILE_NAMES.find((name) => file.problem.includes(name)) ?? POLICY_FILE_NAMES[0];
      return { kind: 'broken', path, problems: 1, problem: file.problem };
    }
    case 'absent':
      return { kind: 'none' };
  }
}
