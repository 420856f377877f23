import { judge } from '@lockkeeper/operations/observe';
import { filesLookedAt, type SourceSpan } from '@lockkeeper/policy-core';

import { pathBelow } from '../locations/uri-path.ts';
import type { Verdict } from './messages.ts';
import { observeTree } from './observe-tree.ts';
import { policyRoots } from './policy-roots.ts';
import type { Surroundings } from './surroundings.ts';
import { brokenVerdict, notesOf, policyVerdict, verdictOf } from './verdict.ts';

/** Judges every file that any policy in a folder names: the one that holds there and those nested below. */
export async function judgeTree(folder: string, surroundings: Surroundings): Promise<readonly Verdict[]> {
  const roots = await policyRoots(folder, surroundings);
  const verdicts: Verdict[] = [];
  for (const root of roots) verdicts.push(await judgeRoot(root, roots, surroundings));
  return verdicts;
}

async function judgeRoot(
  root: string,
  roots: readonly string[],
  surroundings: Surroundings,
): Promise<Verdict> {
  const { branch } = await surroundings.git(root);
  const file = await surroundings.policyAt(root);
  if (file.kind !== 'policy') return policyVerdict(file, { root, branch });
  const seen = await observeTree(root, surroundings);
  if (seen.kind === 'failed') return brokenVerdict(file.policy.path, seen.problem, { root, branch });
  if (seen.kind !== 'seen') return policyVerdict(file, { root, branch });
  const report = await judge(seen, { stage: 'editor', loadParsers: () => surroundings.loadParsers() });
  const verdict = verdictOf(report, { files: filesLookedAt(seen.observations), file }, { root, branch });
  return { ...withoutNested(verdict, root, roots), notes: notesOf(file) };
}

/** The nearest policy wins: what lies below another root is judged there. */
function withoutNested(verdict: Verdict, root: string, roots: readonly string[]): Verdict {
  const nested = roots.flatMap((other) => pathBelow(root, other) ?? []);
  const isOwn = ({ at }: { readonly at: SourceSpan | undefined }) =>
    at === undefined || !nested.some((folder) => at.path.startsWith(`${folder}/`));
  return {
    ...verdict,
    findings: verdict.findings.filter(isOwn),
    undetermined: verdict.undetermined.filter(isOwn),
  };
}
