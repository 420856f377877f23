import type { QualityReport } from '../deployment/readiness/quality-report.ts';
import type { Quality, QualityEvidence, QualityState } from '../deployment/readiness/quality.ts';
import {
  faint,
  lines,
  list,
  section,
  strong,
  toned,
  type Document,
  type Item,
  type Mark,
  type Text,
} from './document/document.ts';

/** Each word of the deployment policy with what it rests on. */
export function qualityReportDocument(report: QualityReport): Document {
  return [...lines(subject(report)), ...report.qualities.flatMap(qualitySection)];
}

/** What the report is about. */
function subject({ commit, environment, made_at: at }: QualityReport): string {
  const what = commit === null ? 'Nothing was judged' : `Judged: ${commit}`;
  return `${what}${environment === null ? '' : ` for ${environment}`}, at ${at}.`;
}

function qualitySection({ name, claim, state, evidence }: Quality): Document {
  return section(
    [strong(name), ': ', STATES[state]],
    [...lines(faint(claim)), ...list(evidence.map(evidenceItem))],
  );
}

function evidenceItem({ title, state, seen, source }: QualityEvidence): Item {
  return { mark: MARKS[state], text: [title, faint(` (${source})`)], blocks: lines(...seen) };
}

const STATES: Readonly<Record<QualityState, Text>> = {
  shown: toned('good', 'shown'),
  against: toned('error', 'NO'),
  unknown: toned('warning', 'not proved'),
};

const MARKS: Readonly<Record<QualityState, Mark>> = {
  shown: 'passed',
  against: 'failed',
  unknown: 'undetermined',
};
