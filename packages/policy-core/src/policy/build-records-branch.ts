import { branchClassOf } from './branch-class.ts';
import type { PolicySourceText } from './source/policy-text.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { BranchPolicy, PolicyProblem, RecordsBranch } from './policy.ts';

const DEFAULT_NAMES = { branch: 'lockkeeper/records', contents: 'main' };

/**
 * Only a policy that says so moves its records to a branch: for one written before, whose repository has no such branch,
 * everything it recorded would be gone.
 */
export function recordsBranch({ deployment }: PolicyFile): RecordsBranch | undefined {
  const { mode = 'file', branch, remote = 'origin' } = deployment?.records ?? {};
  return mode === 'file' ? undefined : { remote, name: branch ?? DEFAULT_NAMES[mode], mode };
}

/** A branch that nobody would write to, or nobody may. */
export function recordsProblems(
  file: PolicyFile,
  { source, branches }: { readonly source: PolicySourceText; readonly branches: BranchPolicy },
): readonly PolicyProblem[] {
  const { mode, signers: _, ...named } = file.deployment?.records ?? {};
  if (mode === 'branch') return [];
  if (mode === 'contents') return pushProblems(file, { source, branches });
  return Object.keys(named).map((key) => ({
    message: `deployment.records.${key} counts only with mode: branch or contents. Remove it, or change the mode.`,
    at: source.spanOf(['deployment', 'records', key]),
  }));
}

function pushProblems(
  file: PolicyFile,
  { source, branches }: { readonly source: PolicySourceText; readonly branches: BranchPolicy },
): readonly PolicyProblem[] {
  const name = recordsBranch(file)?.name ?? '';
  const kind = branchClassOf(branches, name);
  if (kind?.needsPullRequest !== true) return [];
  return [
    {
      message: `deployment.records.mode writes to ${name}, which takes pull requests only by branches.${kind.name}. Write mode: branch.`,
      at: source.spanOf(['deployment', 'records', 'mode']),
    },
  ];
}
