import { judgesChange, type Rule } from '../engine/rule.ts';
import { memoizeByObject } from '../model/memoize.ts';
import { allRules } from './all-rules.ts';

/**
 * Whether a baseline may hold what a rule says. It says what stood in files when the policy was adopted, and
 * knows it again by what is said of them. Of the next change of a file a rule says the same as of the last one:
 * accepted once, it would accept every one to come.
 *
 * @param rules those that judge; left out: all of ours
 */
export function isBaselinable(rule: string, rules: readonly Rule[] = allRules): boolean {
  return !ofChanges(rules).has(rule) && !rule.startsWith('policy/');
}

const ofChanges = memoizeByObject(
  (rules: readonly Rule[]): ReadonlySet<string> => new Set(rules.filter(judgesChange).map(({ id }) => id)),
);
