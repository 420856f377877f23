import type { PolicySourceText } from './build-policy.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { PolicyProblem, RecordsBranch } from './policy.ts';

/**
 * Only a policy that says so moves its records to a branch: for one written before, whose repository has no such branch,
 * everything it recorded would be gone.
 */
export function recordsBranch({ deployment }: PolicyFile): RecordsBranch | undefined {
  const { mode, branch = 'lockkeeper/records', remote = 'origin' } = deployment?.records ?? {};
  return mode === 'branch' ? { remote, name: branch } : undefined;
}

/** A branch that nobody would write to. */
export function recordsProblems(
  { deployment }: PolicyFile,
  source: PolicySourceText,
): readonly PolicyProblem[] {
  const { mode, ...named } = deployment?.records ?? {};
  if (mode === 'branch') return [];
  return Object.keys(named).map((key) => ({
    message: `deployment.records.${key} counts only with mode: branch. Remove it, or change the mode.`,
    at: source.spanOf(['deployment', 'records', key]),
  }));
}
