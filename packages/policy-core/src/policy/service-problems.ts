import { serviceEnvironmentProblems } from './service-environments.ts';
import { freezeProblems } from './freeze-problems.ts';
import { givenTextProblems } from './given-text-problems.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { Policy, PolicyProblem } from './policy.ts';
import { probeProblems } from './probe-problems.ts';
import { serviceConflicts } from './service-conflicts.ts';
import type { PolicySourceText } from './source/policy-text.ts';

/** What is wrong with the services that a policy describes, beyond what the schema says. */
export function serviceProblems(
  file: PolicyFile,
  policy: Policy,
  source: PolicySourceText,
): readonly PolicyProblem[] {
  return [
    ...serviceEnvironmentProblems(file, source),
    ...givenTextProblems(file, source),
    ...probeProblems(file, source),
    ...freezeProblems(file, source),
    ...serviceConflicts(policy, source),
  ];
}
