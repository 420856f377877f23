import { displayText } from '../model/display-text.ts';
import type { Undetermined } from '../model/finding.ts';
import type { Report } from '../engine/report.ts';
import type { Paint } from '../model/ansi.ts';
import { placeText } from './place-text.ts';
import { nextStep, reasonsOf } from './reasons.ts';

/** What could not be decided, gathered by reason, so that one missing fact is explained once. */
export function undeterminedBlock({ undetermined, stage }: Report, paint: Paint): string[] {
  return groupsOf(undetermined).flatMap((group) => {
    const [first] = group;
    return [
      ...group.flatMap((subject) => subjectLines(subject, paint)),
      ...first.missing.map(({ reason }) => `${INDENT}${paint.faint('because')} ${displayText(reason)}`),
      `${INDENT}${paint.faint('next:')} ${nextStep(first, stage)}`,
    ];
  });
}

const INDENT = ' '.repeat(6);

function groupsOf(
  undetermined: readonly Undetermined[],
): readonly (readonly [Undetermined, ...Undetermined[]])[] {
  const groups = new Map<string, [Undetermined, ...Undetermined[]]>();
  for (const subject of undetermined) {
    const reasons = JSON.stringify([
      subject.severity,
      subject.waitsFor,
      subject.missing.map(({ reason }) => reason),
    ]);
    const group = groups.get(reasons);
    if (group) group.push(subject);
    else groups.set(reasons, [subject]);
  }
  return [...groups.values()];
}

function subjectLines(subject: Undetermined, paint: Paint): string[] {
  const { message, rule, at, related } = subject;
  const place = at === undefined ? '' : ` ${placeText(at)}`;
  return [
    `${paint.warning('undetermined:')} ${displayText(message)}  ${paint.faint(`${displayText(rule)}${place}`)}`,
    ...evidenceOf(subject).map((clause) => `${INDENT}${paint.faint('because')} ${clause}`),
    ...related.map(
      (other) => `${INDENT}${paint.faint('see:')} ${placeText(other.at)} ${displayText(other.message)}`,
    ),
  ];
}

function evidenceOf(subject: Undetermined): readonly string[] {
  return reasonsOf({ ...subject, missing: [] });
}
