import { notApplicableSummary, type NotApplicableReason } from './not-applicable.ts';
import type { Report, RuleSummary } from './report.ts';
import { counted } from './tally.ts';

/** How many rules ended how. */
export interface RuleCounts extends Readonly<
  Record<Exclude<RuleSummary['outcome'], 'not-applicable'>, number>
> {
  /** Those that had nothing to judge, by the reason. */
  readonly notApplicable: Readonly<Record<NotApplicableReason, number>>;
}

export function ruleCounts(rules: Report['rules']): RuleCounts {
  const ended = (wanted: RuleSummary['outcome']) => rules.filter(({ outcome }) => outcome === wanted).length;
  const idle = (wanted: string) => rules.filter(({ notApplicable }) => notApplicable === wanted).length;
  return {
    passed: ended('passed'),
    failed: ended('failed'),
    undetermined: ended('undetermined'),
    crashed: ended('crashed'),
    notApplicable: {
      'nothing-of-its-kind': idle('nothing-of-its-kind'),
      'no-change-given': idle('no-change-given'),
      'not-configured': idle('not-configured'),
      'not-asked': idle('not-asked'),
      'other-database': idle('other-database'),
    },
  };
}

/** `Judged 3 revisions, 1 pair, 12 changed files: 41 rules passed, 1 failed, 119 not applicable.` */
export function coverageSentence(report: Pick<Report, 'rules' | 'judged' | 'files'>): string {
  const { notApplicable, ...ended } = ruleCounts(report.rules);
  const idle = Object.values(notApplicable).reduce((sum, count) => sum + count, 0);
  const parts = [
    `${counted(ended.passed, 'rule')} passed`,
    ...WORSE.flatMap((outcome) => (ended[outcome] > 0 ? [`${ended[outcome]} ${outcome}`] : [])),
    ...(idle > 0 ? [`${idle} not applicable`] : []),
  ];
  return `Judged ${judgedText(report)}: ${parts.join(', ')}.`;
}

/** The same with the reasons of those that were not applicable, which it counts last. */
export function coverageLine(report: Pick<Report, 'rules' | 'judged' | 'files'>): string {
  const why = notApplicableSummary(report.rules);
  return coverageSentence(report).replace(/\.$/, why === '' ? '.' : `: ${why}.`);
}

const WORSE = ['failed', 'undetermined', 'crashed'] as const;

/** `3 revisions, 1 pair, 12 changed files`; where no change was judged, `5 files of the tree`. */
export function judgedText({ judged, files }: Pick<Report, 'judged' | 'files'>): string {
  const { revisions, pairs, changedFiles } = judged;
  const parts = [
    ...(revisions > 0 ? [counted(revisions, 'revision')] : []),
    ...(pairs > 0 ? [counted(pairs, 'pair')] : []),
    changedFiles === undefined
      ? `${counted(files, 'file')} of the tree`
      : counted(changedFiles, 'changed file'),
  ];
  return parts.join(', ');
}
