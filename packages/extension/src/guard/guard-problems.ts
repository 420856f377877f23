import { POLICY_CHECK } from './guard-table.ts';
import type { GuardLocation, GuardVerdict } from './guard-verdict.ts';

/** Something that stands against the release and has a line that causes it. */
export interface PlacedProblem {
  readonly place: GuardLocation;
  readonly message: string;
  /** The rule, or the check that it comes from, such as `guard/databases`. */
  readonly code: string;
}

/** What stands against the release, where a file causes it. What could not be found out is nobody's line. */
export function placedProblems({ checks, table }: GuardVerdict): readonly PlacedProblem[] {
  const ofRules = checks
    .filter(({ outcome }) => outcome === 'failed')
    .flatMap(({ rule, subjects }) =>
      subjects.flatMap(({ kind, message, place }) =>
        kind === 'finding' && place !== undefined ? [{ place, message, code: rule }] : [],
      ),
    );
  const others = table
    .filter(({ id }) => id !== POLICY_CHECK)
    .flatMap(({ id, problems }) =>
      problems.flatMap(({ kind, path, line = 1, text, nextStep }) =>
        kind === 'failed' && path !== undefined
          ? [{ place: { path, line, column: 1 }, message: `${text} ${nextStep}`, code: `guard/${id}` }]
          : [],
      ),
    );
  return [...ofRules, ...others];
}
