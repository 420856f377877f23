import type { z } from 'zod';

import type { SourceSpan } from '../model/source-span.ts';
import { ALWAYS_ON } from './always-on.ts';
import { meantAmong } from './meant-word.ts';
import { nearestWord } from './nearest-word.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { PolicyProblem, RuleSetting } from './policy.ts';
import type { PolicyText } from './source/policy-text.ts';

/** What a policy may say of a rule. */
export interface KnownRule {
  readonly id: string;
  readonly options: z.ZodType;
}

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
export function ruleProblems(
  file: PolicyFile,
  source: Source,
  rules: readonly KnownRule[],
): readonly PolicyProblem[] {
  return [...ruleSettings(file, source)].flatMap(([id, { severity, options, at }]) => {
    const rule = rules.find((known) => known.id === id);
    if (rule === undefined) return [unknownRule(id, at, rules)];
    if (id === ALWAYS_ON && severity !== undefined && severity !== 'error')
      return [{ message: STAYS_ON, at }];
    const [issue] = rule.options.safeParse(options ?? {}, { jitless: true }).error?.issues ?? [];
    if (issue === undefined) return [];
    const message = `The options of ${id} are not valid: ${issue.message}.`;
    return [{ message, at: source.spanOf(['rules', id, 'options']) }];
  });
}

export function waiverRuleProblems(
  { waivers = [] }: PolicyFile,
  source: Source,
  rules: readonly KnownRule[],
): readonly PolicyProblem[] {
  return waivers.flatMap(({ rule }, index) => {
    const at = source.spanOf(['waivers', index, 'rule']);
    if (rule === ALWAYS_ON) return [{ message: STAYS_ON, at }];
    return rules.some(({ id }) => id === rule) ? [] : [unknownRule(rule, at, rules)];
  });
}

const STAYS_ON =
  'policy/self-protect is always an error and takes no waiver: a change of the policy needs an approval. Name another label under integrity.self_protect.';

function unknownRule(id: string, at: SourceSpan, rules: readonly KnownRule[]): PolicyProblem {
  const ids = rules.map((rule) => rule.id);
  const nearest = nearestWord(id, ids);
  const advice =
    nearest === undefined ? 'Run `lockkeeper explain` for the list of rules.' : `Did you mean ${nearest}?`;
  return { message: `There is no rule ${JSON.stringify(id)}. ${advice}`, at, ...meantAmong(id, ids) };
}
