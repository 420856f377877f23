import { allRules } from './all-rules.ts';

/**
 * Whether a baseline may hold what a rule says. It says what stood in files when the policy was adopted, and
 * knows it again by what is said of them. Of the next change of a file a rule says the same as of the last one:
 * accepted once, it would accept every one to come.
 */
export function isBaselinable(rule: string): boolean {
  return !judgesChange(rule) && !rule.startsWith('policy/');
}

/** Whether it is changes that a rule judges: without one it has nothing to say. */
export function judgesChange(rule: string): boolean {
  return OF_CHANGES.has(rule);
}

const OF_CHANGES: ReadonlySet<string> = new Set(
  allRules.filter(({ judges }) => judges.some(({ about }) => about !== 'file')).map(({ id }) => id),
);
