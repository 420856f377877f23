import { isSameValue } from '../model/same-value.ts';
import type { Policy, RuleSetting } from '../policy/policy.ts';
import { sectionInput } from './policy-sections.ts';
import { defineFact, type Get } from './queries/query.ts';

/** Without its place, which moves with every line above it. */
type Setting = Pick<RuleSetting, 'severity' | 'options'>;

const ruleSetting = defineFact<Setting | undefined, string>({
  name: 'setting of a rule',
  compute: (get, id) => {
    // Sound: an input holds the section of its name, which is all that is ever said to it.
    const setting = (get(sectionInput, 'rules') as Policy['rules']).get(id);
    return setting && { severity: setting.severity, options: setting.options };
  },
  isSame: isSameValue,
});

/** What the policy says of these rules: its type has no other. */
export interface SettingsOf<Rule extends string> {
  readonly rules: { readonly get: (rule: Rule) => Setting | undefined };
}

export function settingsOf<Rule extends string>(
  get: Get,
  ...rules: readonly [Rule, ...Rule[]]
): SettingsOf<Rule> {
  return { rules: new Map(rules.map((id) => [id, get(ruleSetting, id)] as const)) };
}
