import type { PatternCompiler } from './patterns/compile-patterns.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { BranchClass, BranchPolicy, PolicyProblem } from './policy.ts';
import { meantAmong } from './meant-word.ts';
import { nearestWord } from './nearest-word.ts';
import type { PolicyText } from './source/policy-text.ts';

type Source = Extract<PolicyText, { kind: 'value' }>;

/** Branch patterns are always lockpath patterns, matched against the name without `refs/heads/`. */
export function branchPolicy(file: PolicyFile, source: Source, compiler: PatternCompiler): BranchPolicy {
  if (file.branches === undefined)
    return { classes: [], deployFrom: new Map(), productionRequires: [], at: undefined };
  const { deploy_from: deployFrom = {}, production_requires: requires = [], ...classes } = file.branches;
  return {
    classes: Object.entries(classes).map(([name, written]): BranchClass => ({
      name,
      match: compiler.patterns(written.match, ['branches', name, 'match']).map(({ pattern }) => pattern),
      environment: written.environment,
      service: written.service,
      needsPullRequest: written.direct_push === 'deny' || written.merge === 'pull_request',
      keepsHistory: written.force_push === 'deny',
      isOptional: written.optional === true,
      at: source.keySpanOf(['branches', name]) ?? source.spanOf(['branches', name]),
    })),
    deployFrom: new Map(Object.entries(deployFrom)),
    productionRequires: requires,
    at: source.keySpanOf(['branches']) ?? source.spanOf(['branches']),
  };
}

/** Kinds of branches that are named and not described. */
export function branchPolicyProblems(file: PolicyFile, source: Source): readonly PolicyProblem[] {
  const { deploy_from: deployFrom = {}, production_requires: _, ...classes } = file.branches ?? {};
  const known = Object.keys(classes);
  const unknown = (names: readonly string[], steps: readonly (string | number)[]) =>
    names.flatMap((name, index) =>
      known.includes(name)
        ? []
        : [
            {
              message: unknownClass(name, known),
              at: source.spanOf([...steps, index]),
              ...meantAmong(name, known),
            },
          ],
    );
  return [
    ...Object.entries(deployFrom).flatMap(([environment, names]) =>
      unknown(names, ['branches', 'deploy_from', environment]),
    ),
    ...unknown(file.change_scope?.branches ?? [], ['change_scope', 'branches']),
  ];
}

function unknownClass(name: string, known: readonly string[]): string {
  const nearest = nearestWord(name, known);
  const advice =
    nearest === undefined ? `Describe it there: ${name}: { match: [...] }.` : `Did you mean ${nearest}?`;
  return `There is no kind of branch ${JSON.stringify(name)} under branches. ${advice}`;
}
