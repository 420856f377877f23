import type { ChangeEntry } from '../observations.ts';
import { lineMatch } from '../policy/line-match.ts';
import type { PatternLine, Policy } from '../policy/policy.ts';
import type { ChangeUnderJudgement } from './protected-change.ts';

/** A change of the policy, or of what enforces it. */
export interface SelfProtectedChange {
  readonly entry: ChangeEntry;
  readonly pattern: PatternLine;
  readonly label: string;
}

/**
 * What a release holds was merged before, and had its approval then. A change nobody saw is the
 * matter of `policy/diff-incomplete`.
 */
export function selfProtectedChanges(
  { integrity: { selfProtect } }: Policy,
  { change, focus }: Pick<ChangeUnderJudgement, 'change' | 'focus'>,
): readonly SelfProtectedChange[] {
  if (!change.known || focus.kind === 'release') return [];
  const find = lineMatch(selfProtect.paths);
  return change.value.entries.flatMap((entry) => {
    const pattern = find(entry.path);
    return pattern === undefined ? [] : [{ entry, pattern, label: selfProtect.label }];
  });
}
