import { allRules } from '../rules/all-rules.ts';
import { nearestWord } from './nearest-word.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { PolicyProblem, RuleSetting } from './policy.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;

export function ruleSettings({ rules = {} }: PolicyFile, source: Source): ReadonlyMap<string, RuleSetting> {
  return new Map(
    Object.entries(rules).map(([id, written]) => {
      const at = source.keySpanOf(['rules', id]) ?? source.spanOf(['rules', id]);
      const setting = typeof written === 'string' ? { severity: written } : written;
      return [id, { severity: undefined, options: undefined, ...setting, at }];
    }),
  );
}

/** Rules that do not exist, and options that their rule does not take. */
export function ruleProblems(file: PolicyFile, source: Source): readonly PolicyProblem[] {
  return [...ruleSettings(file, source)].flatMap(([id, { options, at }]) => {
    const rule = allRules.find((known) => known.id === id);
    if (rule === undefined) return [{ message: unknownRule(id), at }];
    const [issue] = rule.options.safeParse(options ?? {}).error?.issues ?? [];
    if (issue === undefined) return [];
    const message = `The options of ${id} are not valid: ${issue.message}.`;
    return [{ message, at: source.spanOf(['rules', id, 'options']) }];
  });
}

export function waiverRuleProblems({ waivers = [] }: PolicyFile, source: Source): readonly PolicyProblem[] {
  return waivers.flatMap(({ rule }, index) =>
    allRules.some(({ id }) => id === rule)
      ? []
      : [{ message: unknownRule(rule), at: source.spanOf(['waivers', index, 'rule']) }],
  );
}

function unknownRule(id: string): string {
  const ids = allRules.map((rule) => rule.id);
  const nearest = nearestWord(id, ids);
  const advice =
    nearest === undefined ? 'Run `lockkeeper explain` for the list of rules.' : `Did you mean ${nearest}?`;
  return `There is no rule ${JSON.stringify(id)}. ${advice}`;
}
