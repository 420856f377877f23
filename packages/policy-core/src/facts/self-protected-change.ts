import type { ChangeEntry } from '../observations.ts';
import { pathSet } from '../policy/path-pattern.ts';
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
  const set = pathSet(selfProtect.paths.map(({ pattern }) => pattern));
  return change.value.entries.flatMap((entry) => {
    const index = set.firstMatch(entry.path);
    const pattern = index === undefined ? undefined : selfProtect.paths[index];
    return pattern === undefined ? [] : [{ entry, pattern, label: selfProtect.label }];
  });
}
