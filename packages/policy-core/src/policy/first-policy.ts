import { KNOWN_AGENTS } from './known-agents.ts';
import type { Policy } from './policy.ts';

/**
 * What a policy that nobody has approved yet is judged by. It may name the label that lets it in, and not say
 * who may apply it: else its author could.
 */
export function asFirstPolicy(policy: Policy): Policy {
  const { actors } = policy;
  const accounts = [...KNOWN_AGENTS.accounts, ...actors.ai.accounts];
  return { ...policy, labels: new Map(), actors: { ...actors, ai: { ...actors.ai, accounts } } };
}
