import type { Policy } from '../../policy/policy.ts';

/** Branch labels that may have a head of their own, as the policy tells migrations/multiple-heads. */
export function ownHeadLabels({ rules }: Policy): readonly string[] {
  const options: unknown = rules.get('migrations/multiple-heads')?.options;
  if (typeof options !== 'object' || options === null || !('allowBranches' in options)) return [];
  const { allowBranches } = options;
  return Array.isArray(allowBranches) ? allowBranches.filter((label) => typeof label === 'string') : [];
}
