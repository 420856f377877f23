import { deploySource, type DeploySource, type HoldingBranch } from '../../facts/deploy-source.ts';
import { defineRule, NO_OPTIONS } from '../../../engine/rule.ts';

export const deploySourceRule = defineRule({
  id: 'branches/deploy-source',
  summary: 'Deploy an environment only from the branches that the policy names.',
  defaultSeverity: 'error',
  subjects: deploySource,

  options: NO_OPTIONS,

  messages: {
    elsewhere:
      'No branch that {environment} deploys from contains this commit. Merge it first, because {environment} deploys only from {allowed}.',
    unnamed:
      'The policy names no branch to deploy {environment} from. Name one under branches.deploy_from, or deploy to {environments}.',
  },

  *check(_get, source) {
    const { environment, environments, allowed, branches, at } = source;
    if (allowed === undefined) {
      yield {
        kind: 'violation',
        messageId: 'unnamed',
        data: { environment, environments: listed(environments) },
        at,
      };
      return;
    }
    const breach = {
      messageId: 'elsewhere' as const,
      data: { environment, allowed: listed(allowed) },
      at: undefined,
    };
    if (!branches.known) {
      yield {
        kind: 'undecided',
        ...breach,
        subject: 'the commit',
        waitsFor: 'observation',
        missing: [{ fact: 'branches', reason: branches.reason }],
      };
    } else if (!branches.value.some(({ isAllowed }) => isAllowed)) {
      yield { kind: 'violation', ...breach, evidence: evidenceOf(branches.value, source) };
    }
  },
});

const MOST_NAMED = 5;

function evidenceOf(branches: readonly HoldingBranch[], { at }: Pick<DeploySource, 'at'>) {
  const source = at === undefined ? {} : { source: at };
  if (branches.length === 0)
    return [{ subject: 'the commit', relation: 'is on', value: 'no branch', ...source }];
  return branches.slice(0, MOST_NAMED).map(({ name, kind }) => ({
    subject: 'the commit',
    relation: 'is on',
    value: kind === undefined ? `${name}, a branch of no kind` : `${name}, a branch of the kind ${kind}`,
    ...source,
  }));
}

function listed(names: readonly string[]): string {
  return names.join(' or ');
}
