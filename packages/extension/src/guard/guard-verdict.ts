import { isClear, readGuardTable, type ReleaseCheck } from './guard-table.ts';
import { isRecord, listAt, parseJson, textAt, textsAt, type JsonRecord } from '../json/json-shape.ts';

/** What the guard said, as far as it is shown. */
export interface GuardVerdict {
  readonly passed: boolean;
  readonly exit: number;
  readonly headline: string;
  /** What was judged. */
  readonly judged: string;
  /** Sentences. */
  readonly explanation: string;
  /** One for each rule of the policy. */
  readonly checks: readonly GuardCheck[];
  /** One for each thing that is asked of the release; the policy is one of them. */
  readonly table: readonly ReleaseCheck[];
}

export interface GuardCheck {
  readonly rule: string;
  /** What must be true. */
  readonly summary: string;
  readonly outcome: CheckOutcome;
  /** Why it is not applicable, as a clause; empty for all others. */
  readonly reason: string;
  readonly subjects: readonly GuardSubject[];
}

type SubjectSeverity = (typeof SEVERITIES)[number];

export type CheckOutcome = (typeof OUTCOMES)[number];

/** One thing the guard says under a check. */
export interface GuardSubject {
  readonly kind: 'finding' | 'undetermined' | 'crashed';
  /** Of a finding; `undefined` of all else. */
  readonly severity: SubjectSeverity | undefined;
  readonly message: string;
  /** Why it is undetermined. */
  readonly reason: string | undefined;
  readonly place: GuardLocation | undefined;
}

export interface GuardLocation {
  /** Relative to the folder that was judged, with `/`. */
  readonly path: string;
  /** Counts from 1, as the column does. */
  readonly line: number;
  readonly column: number;
}

export const HEADLINE = { passed: '✅ GUARD PASSED', failed: '❌ GUARD FAILED' } as const;

const SEVERITIES = ['error', 'warning', 'info'] as const;

const OUTCOMES = ['passed', 'warned', 'failed', 'undetermined', 'crashed', 'not-applicable'] as const;

/** Whether an outcome stands against a release. */
export function isHarmless(outcome: CheckOutcome): boolean {
  return HARMLESS.has(outcome);
}

/** Outcomes that let a release go ahead. */
const HARMLESS: ReadonlySet<CheckOutcome> = new Set(['passed', 'warned', 'not-applicable']);

/**
 * Reads the output of `guard --format json`. `undefined` for anything else, and for a pass that contradicts itself:
 * what cannot be read must not look like a pass.
 */
export function readGuardVerdict(text: string): GuardVerdict | undefined {
  const output = parseJson(text);
  const verdict = isRecord(output) && output['schema_version'] === 1 ? verdictIn(output) : undefined;
  return verdict !== undefined && agreesWithItself(verdict) ? verdict : undefined;
}

function verdictIn(output: JsonRecord): GuardVerdict | undefined {
  const { passed, exit, report } = output;
  const [headline, explanation] = [textAt(output, 'headline'), textAt(output, 'explanation')];
  const judged = textAt(output, 'judged');
  const checks = checksIn(output, isRecord(report) ? report : undefined);
  const table = readGuardTable(output);
  if (typeof passed !== 'boolean' || typeof exit !== 'number') return undefined;
  if (headline === undefined || judged === undefined || explanation === undefined) return undefined;
  if (checks === undefined || table === undefined) return undefined;
  return { passed, exit, headline, judged, explanation, checks, table };
}

function agreesWithItself({ passed, exit, headline, checks, table }: GuardVerdict): boolean {
  if (!passed) return exit !== 0 && headline === HEADLINE.failed;
  const isClean =
    checks.every(({ outcome }) => HARMLESS.has(outcome)) && table.every(({ state }) => isClear(state));
  return exit === 0 && headline === HEADLINE.passed && isClean;
}

function checksIn(output: JsonRecord, report: JsonRecord | undefined): readonly GuardCheck[] | undefined {
  const list = listAt(output, 'checks');
  if (list === undefined || report === undefined) return undefined;
  const subjects = subjectsByRule(report);
  const checks = list.flatMap((check) => {
    const [rule, summary] = [textAt(check, 'rule'), textAt(check, 'summary')];
    const outcome = OUTCOMES.find((one) => one === check['outcome']);
    if (rule === undefined || summary === undefined || outcome === undefined) return [];
    const [told] = outcome === 'not-applicable' ? (textsAt(check, 'reasons') ?? []) : [];
    return [{ rule, summary, outcome, reason: told ?? '', subjects: subjects.get(rule) ?? [] }];
  });
  return checks.length === list.length ? checks : undefined;
}

function subjectsByRule(report: JsonRecord): ReadonlyMap<string, readonly GuardSubject[]> {
  const byRule = new Map<string, GuardSubject[]>();
  const add = (kind: GuardSubject['kind'], entry: JsonRecord) => {
    const rule = textAt(entry, 'rule') ?? '';
    const message = textAt(entry, kind === 'crashed' ? 'error' : 'message') ?? '';
    const severity = kind === 'finding' ? severityOf(entry) : undefined;
    const subject = { kind, severity, message, reason: reasonOf(entry), place: placeOf(entry) };
    byRule.set(rule, [...(byRule.get(rule) ?? []), subject]);
  };
  for (const entry of listAt(report, 'crashed') ?? []) add('crashed', entry);
  for (const entry of listAt(report, 'findings') ?? []) add('finding', entry);
  for (const entry of listAt(report, 'undetermined') ?? []) add('undetermined', entry);
  return byRule;
}

/** What cannot be read must not count for less than it is. */
function severityOf(entry: JsonRecord): SubjectSeverity {
  return SEVERITIES.find((one) => one === entry['severity']) ?? 'error';
}

function reasonOf(entry: JsonRecord): string | undefined {
  const reasons = (listAt(entry, 'missing') ?? []).map((fact) => textAt(fact, 'reason') ?? '');
  return reasons.length === 0 ? undefined : [...new Set(reasons)].join('; ');
}

function placeOf({ path, line, column }: JsonRecord): GuardLocation | undefined {
  const isPlace = typeof path === 'string' && typeof line === 'number' && typeof column === 'number';
  return isPlace ? { path, line, column } : undefined;
}
