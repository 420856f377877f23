import type { Severity } from '../model/finding.ts';
import type { Report } from './report.ts';

export interface Tally {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly undetermined: number;
  readonly crashed: number;
}

export function tallyOf({ findings, undetermined, crashed }: Report): Tally {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    undetermined: undetermined.length,
    crashed: crashed.length,
  };
}

/** `3 errors, 1 warning, 2 undetermined in 2 of 5 files`, or `No findings in 5 files`. */
export function tallySentence(report: Report): string {
  const counts = countsIn(report);
  const alone = report.focus.kind === 'tree' && report.judged.changedFiles === undefined;
  const ofTree = alone ? ' of the tree, no change judged' : '';
  if (counts.length > 0) return `${counts.join(', ')} ${concernedFiles(report)}${ofTree}`;
  if (judgedNothing(report)) return `Nothing to judge in ${counted(report.files, 'file')}${ofTree}`;
  return `No findings in ${lookedAt(report)}${ofTree}`;
}

function countsIn(report: Report): readonly string[] {
  const { errors, warnings, infos, undetermined, crashed } = tallyOf(report);
  return [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(infos > 0 ? [counted(infos, 'info')] : []),
    ...(undetermined > 0 ? [`${undetermined} undetermined`] : []),
    ...(crashed > 0 ? [counted(crashed, 'crashed rule')] : []),
  ];
}

/** Where nothing was read, what changed was judged by its path. */
function lookedAt({ files, judged: { changedFiles = 0 } }: Report): string {
  if (files > 0 || changedFiles === 0) return counted(files, 'file');
  return `the ${changedFiles === 1 ? 'path' : 'paths'} of ${counted(changedFiles, 'changed file')}`;
}

/** `in 2 of 5 files`; what is about no file at all leaves only how many were looked at. */
function concernedFiles({ findings, undetermined, files }: Report): string {
  const concerned = new Set([...findings, ...undetermined].flatMap(({ at }) => at?.path ?? [])).size;
  return concerned === 0 || concerned === files
    ? `in ${counted(files, 'file')}`
    : `in ${concerned} of ${counted(files, 'file')}`;
}

/**
 * Whether no rule had a subject, or no file was looked at: then nothing was found, and nothing passed either. That a
 * pattern of the policy leads to files says nothing of what is in them.
 */
export function judgedNothing({ rules, files, judged }: Pick<Report, 'rules' | 'files' | 'judged'>): boolean {
  const isWithoutFiles = files + (judged.changedFiles ?? 0) === 0;
  return (
    rules.length > 0 &&
    rules.every(
      ({ rule, outcome }) =>
        outcome === 'not-applicable' ||
        (outcome === 'passed' && (isWithoutFiles || rule === 'policy/matches-nothing')),
    )
  );
}

/** What was accepted and is therefore not listed; `undefined` when there is none of it. */
export function acceptedSentence({ waived, baselined, outdatedBaselineEntries }: Report): string | undefined {
  const parts = [
    ...(waived.length > 0 ? [`${waived.length} waived by the policy`] : []),
    ...(baselined.length > 0 ? [`${baselined.length} accepted by the baseline`] : []),
  ];
  const outdated = outdatedBaselineEntries ?? 0;
  const sentences = [
    ...(parts.length > 0 ? [`Not listed: ${parts.join(', ')}.`] : []),
    ...(outdated > 0
      ? [
          `${counted(outdated, 'baseline entry')} no longer ${outdated === 1 ? 'occurs' : 'occur'}: run lockkeeper baseline --prune.`,
        ]
      : []),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

export function counted(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  return `${count} ${noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
