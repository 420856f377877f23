import { displayText } from '../display-text.ts';
import type { SqlParser } from '../parsers/parsers.ts';
import { shortenedText } from '../shortened-text.ts';
import { withoutCredentials } from '../without-credentials.ts';
import { signsOf, type FoundSign, type PlanSigns } from './plan-signs.ts';
import type { PlanCheck, PlanReason, UnjudgedPart } from './plan-check.ts';
import { readPlan } from './plan-reading.ts';
import { pastedText, type PastedText } from './pasted-text.ts';
import { RECOVERY_STEPS, UNJUDGED_STEPS } from './recovery-steps.ts';

/**
 * Judges a migration plan as somebody pasted it: SQL, the output of a tool, a dialog in prose with SQL in it. Never throws;
 * what is neither SQL nor known is told, and is no pass.
 */
export function checkPlan(pasted: string, parser: SqlParser): PlanCheck {
  const plan = pastedText(pasted);
  const reading = readPlan(parser, plan.text);
  const signs = signsOf(plan.text, reading);
  const lines = pasted.split(/\r\n|\n|\r/);
  const reasons = reasonsOf(signs.found, plan, lines);
  const unjudged = unjudgedOf({ ...signs, isSilent: signs.isSilent && reasons.length === 0 }, plan, lines);
  const verdict = reasons.length > 0 ? 'fail' : unjudged.length > 0 ? 'undetermined' : 'pass';
  const recovery = { fail: RECOVERY_STEPS, undetermined: UNJUDGED_STEPS, pass: [] }[verdict];
  return { schema_version: 1, verdict, statements: reading.statements, reasons, unjudged, recovery };
}

/** What statements do, and each kind of words once a line. */
function reasonsOf(
  found: readonly FoundSign[],
  { lineAt }: PastedText,
  lines: readonly string[],
): readonly PlanReason[] {
  const reasons = new Map<string, PlanReason>();
  const kinds = new Set<string>();
  for (const { kind, text, start, isStatement } of found) {
    const line = lineAt(start);
    const isSaid = !isStatement && kinds.has(`${line} ${kind}`);
    kinds.add(`${line} ${kind}`);
    const key = `${line} ${text}`;
    if (!isSaid && !reasons.has(key)) reasons.set(key, { kind, text, line, quote: quoteOf(lines, line) });
  }
  return [...reasons.values()].toSorted((one, other) => one.line - other.line);
}

function unjudgedOf(
  { unjudged, isSilent }: PlanSigns,
  { text, lineAt }: PastedText,
  lines: readonly string[],
): readonly UnjudgedPart[] {
  const parts: UnjudgedPart[] = [];
  for (const { start, end, problem } of unjudged) {
    const line = lineAt(start);
    const before = parts.at(-1);
    const endLine = lineAt(Math.max(start, end - 1));
    if (before !== undefined && before.text === problem && isNext(before, line)) {
      parts[parts.length - 1] = { ...before, end_line: endLine };
    } else {
      parts.push({ text: problem, line, end_line: endLine, quote: quoteOf(lines, line) });
    }
  }
  if (parts.length > 0 || !isSilent) return parts;
  return [silence(text, lines)];
}

function isNext({ end_line: end }: UnjudgedPart, line: number): boolean {
  return line === end || line === end + 1;
}

function silence(text: string, lines: readonly string[]): UnjudgedPart {
  const said =
    text.trim() === ''
      ? 'It is empty.'
      : 'It holds no statement of SQL, and does not say that there is none.';
  return { text: said, line: 1, end_line: lines.length, quote: quoteOf(lines, 1) };
}

function quoteOf(lines: readonly string[], line: number): string {
  return displayText(shortenedText(withoutCredentials((lines[line - 1] ?? '').trim())));
}
