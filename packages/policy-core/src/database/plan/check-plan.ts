import { displayText } from '../../model/display-text.ts';
import type { SqlParser } from '../../parsers/parsers.ts';
import { shortenedText } from '../../model/shortened-text.ts';
import { withoutCredentials } from '../../model/without-credentials.ts';
import { signsOf, type FoundSign, type PlanSigns } from './plan-signs.ts';
import type { PlanCheck, PlanReason, UnjudgedPart } from './plan-check.ts';
import type { PlanReading } from './plan-reading.ts';
import { pastedLines, mendedText, pastedAsWritten, type PastedText } from './pasted-text.ts';
import { RECOVERY_STEPS, UNJUDGED_STEPS } from './recovery-steps.ts';
import { readPlan } from './read-plan.ts';

/**
 * Judges a migration plan as somebody pasted it: SQL, the output of a tool, a dialog in prose with SQL in it. Never throws;
 * what is neither SQL nor known is told, and is no pass.
 */
export function checkPlan(pasted: string, parser: SqlParser): PlanCheck {
  const lines = pastedLines(pasted);
  const written = judged(pastedAsWritten(pasted), parser);
  const mended = judged(mendedText(pasted), parser);
  // A quote that is mended may close a string that goes on for PostgreSQL, and hide what stands behind it.
  const found = [...mended.found, ...written.found];
  const reasons = reasonsOf(found.toSorted(statementsFirst), lines);
  const { statements, unjudged: parts, isSilent } = written.isWhole ? written : mended;
  const unjudged = unjudgedOf({ parts, isSilent: isSilent && reasons.length === 0 }, lines);
  const verdict = reasons.length > 0 ? 'fail' : unjudged.length > 0 ? 'undetermined' : 'pass';
  const recovery = { fail: RECOVERY_STEPS, undetermined: UNJUDGED_STEPS, pass: [] }[verdict];
  return { schema_version: 1, verdict, statements, reasons, unjudged, recovery };
}

function statementsFirst(one: FoundSign, other: FoundSign): number {
  return Number(other.isStatement) - Number(one.isStatement);
}

interface Judged extends Pick<PlanReading, 'isWhole' | 'statements'>, Pick<PlanSigns, 'isSilent'> {
  readonly found: readonly (FoundSign & { readonly line: number })[];
  readonly unjudged: readonly UnjudgedLines[];
}

type UnjudgedLines = Omit<UnjudgedPart, 'quote'>;

function judged({ text, lineAt }: PastedText, parser: SqlParser): Judged {
  const reading = readPlan(parser, text);
  const { isWhole, statements } = reading;
  const { found, unjudged, isSilent } = signsOf(text, reading);
  return {
    isWhole,
    statements,
    isSilent,
    found: found.map((sign) => ({ ...sign, line: lineAt(sign.start) })),
    unjudged: unjudged.map(({ start, end, problem }) => ({
      text: problem,
      line: lineAt(start),
      end_line: lineAt(Math.max(start, end - 1)),
    })),
  };
}

/** What statements do, and each kind of words once a line. */
function reasonsOf(found: Judged['found'], lines: readonly string[]): readonly PlanReason[] {
  const reasons = new Map<string, PlanReason>();
  const kinds = new Set<string>();
  for (const { kind, text, line, isStatement } of found) {
    const isSaid = !isStatement && kinds.has(`${line} ${kind}`);
    kinds.add(`${line} ${kind}`);
    const key = `${line} ${text}`;
    if (!isSaid && !reasons.has(key)) reasons.set(key, { kind, text, line, quote: quoteOf(lines, line) });
  }
  return [...reasons.values()].toSorted((one, other) => one.line - other.line);
}

/** Lines behind each other of which the same is said are one part. */
function unjudgedOf(
  { parts, isSilent }: { readonly parts: readonly UnjudgedLines[]; readonly isSilent: boolean },
  lines: readonly string[],
): readonly UnjudgedPart[] {
  const joined: UnjudgedPart[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    if (before?.text === part.text && part.line <= before.end_line + 1) {
      joined[joined.length - 1] = { ...before, end_line: part.end_line };
    } else {
      joined.push({ ...part, quote: quoteOf(lines, part.line) });
    }
  }
  return joined.length > 0 || !isSilent ? joined : [silence(lines)];
}

function silence(lines: readonly string[]): UnjudgedPart {
  const isEmpty = lines.every((line) => line.trim() === '');
  const text = isEmpty
    ? 'It is empty.'
    : 'It holds no statement of SQL, and does not say that there is none.';
  return { text, line: 1, end_line: lines.length, quote: quoteOf(lines, 1) };
}

function quoteOf(lines: readonly string[], line: number): string {
  return displayText(shortenedText(withoutCredentials((lines[line - 1] ?? '').trim())));
}
