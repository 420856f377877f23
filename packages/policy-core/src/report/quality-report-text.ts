import { displayText } from '../model/display-text.ts';
import type { QualityReport } from '../deployment/readiness/quality-report.ts';
import type { Quality, QualityEvidence, QualityState } from '../deployment/readiness/quality.ts';
import { paintFor, type Paint } from '../model/ansi.ts';

/** For people: each word with what it rests on. */
export function qualityReportText(report: QualityReport, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const blocks = report.qualities.map((quality) =>
    [head(quality, paint), ...quality.evidence.flatMap((one) => evidenceLines(one, paint))].join('\n'),
  );
  return `${[subject(report), ...blocks].join('\n\n')}\n`;
}

/** What the report is about, as a line. */
export function subject({ commit, environment, made_at: at }: QualityReport): string {
  const what = commit === null ? 'Nothing was judged' : `Judged: ${commit}`;
  return `${what}${environment === null ? '' : ` for ${displayText(environment)}`}, at ${at}.`;
}

export const STATE_WORDS: Readonly<Record<QualityState, string>> = {
  shown: 'shown',
  against: 'not so',
  unknown: 'not proved',
};

function head({ name, claim, state }: Quality, paint: Paint): string {
  return `${paint.strong(name)}: ${COLORS[state](paint)(STATE_WORDS[state])}\n  ${paint.faint(claim)}`;
}

function evidenceLines({ title, state, seen, source }: QualityEvidence, paint: Paint): readonly string[] {
  return [
    `  ${COLORS[state](paint)(MARKS[state])} ${displayText(title)} ${paint.faint(`(${displayText(source)})`)}`,
    ...seen.map((sentence) => `      ${displayText(sentence)}`),
  ];
}

const MARKS: Readonly<Record<QualityState, string>> = { shown: '✔', against: '✘', unknown: '?' };

const COLORS: Readonly<Record<QualityState, (paint: Paint) => (text: string) => string>> = {
  shown: ({ good }) => good,
  against: ({ error }) => error,
  unknown: ({ warning }) => warning,
};
