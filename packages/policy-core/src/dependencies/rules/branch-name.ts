import { dependencyChanges, type DependencyChange } from '../facts/dependency-change.ts';
import type { Severity } from '../../model/finding.ts';
import type { Known } from '../../model/known.ts';
import type { AlsoAllowed } from '../../policy/policy.ts';
import { defineRule, NO_OPTIONS, type Outcome } from '../../engine/rule.ts';

type MessageId = 'suggested' | 'reserved' | 'unknown';

export const dependenciesBranchName = defineRule({
  id: 'dependencies/branch-name',
  summary: 'Name an upgrade branch as the policy suggests.',
  defaultSeverity: 'info',
  subjects: dependencyChanges,

  options: NO_OPTIONS,

  messages: {
    suggested:
      'Branch {branch} changes {id} under another name than suggested. Name the branch of an upgrade {suggestion}.',
    reserved:
      'AI agents may change the dependencies {id} only on {branches}. Move the change there from {branch}.',
    unknown: 'Cannot determine who changes the dependencies {id}, or on which branch.',
  },

  *check(_get, change) {
    const [outcome] = [...change.offBranch.map((way) => offWay(change, way)), ...unlike(change)];
    if (outcome) yield outcome;
  },
});

/** The policy keeps such changes to branches: that weighs more than how a branch is best called. */
function offWay(
  { pair: { id }, branch, authorship }: DependencyChange,
  { branches = [], branchSeverity: severity, at }: AlsoAllowed,
): Outcome<MessageId> {
  const evidence = [{ subject: id, relation: 'is let in by', value: 'change_scope.also_allow', source: at }];
  if (!branch.known || !authorship.known)
    return unsure(id, { unknown: branch.known ? authorship : branch, severity });
  return {
    kind: 'violation',
    messageId: 'reserved',
    data: { id, branch: branch.value, branches: branches.map(({ pattern }) => pattern.text).join(' or ') },
    at: undefined,
    evidence: [...evidence, ...authorship.value.evidence],
    severity,
  };
}

function unlike({ pair: { id, branch: form }, branch }: DependencyChange): readonly Outcome<MessageId>[] {
  if (form === undefined) return [];
  const { severity, suggestion, at } = form;
  if (!branch.known) return [unsure(id, { unknown: branch, severity })];
  if (form.matches(branch.value)) return [];
  return [
    {
      kind: 'violation',
      messageId: 'suggested',
      data: { id, branch: branch.value, suggestion },
      at: undefined,
      related: [{ message: 'The policy suggests the name here.', at }],
      severity,
    },
  ];
}

interface Unsure {
  readonly unknown: Known<unknown>;
  readonly severity: Severity | undefined;
}

function unsure(id: string, { unknown, severity }: Unsure): Outcome<MessageId> {
  return {
    kind: 'undecided',
    messageId: 'unknown',
    data: { id },
    at: undefined,
    subject: 'the branch',
    waitsFor: 'observation',
    missing: unknown.known ? [] : [{ fact: 'branch', reason: unknown.reason }],
    severity,
  };
}
