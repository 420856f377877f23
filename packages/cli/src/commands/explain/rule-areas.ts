import { allRules } from '@lockkeeper/policy-core';

/** In the order of the registry. */
export const RULE_AREAS: readonly string[] = [...new Set(allRules.map(({ id }) => areaOf(id)))];

/** The first half of the id of a rule. */
export function areaOf(rule: string): string {
  return rule.slice(0, rule.indexOf('/'));
}
