import { emptyFacts, isIdle } from '../checker/empty-facts.ts';
import type { Facts } from '../checker/facts.ts';
import { displayText } from '../model/display-text.ts';
import type { Evidence, Finding, RelatedPlace, Severity, Undetermined } from '../model/finding.ts';
import type { CrashedRule } from './report.ts';
import type { Outcome, Rule } from './rule.ts';
import { sha256 } from '../model/sha256.ts';
import { shortenedText } from '../model/shortened-text.ts';
import type { Stage } from '../model/stage.ts';
import { withoutCredentials } from '../model/without-credentials.ts';
import type { Yielding } from './without-repeated.ts';

/** A rule with what the policy says about it. */
export interface RuleRun {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What becomes of the weight a subject has of its own; left out: it does not count. */
  readonly weigh?: ((own: Severity) => Severity) | undefined;
  readonly options: unknown;
}

export interface Evaluation {
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
  readonly crashed: readonly CrashedRule[];
  /** What another rule tells as well. */
  readonly yielding: Yielding;
}

/**
 * Runs every rule that has something to judge over the same facts. Never throws and never stops early: a crashed
 * rule is reported.
 */
export function evaluate(runs: readonly RuleRun[], facts: Facts, stage: Stage): Evaluation {
  const findings: Finding[] = [];
  const undetermined: Undetermined[] = [];
  const crashed: CrashedRule[] = [];
  const yielding = new Map<Finding, string>();
  const empty = emptyFacts(facts);
  for (const run of runs) {
    if (isIdle(run.rule.needs, empty)) continue;
    try {
      // A rule that throws half way has said nothing: its outcomes count once it has ended.
      const outcomes = Array.from(run.rule.check(facts, { options: run.options, stage }));
      for (const outcome of outcomes) {
        if (outcome.kind === 'undecided') undetermined.push(toUndetermined(run, outcome));
        else {
          const finding = toFinding(run, outcome);
          findings.push(finding);
          if (outcome.yieldsTo !== undefined) yielding.set(finding, outcome.yieldsTo);
        }
      }
    } catch (error) {
      crashed.push({ rule: run.rule.id, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { findings, undetermined, crashed, yielding };
}

function toFinding(run: RuleRun, violation: Extract<Outcome, { kind: 'violation' }>): Finding {
  const { rule } = run;
  const severity = weightOf(run, violation);
  const message = wording(rule, violation, shortenedText);
  const { at, messageId } = violation;
  const data = shownData(violation);
  const related = (violation.related ?? []).map(shownRelated);
  const evidence = (violation.evidence ?? []).map(withoutSecrets);
  const fixes = (violation.fixes ?? []).map((fix) => ({ ...fix, title: told(fix.title) }));
  const fingerprint = fingerprintOf([rule.id, at?.path ?? '', wording(rule, violation)]);
  return { rule: rule.id, severity, message, messageId, data, at, evidence, related, fixes, fingerprint };
}

function toUndetermined(run: RuleRun, undecided: Extract<Outcome, { kind: 'undecided' }>): Undetermined {
  const { rule } = run;
  const severity = weightOf(run, undecided);
  const { at, messageId, waitsFor } = undecided;
  const data = shownData(undecided);
  const related = (undecided.related ?? []).map(shownRelated);
  const missing = undecided.missing.map(({ fact, reason }) => ({
    fact: withoutCredentials(fact),
    reason: withoutCredentials(reason),
  }));
  const subject = told(undecided.subject);
  const evidence = (undecided.evidence ?? []).map(withoutSecrets);
  const message = wording(rule, undecided, shortenedText);
  const reasons = missing.map(({ reason }) => reason);
  const whole = wording(rule, undecided);
  const fingerprint = fingerprintOf(['undetermined', rule.id, at?.path ?? '', whole, ...reasons]);
  const what = { severity, subject, message, messageId, data };
  return { rule: rule.id, ...what, at, waitsFor, missing, evidence, related, fingerprint };
}

function weightOf({ severity, weigh }: RuleRun, { severity: own }: Outcome): Severity {
  return own !== undefined && weigh !== undefined ? weigh(own) : severity;
}

/** 128 bits of a SHA-256: enough to tell findings of one repository apart, short enough to read. */
function fingerprintOf(parts: readonly string[]): string {
  return sha256(parts.join('\n')).slice(0, 32);
}

/** What tells findings apart is the whole sentence, also where people are told less of it. */
function wording(
  rule: Rule,
  { messageId, data }: Outcome,
  shorten: (value: string) => string = (value) => value,
): string {
  const template = rule.messages[messageId] ?? messageId;
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => {
    const value = data[name];
    return value === undefined ? slot : displayText(shorten(withoutCredentials(value)));
  });
}

function shownData({ data }: Outcome): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, withoutCredentials(value)]));
}

function told(text: string): string {
  return shortenedText(withoutCredentials(text));
}

function shownRelated({ message, at }: RelatedPlace): RelatedPlace {
  return { message: told(message), at };
}

function withoutSecrets(evidence: Evidence): Evidence {
  const { subject, value } = evidence;
  return { ...evidence, subject: withoutCredentials(subject), value: withoutCredentials(value) };
}
