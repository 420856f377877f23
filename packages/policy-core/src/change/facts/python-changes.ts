import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { FeatureFlags, Policy } from '../../policy/policy.ts';
import { authorship, type Authorship } from './authorship.ts';
import { endpointComparison, type EndpointComparison } from '../../python-api/fastapi/endpoint-comparison.ts';
import { pythonSubjects, type PythonSubject } from '../../python-api/surface/python-subjects.ts';
import { textsOf, type Texts } from '../../python-api/surface/python-texts.ts';
import { surfaceComparison, type SurfaceComparison } from '../../python-api/comparison/surface-comparison.ts';
import { defineJudged } from '../../engine/judged-fact.ts';
import { observationsInput, policyInput, parsersInput } from '../../engine/run-inputs.ts';
import { changedSubjects } from './judged-change.ts';

/** What a change does to Python files that the scope watches. */
export interface PythonChanges {
  /** The evidence that the scope is for this change; unobserved where nobody knows who made it. */
  readonly authorship: Known<Authorship>;
  /** Files that may only be added to. */
  readonly surfaces: readonly ComparedModule<SurfaceComparison>[];
  /** Files whose new endpoints need a feature flag. */
  readonly endpoints: readonly ComparedModule<EndpointComparison>[];
  /** What counts as a flag; `undefined` where the policy asks for none. */
  readonly flags: FeatureFlags | undefined;
}

export interface ComparedModule<Comparison> {
  readonly subject: PythonSubject;
  /** Unobserved where a text was not seen or cannot be read. */
  readonly comparison: Known<Comparison>;
}

export interface JudgedBy {
  readonly authorship: Known<Authorship>;
  /** `undefined` when not loaded. */
  readonly parsers: Parsers | undefined;
}

/** `undefined`: no scope holds for this change. */
export const pythonChanges = defineJudged<PythonChanges | undefined>({
  name: 'python-changes',
  words: 'Python files before and after the change',
  about: 'change',
  isConfigured: ({ changeScope }) => changeScope !== undefined,
  subjects: (changes, get) => (changes === undefined ? [] : changedSubjects(get)),
  compute: (get) =>
    findPythonChanges(get(policyInput), get(observationsInput), {
      authorship: get(authorship),
      parsers: get(parsersInput),
    }),
});

/** `undefined`: the scope is not for whoever made this change, or there is none. */
export function findPythonChanges(
  policy: Policy,
  seen: Pick<Observations, 'focus' | 'change' | 'files' | 'filesBefore'>,
  { authorship, parsers }: JudgedBy,
): PythonChanges | undefined {
  const { changeScope: scope } = policy;
  if (scope === undefined) return undefined;
  if (authorship.known && !scope.appliesTo.includes(authorship.value.kind)) return undefined;
  const { additive, flagged } = pythonSubjects(policy, seen);
  const compare = <Comparison>(
    subject: PythonSubject,
    comparison: (python: Parsers['python'], texts: Texts) => Comparison,
  ): ComparedModule<Comparison> => {
    const texts = textsOf(subject, seen);
    if (!texts.known) return { subject, comparison: texts };
    if (parsers === undefined) return { subject, comparison: unobserved('the parsers are not loaded') };
    return { subject, comparison: observed(comparison(parsers.python, texts.value)) };
  };
  return {
    authorship,
    surfaces: additive.map((subject) =>
      subject.status === 'deleted'
        ? { subject, comparison: observed({ kind: 'deleted' }) }
        : compare(subject, surfaceComparison),
    ),
    endpoints: flagged.map((subject) => compare(subject, endpointComparison)),
    flags: scope.featureFlags,
  };
}
