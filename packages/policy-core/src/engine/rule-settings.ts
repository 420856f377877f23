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

/** What the policy says of these rules, and of no other. */
export function settingsOf(get: Get, ...rules: readonly [string, ...string[]]): Pick<Policy, 'rules'> {
  const settings = rules.map((id) => [id, get(ruleSetting, id)] as const);
  return {
    rules: new Map(settings.flatMap(([id, setting]) => (setting === undefined ? [] : [[id, setting]]))),
  };
}
