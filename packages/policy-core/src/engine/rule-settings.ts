import { isSameValue } from '../model/same-value.ts';
import type { Policy, RuleSetting } from '../policy/policy.ts';
import { sectionInput } from './policy-sections.ts';
import { defineFact, type Get } from './queries/query.ts';

const ruleSetting = defineFact<RuleSetting | undefined, string>({
  name: 'setting of a rule',
  // Sound: an input holds the section of its name, which is all that is ever said to it.
  compute: (get, id) => (get(sectionInput, 'rules') as Policy['rules']).get(id),
  isSame: isSameValue,
});

/** What the policy says of these rules: its type has no other. */
export interface SettingsOf<Rule extends string> {
  readonly rules: { readonly get: (rule: Rule) => RuleSetting | undefined };
}

export function settingsOf<Rule extends string>(
  get: Get,
  ...rules: readonly [Rule, ...Rule[]]
): SettingsOf<Rule> {
  return { rules: new Map(rules.map((id) => [id, get(ruleSetting, id)] as const)) };
}
