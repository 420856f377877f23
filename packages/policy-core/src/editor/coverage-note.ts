import { coverageSentence, ruleCounts } from '../engine/coverage.ts';
import { notApplicableSentences } from '../engine/not-applicable.ts';
import type { Report } from '../engine/report.ts';

/** What an editor says of how much a check looked at. */
export interface CoverageNote {
  /** No rule passed and none failed, so that no findings mean nothing. */
  readonly judgedNothing: boolean;
  /** What was judged and how many rules ended how, as every report says it; where nothing was, then why. */
  readonly sentences: readonly string[];
}

export function coverageNote(
  report: Pick<Report, 'rules' | 'judged' | 'files' | 'undetermined'>,
): CoverageNote {
  const { passed, failed, crashed } = ruleCounts(report.rules);
  const judgedNothing = passed + failed + crashed === 0;
  return {
    judgedNothing,
    sentences: [coverageSentence(report), ...(judgedNothing ? reasonsIn(report) : [])],
  };
}

function reasonsIn({ rules, undetermined }: Pick<Report, 'rules' | 'undetermined'>): readonly string[] {
  const waiting = undetermined.map(
    ({ rule, missing }) => `${rule}: ${missing.map(({ reason }) => reason).join(', and ')}.`,
  );
  return [...new Set(waiting), ...notApplicableSentences(rules)];
}
