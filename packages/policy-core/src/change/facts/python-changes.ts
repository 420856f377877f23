import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { FeatureFlags, Policy } from '../../policy/policy.ts';
import { authorship, type Authorship } from './authorship.ts';
import { endpointComparison, type EndpointComparison } from '../../python-api/fastapi/endpoint-comparison.ts';
import { pythonSubjects, type PythonSubject } from '../../python-api/surface/python-subjects.ts';
import type { BothSides } from '../../model/both-sides.ts';
import { textsOf, type Texts } from '../../python-api/surface/python-texts.ts';
import { surfaceComparison, type SurfaceComparison } from '../../python-api/comparison/surface-comparison.ts';
import { defineSubjects, withFound } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { parsersInput } from '../../engine/run-inputs.ts';
import { contentAfter, contentBefore, seenParts } from '../../engine/seen-inputs.ts';
import { changedSubjects } from './judged-change.ts';

/** What a change does to Python files that the scope watches. */
export interface PythonChanges {
  readonly surfaces: readonly ComparedSurface[];
  readonly endpoints: readonly ComparedEndpoints[];
}

export type ComparedModule = ComparedSurface | ComparedEndpoints;

/** A file that may only be added to. */
export interface ComparedSurface extends PythonSubject {
  readonly kind: 'surface';
  /** Unobserved where a text was not seen or cannot be read. */
  readonly comparison: Known<SurfaceComparison>;
}

/** A file whose new endpoints need a feature flag. */
export interface ComparedEndpoints extends PythonSubject {
  readonly kind: 'endpoints';
  /** Unobserved where a text was not seen or cannot be read. */
  readonly comparison: Known<EndpointComparison>;
  /** What counts as a flag. */
  readonly flags: FeatureFlags;
}

export interface JudgedBy extends BothSides {
  readonly authorship: Known<Authorship>;
  /** Asked for only where two texts are compared; `undefined` when not loaded. */
  readonly parsers: () => Parsers | undefined;
}

/** Each changed path where a scope holds, with what became of it as a Python file that the scope watches. */
export const pythonChanges = defineSubjects<readonly ComparedModule[]>({
  name: 'python-changes',
  words: 'Python files before and after the change',
  of: 'changed path',
  isConfigured: (get) => policySections(get, 'changeScope').changeScope !== undefined,
  compute: (get) => {
    const changes = findPythonChanges(policySections(get, 'changeScope'), seenParts(get, 'focus', 'change'), {
      contentBefore: (path) => get(contentBefore, path),
      contentAfter: (path) => get(contentAfter, path),
      authorship: get(authorship),
      parsers: () => get(parsersInput),
    });
    return changes === undefined
      ? []
      : withFound(changedSubjects(get), [...changes.surfaces, ...changes.endpoints]);
  },
});

/** `undefined`: the scope is not for whoever made this change, or there is none. */
export function findPythonChanges(
  policy: Pick<Policy, 'changeScope'>,
  seen: Pick<Observations, 'focus' | 'change'>,
  { authorship, parsers: parsersOf, ...sides }: JudgedBy,
): PythonChanges | undefined {
  const { changeScope: scope } = policy;
  if (scope === undefined) return undefined;
  if (authorship.known && !scope.appliesTo.includes(authorship.value.kind)) return undefined;
  const { additive, flagged } = pythonSubjects(policy, seen);
  const compared = <Comparison>(
    subject: PythonSubject,
    compare: (python: Parsers['python'], texts: Texts) => Comparison,
  ): Known<Comparison> => {
    const texts = textsOf(subject, sides);
    if (!texts.known) return texts;
    const parsers = parsersOf();
    if (parsers === undefined) return unobserved('the parsers are not loaded');
    return observed(compare(parsers.python, texts.value));
  };
  const { featureFlags: flags } = scope;
  return {
    surfaces: additive.map((subject) => ({
      kind: 'surface',
      ...subject,
      comparison:
        subject.status === 'deleted' ? observed({ kind: 'deleted' }) : compared(subject, surfaceComparison),
    })),
    endpoints:
      flags === undefined
        ? []
        : flagged.map((subject) => ({
            kind: 'endpoints',
            ...subject,
            comparison: compared(subject, endpointComparison),
            flags,
          })),
  };
}
