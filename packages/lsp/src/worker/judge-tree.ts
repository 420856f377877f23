import { judge } from '@lockkeeper/operations/observe';
import { filesLookedAt, type SourceSpan } from '@lockkeeper/policy-core';

import { pathBelow } from '../locations/uri-path.ts';
import type { PolicyVerdict } from './messages.ts';
import { observeTree } from './observe-tree.ts';
import { policyRoots } from './policy-roots.ts';
import type { WorkspaceContext } from './workspace-context.ts';
import { brokenVerdict, notesOf, policyStateVerdict, verdictOf } from './policy-verdict.ts';

/** Judges every file that any policy in a folder names: the one that holds there and those nested below. */
export async function judgeTree(
  folder: string,
  context: WorkspaceContext,
): Promise<readonly PolicyVerdict[]> {
  const roots = await policyRoots(folder, context);
  const verdicts: PolicyVerdict[] = [];
  for (const root of roots) verdicts.push(await judgeRoot(root, roots, context));
  return verdicts;
}

async function judgeRoot(
  root: string,
  roots: readonly string[],
  context: WorkspaceContext,
): Promise<PolicyVerdict> {
  const { branch } = await context.git(root);
  const read = await context.policies.at(root);
  const { file, judging } = read;
  if (judging === undefined) return policyStateVerdict(read, { root, branch });
  const seen = await observeTree({ root, judging }, context);
  if (seen.kind === 'failed') return brokenVerdict(judging.policy.path, seen.problem, { root, branch });
  if (seen.kind !== 'seen') return policyStateVerdict(read, { root, branch });
  const report = await judge(seen, { stage: 'editor', loadParsers: () => context.loadParsers() });
  const verdict = verdictOf(
    report,
    { files: filesLookedAt(seen.observations), policy: { file, judging } },
    { root, branch },
  );
  return { ...withoutNested(verdict, root, roots), notes: notesOf(file) };
}

/** The nearest policy wins: what lies below another root is judged there. */
function withoutNested(verdict: PolicyVerdict, root: string, roots: readonly string[]): PolicyVerdict {
  const nested = roots.flatMap((other) => pathBelow(root, other) ?? []);
  const isOwn = ({ at }: { readonly at: SourceSpan | undefined }) =>
    at === undefined || !nested.some((folder) => at.path.startsWith(`${folder}/`));
  return {
    ...verdict,
    findings: verdict.findings.filter(isOwn),
    undetermined: verdict.undetermined.filter(isOwn),
  };
}
