import type { ChangeEntry } from '../../model/observations.ts';
import { lineMatch } from '../../policy/patterns/line-match.ts';
import type { PatternLine, Policy } from '../../policy/policy.ts';
import type { ChangeUnderJudgement } from './protected-change.ts';
import { enforcerUnderRelease } from './released-enforcers.ts';
import { defineSubjects } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenInFocus } from './judged-change.ts';

/** A change of the policy, or of what enforces it. */
export interface SelfProtectedChange {
  readonly entry: ChangeEntry;
  readonly pattern: PatternLine;
  readonly label: string;
}

export const selfProtectedChanges = defineSubjects<SelfProtectedChange>({
  name: 'self-protected-changes',
  words: 'the change',
  of: 'changed path',
  compute: (get) =>
    findSelfProtectedChanges(policySections(get, 'path', 'integrity'), get(seenInFocus)).map((judged) => ({
      paths: [judged.entry.path],
      judged,
    })),
});

/** A change nobody saw is the matter of `policy/diff-incomplete`. */
export function findSelfProtectedChanges(
  policy: Pick<Policy, 'integrity' | 'path'>,
  { change, focus }: Pick<ChangeUnderJudgement, 'change' | 'focus'>,
): readonly SelfProtectedChange[] {
  if (!change.known) return [];
  const { selfProtect } = policy.integrity;
  const find =
    focus.kind === 'release' ? enforcerUnderRelease(policy, change.value) : lineMatch(selfProtect.paths);
  return change.value.entries.flatMap((entry) => {
    const pattern = find(entry.path);
    return pattern === undefined ? [] : [{ entry, pattern, label: selfProtect.label }];
  });
}
