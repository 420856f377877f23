import type { PlanCheck, PlanReason, UnjudgedPart } from '../database/plan/plan-check.ts';
import { paintFor, type Paint } from '../model/ansi.ts';
import { counted } from '../engine/tally.ts';

/** For people: what stands against a plan, line by line, and what to do then. */
export function planCheckText(check: PlanCheck, { colors }: { readonly colors: boolean }): string {
  const paint = paintFor(colors);
  const lines = [
    ...reasonLines(check.reasons, paint),
    ...unjudgedLines(check.unjudged, paint),
    verdictLine(check, paint),
    ...recoveryLines(check.recovery),
  ];
  return `${lines.join('\n')}\n`;
}

function reasonLines(reasons: readonly PlanReason[], paint: Paint): readonly string[] {
  return reasons.flatMap(({ kind, text, line, quote }) => [
    `${paint.strong(`line ${line}`)}: ${paint.error(kind)}: ${text}`,
    ...quoteLines(quote, paint),
  ]);
}

/** More are not read by anybody. */
const MOST_UNJUDGED = 10;

function unjudgedLines(parts: readonly UnjudgedPart[], paint: Paint): readonly string[] {
  const shown = parts
    .slice(0, MOST_UNJUDGED)
    .flatMap(({ text, line, end_line: end, quote }) => [
      `${paint.strong(line === end ? `line ${line}` : `lines ${line} to ${end}`)}: ${paint.warning('not judged')}: ${text}`,
      ...quoteLines(quote, paint),
    ]);
  const more = parts.length - MOST_UNJUDGED;
  return more > 0 ? [...shown, `And ${more} more that ${more === 1 ? 'is' : 'are'} not judged.`] : shown;
}

function quoteLines(quote: string, paint: Paint): readonly string[] {
  return quote === '' ? [] : [`    ${paint.faint(quote)}`];
}

function verdictLine({ verdict, statements, reasons, unjudged }: PlanCheck, paint: Paint): string {
  const read = `${counted(statements, 'statement')} of SQL ${statements === 1 ? 'was' : 'were'} read`;
  switch (verdict) {
    case 'fail':
      return paint.strong(paint.error(`❌ DO NOT APPROVE: ${counted(reasons.length, 'reason')}.`));
    case 'undetermined':
      return `${paint.strong(paint.warning('❌ NOT PROVED'))}: ${read} and nothing was found, but ${counted(unjudged.length, 'part')} cannot be judged.`;
    case 'pass':
      return `${paint.strong(paint.good('✅ NOTHING FOUND'))}: ${read}, and nothing in the plan drops tables or columns, deletes rows in bulk, resets the database or warns of a loss.`;
  }
}

function recoveryLines(steps: readonly string[]): readonly string[] {
  return steps.length === 0
    ? []
    : ['', 'What to do:', ...steps.map((step, index) => `  ${index + 1}. ${step}`)];
}
