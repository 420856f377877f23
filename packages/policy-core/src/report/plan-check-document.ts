import type { PlanCheck, PlanReason, UnjudgedPart } from '../database/plan/plan-check.ts';
import { counted } from '../engine/tally.ts';
import {
  faint,
  lines,
  list,
  steps,
  strong,
  title,
  toned,
  type Document,
  type Item,
  type Text,
} from './document/document.ts';

/** What stands against a plan, line by line, and what to do then. */
export function planCheckDocument(check: PlanCheck): Document {
  const { reasons, unjudged, recovery } = check;
  const more = unjudged.length - MOST_UNJUDGED;
  return [
    ...title(headline(check)),
    ...list(reasons.map(reasonItem)),
    ...list(unjudged.slice(0, MOST_UNJUDGED).map(unjudgedItem)),
    ...(more > 0 ? lines(`And ${more} more that ${more === 1 ? 'is' : 'are'} not judged.`) : []),
    ...steps(recovery),
  ];
}

/** More are not read by anybody. */
const MOST_UNJUDGED = 10;

function headline({ verdict, statements, reasons, unjudged }: PlanCheck): Text {
  const read = `${counted(statements, 'statement')} of SQL ${statements === 1 ? 'was' : 'were'} read`;
  switch (verdict) {
    case 'fail':
      return strong(toned('error', `❌ DO NOT APPROVE: ${counted(reasons.length, 'reason')}.`));
    case 'undetermined':
      return [
        strong(toned('warning', '❌ NOT PROVED')),
        `: ${read} and nothing was found, but ${counted(unjudged.length, 'part')} cannot be judged.`,
      ];
    case 'pass':
      return [
        strong(toned('good', '✅ NOTHING FOUND')),
        `: ${read}, and nothing in the plan drops tables or columns, deletes rows in bulk, resets the database or warns of a loss.`,
      ];
  }
}

function reasonItem({ kind, text, line, quote }: PlanReason): Item {
  return { text: [strong(`line ${line}`), ': ', toned('error', kind), `: ${text}`], blocks: quoted(quote) };
}

function unjudgedItem({ text, line, end_line: end, quote }: UnjudgedPart): Item {
  const where = line === end ? `line ${line}` : `lines ${line} to ${end}`;
  return { text: [strong(where), ': ', toned('warning', 'not judged'), `: ${text}`], blocks: quoted(quote) };
}

function quoted(quote: string): Document {
  return quote === '' ? [] : lines(faint(quote));
}
