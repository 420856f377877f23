import type { Evidence, Finding, RelatedPlace, Severity, Undetermined } from '../model/finding.ts';
import { findingFingerprint, undeterminedFingerprint } from './fingerprint.ts';
import type { CrashedRule } from './report.ts';
import type { Get } from './queries/query.ts';
import type { Outcome, Rule } from './rule.ts';
import { sentence } from './sentence.ts';
import { shortenedText } from '../model/shortened-text.ts';
import type { Stage } from '../model/stage.ts';
import { withoutCredentials } from '../model/without-credentials.ts';
import type { Superseded } from './dedupe-findings.ts';

/** A rule with what the policy says about it. */
export interface RuleRun {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What becomes of the weight a subject has of its own; left out: it does not count. */
  readonly severityOverride?: ((own: Severity) => Severity) | undefined;
  readonly options: unknown;
}

export interface Evaluation {
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
  readonly crashed: readonly CrashedRule[];
  /** What another rule tells as well. */
  readonly yielding: Superseded;
}

/**
 * Runs the rules over the same facts. Never throws and never stops early: a crashed
 * rule is reported.
 */
export function evaluate(runs: readonly RuleRun[], get: Get, stage: Stage): Evaluation {
  const findings: Finding[] = [];
  const undetermined: Undetermined[] = [];
  const crashed: CrashedRule[] = [];
  const yielding = new Map<Finding, string>();
  for (const run of runs) {
    try {
      // Of what cannot be worked out no rule has judged anything.
      for (const fact of run.rule.judges) get(fact);
      // A rule that throws half way has said nothing: its outcomes count once it has ended.
      const outcomes = Array.from(run.rule.check(get, { options: run.options, stage }));
      for (const outcome of outcomes) {
        if (outcome.kind === 'undecided') undetermined.push(toUndetermined(run, outcome));
        else {
          const finding = toFinding(run, outcome);
          findings.push(finding);
          if (outcome.supersededBy !== undefined) yielding.set(finding, outcome.supersededBy);
        }
      }
    } catch (error) {
      crashed.push({ rule: run.rule.id, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { findings, undetermined, crashed, yielding };
}

function toFinding(run: RuleRun, violation: Extract<Outcome, { kind: 'violation' }>): Finding {
  const said = whatIsSaid(run.rule, violation);
  const { rule, message, messageId, data, at } = said;
  const severity = weightOf(run, violation);
  const related = (violation.related ?? []).map(shownRelated);
  const evidence = (violation.evidence ?? []).map(withoutSecrets);
  const fixes = (violation.fixes ?? []).map((fix) => ({ ...fix, title: told(fix.title) }));
  const fingerprint = findingFingerprint(said);
  return { rule, message, messageId, data, at, severity, related, evidence, fixes, fingerprint };
}

function toUndetermined(run: RuleRun, undecided: Extract<Outcome, { kind: 'undecided' }>): Undetermined {
  const said = whatIsSaid(run.rule, undecided);
  const severity = weightOf(run, undecided);
  const { waitsFor } = undecided;
  const related = (undecided.related ?? []).map(shownRelated);
  const missing = undecided.missing.map(({ fact, reason }) => ({
    fact: withoutCredentials(fact),
    reason: withoutCredentials(reason),
  }));
  const subject = told(undecided.subject);
  const evidence = (undecided.evidence ?? []).map(withoutSecrets);
  const fingerprint = undeterminedFingerprint(said, missing);
  return { ...said, severity, subject, waitsFor, missing, evidence, related, fingerprint };
}

/** The data is kept whole also where people are told less of it: it is what tells findings apart. */
function whatIsSaid({ id, messages }: Rule, { at, messageId, data }: Outcome) {
  const safe = withoutSecretsIn(data);
  const message = sentence(messages[messageId] ?? messageId, safe, shortenedText);
  return { rule: id, message, messageId, data: safe, at };
}

function weightOf({ severity, severityOverride }: RuleRun, { severity: own }: Outcome): Severity {
  return own !== undefined && severityOverride !== undefined ? severityOverride(own) : severity;
}

/** Nearly no data holds a secret: it is copied only where something is covered. */
function withoutSecretsIn(data: Outcome['data']): Outcome['data'] {
  const isClean = Object.values(data).every((value) => withoutCredentials(value) === value);
  if (isClean) return data;
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
