import { baselineOf, splitByBaseline, type Baseline } from './baseline.ts';
import { applicability, scopeOf } from './applicability.ts';
import { takeEngine } from './kept-engines.ts';
import { untoldSubjects } from './unread-subjects.ts';
import { contributed } from '../engine/contributions.ts';
import type { Get } from '../engine/queries/query.ts';
import { policySections } from '../engine/policy-sections.ts';
import { seenParts } from '../engine/seen-inputs.ts';
import { migrations } from '../migrations/facts/known-migrations.ts';
import { namedPairs } from '../dependencies/facts/requirements-pair.ts';
import { evaluate, type Evaluation } from '../engine/evaluate.ts';
import type { KeptOutcomes } from '../engine/kept-outcomes.ts';
import type { RuleRun } from '../engine/rule-run.ts';
import { memoizeByObject } from '../model/memoize.ts';
import { filesLookedAt } from '../model/files-looked-at.ts';
import type { Finding, Severity, Undetermined } from '../model/finding.ts';
import type { Observations } from '../model/observations.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { asFirstPolicy } from '../policy/first-policy.ts';
import { anyMatch } from '../policy/patterns/line-match.ts';
import { matchedPlaces } from '../policy/places/matched-places.ts';
import type { Policy, Waiver } from '../policy/policy.ts';
import { unreadFiles, unsupportedNotices } from '../change/facts/unsupported-tools.ts';
import { applyWaivers } from '../policy/waivers.ts';
import type { JudgedSubjects, PolicyOrigin, Report, RuleSummary, Verdict } from '../engine/report.ts';
import { pathNotices, policyWithin, type PathSelection } from './path-selection.ts';
import { isAlwaysJudged, limitedPolicy, type RuleSelection } from './rule-selection.ts';
import type { Rule } from '../engine/rule.ts';
import type { Stage } from '../model/stage.ts';
import { judgedRevisions } from '../migrations/analysis/judged-revisions.ts';
import { dedupeFindings, dedupeUndetermined } from '../engine/dedupe-findings.ts';

export interface CheckRun {
  readonly policy: Policy;
  /** Those that judge, in the order of the report. */
  readonly rules: readonly Rule[];
  readonly policyOrigin: PolicyOrigin;
  readonly bootstrap: boolean;
  readonly observations: Observations;
  readonly stage: Stage;
  /** `undefined`: migrations stay undetermined. */
  readonly parsers: Parsers | undefined;
  /** `undefined`: nothing is accepted. */
  readonly baseline: Baseline | undefined;
  readonly notices: readonly string[];
  /** `undefined`: every rule of the policy runs. */
  readonly only: RuleSelection | undefined;
  readonly within: PathSelection;
  /** `undefined`: nothing is kept of it for later runs, nor taken from earlier ones. */
  readonly outcomes: KeptOutcomes | undefined;
}

/** Observations in, report out: the one path that every surface takes. */
export function runChecks(run: CheckRun): Report {
  const { only, within } = run;
  const observations = only === undefined ? run.observations : observationsFor(only, run.observations);
  const byRules = only === undefined ? run.policy : limitedPolicy(run.policy, only, run.rules);
  const policy = policyWithin(byRules, within);
  const runs = activeRules(policy)(run.rules);
  const leftOut = activeRules(run.policy)(run.rules).flatMap(({ rule }) =>
    (only?.includes(rule.id) ?? true) ? [] : [rule.id],
  );
  const given = {
    policy: run.bootstrap ? asFirstPolicy(policy) : policy,
    observations,
    stage: run.stage,
    parsers: run.parsers,
    runs,
    judgesPlacesOf: only?.judgesPlacesOf,
    outcomes: run.outcomes,
  };
  const { engine, putBack } = takeEngine(given, 'to judge');
  const report = engine.ask((get) => reportOf({ ...run, observations }, { get, policy, runs, leftOut }));
  putBack();
  return report;
}

interface Asked {
  readonly get: Get;
  /** With the rules off that nobody asked for. */
  readonly policy: Policy;
  readonly runs: readonly RuleRun[];
  readonly leftOut: readonly string[];
}

function reportOf(run: CheckRun, { get, policy, runs, leftOut }: Asked): Report {
  const { stage, only, within, observations } = run;
  const evaluation = evaluate(get);
  run.outcomes?.replace(entriesOf(evaluation));
  const findings = accept(run, evaluation.findings, (standing) =>
    dedupeFindings(standing, evaluation.yielding),
  );
  const open = [...evaluation.undetermined, ...untoldSubjects(runs, get, evaluation)];
  const undetermined = accept(run, open, dedupeUndetermined);
  const reported = { findings: findings.open, undetermined: undetermined.open, crashed: evaluation.crashed };
  const baselined = [...findings.baselined, ...undetermined.baselined];
  const unsupported = unjudgedTools(get, within);
  return {
    verdict: verdictOf(reported),
    stage,
    focus: observations.focus,
    policy: {
      path: policy.path,
      source: run.policyOrigin,
      bootstrap: run.bootstrap,
      title: policy.title,
      version: policy.policyVersion,
    },
    ...reported,
    waived: [...findings.waived, ...undetermined.waived],
    baselined,
    outdatedBaselineEntries: outdatedEntries(run, baselineOf(baselined)),
    rules: summaries(runs, reported, get),
    judged: judgedSubjects(get, within),
    places: placesOf(policy, observations, run),
    unsupported,
    files: new Set([...filesLookedAt(observations).filter(within.includes), ...pathsOf(reported)]).size,
    leftOut,
    notices: [
      ...run.notices,
      ...(within.isWhole ? [] : pathNotices(within, seenPaths(observations))),
      ...unsupportedNotices(policy, unsupported),
      ...(only === undefined ? [] : [limitNotice(only, leftOut.length)]),
    ],
  };
}

/** Somebody who asks for some paths is told of those alone. */
function unjudgedTools(get: Get, { isWhole }: PathSelection): Report['unsupported'] {
  const { unsupported = [] } = seenParts(get, 'unsupported');
  const unread = unlessCrashed(() => contributed(get, unreadFiles)) ?? [];
  return isWhole ? [...unsupported, ...unread] : unread;
}

/** Somebody who types asks for no more than findings. */
function placesOf(
  policy: Policy,
  observations: Observations,
  { only, within }: Pick<CheckRun, 'only' | 'within'>,
): Report['places'] {
  if (observations.focus.kind === 'document') return [];
  const namedPlaces = policy.namedPlaces.filter(({ section }) => only?.judgesPlacesOf(section) ?? true);
  const places = matchedPlaces({ namedPlaces }, touchedOrRead(observations).filter(within.includes));
  return within.isWhole ? places : places.filter(({ files }) => files > 0);
}

function touchedOrRead(observations: Observations): readonly string[] {
  return [...filesLookedAt(observations), ...changedPaths(observations)];
}

function seenPaths(observations: Observations): Parameters<typeof pathNotices>[1] {
  const entries = observations.change.known ? observations.change.value.entries : [];
  return {
    read: filesLookedAt(observations),
    changed: changedPaths(observations),
    deleted: entries.filter(({ status }) => status === 'deleted').map(({ path }) => path),
  };
}

function changedPaths({ change }: Observations): readonly string[] {
  return change.known ? change.value.entries.map(({ path }) => path) : [];
}

/** Rules about files alone lack nothing where no change is named. */
function observationsFor({ judgesChanges }: RuleSelection, seen: Observations): Observations {
  const { missingBase, ...others } = seen;
  return { ...others, ...(judgesChanges && missingBase !== undefined && { missingBase }) };
}

/** What later runs may take over, by digest. */
function entriesOf({ judged }: Pick<Evaluation, 'judged'>): ReadonlyMap<string, string> {
  const entries = [...judged.values()].flat().flatMap(({ entry }) => entry ?? []);
  return new Map(entries.map(({ digest, text }) => [digest, text]));
}

type Reported = Omit<Evaluation, 'yielding' | 'judged'>;

/** Whoever reads a green report must see that it is one about some rules. */
function limitNotice({ names }: RuleSelection, count: number): string {
  const last = names.at(-1) ?? '';
  const asked = names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  const left = count === 1 ? '1 rule was' : `${count} rules were`;
  return `Only ${asked} ${names.length < 2 ? 'was' : 'were'} judged: ${left} left out.`;
}

function pathsOf({
  findings,
  undetermined,
}: Pick<Evaluation, 'findings' | 'undetermined'>): readonly string[] {
  return [...findings, ...undetermined].flatMap(({ at }) => (at === undefined ? [] : [at.path]));
}

interface Accepted<T> {
  readonly open: readonly T[];
  readonly waived: readonly { readonly finding: T; readonly waiver: Waiver }[];
  readonly baselined: readonly T[];
}

/** Takes out what is not under judgement, then what a waiver accepts, what is told twice, and what the baseline accepts. */
function accept<T extends Finding | Undetermined>(
  run: CheckRun,
  subjects: readonly T[],
  onceEach: (standing: readonly T[]) => readonly T[],
): Accepted<T> {
  const { baseline = baselineOf([]) } = run;
  const judged = subjects
    .filter(underJudgement(run))
    .map((subject) => applyWaivers(subject, run.policy.waivers, run.observations.now));
  const standing = judged.flatMap((entry) => (entry.kind === 'stands' ? [entry.subject] : []));
  const { fresh, accepted } = splitByBaseline(onceEach(standing.sort(byPlace)), baseline, run.rules);
  const waived = judged.flatMap((entry) =>
    entry.kind === 'waived' ? [{ finding: entry.subject, waiver: entry.waiver }] : [],
  );
  return { open: fresh, waived, baselined: accepted };
}

/** Of one policy worked out once: a policy judges many changes, one after the other. */
const activeRules = memoizeByObject(({ rules: settings, status }: Policy) =>
  memoizeByObject((rules: readonly Rule[]): readonly RuleRun[] =>
    rules.flatMap((rule) => {
      const setting = settings.get(rule.id);
      const severity = setting?.severity ?? rule.defaultSeverity;
      if (severity === 'off') return [];
      const inStatus = (weight: Severity) => (isOfPolicy(rule.id) ? weight : asDraft(weight, status));
      return [
        {
          rule,
          severity: inStatus(severity),
          severityOverride: setting?.severity === undefined ? inStatus : undefined,
          options: setting?.options,
        },
      ];
    }),
  ),
);

/** What guards the policy itself binds from the first draft on, and outside any scope. */
function isOfPolicy(rule: string): boolean {
  return rule.startsWith('policy/');
}

function asDraft(severity: Severity, status: Policy['status']): Severity {
  return status === 'draft' && severity === 'error' ? 'warning' : severity;
}

/**
 * Outside the policy's scope only what the policy names as protected is judged, so that a scope cannot take a
 * protection back unseen. An open document answers only for itself.
 */
function underJudgement({
  policy: { scope },
  observations: { focus },
  within,
}: CheckRun): (subject: Finding | Undetermined) => boolean {
  const inScope = scope && anyMatch(scope);
  return (subject) => {
    const { at, rule } = subject;
    if (focus.kind === 'document' && at?.path !== focus.path) return false;
    if (!isWithin(subject, within)) return false;
    return (
      at === undefined ||
      inScope === undefined ||
      isOfPolicy(rule) ||
      OUTSIDE_SCOPE.test(rule) ||
      inScope(at.path)
    );
  };
}

/** Of two files, such as a requirement and its lock, either may be asked for; without a sound policy nobody can answer. */
function isWithin(subject: Finding | Undetermined, { isWhole, includes }: PathSelection): boolean {
  const { at, rule, related } = subject;
  if (isAlwaysJudged(rule)) return true;
  if (at === undefined) return isWhole || isOfPolicy(rule) || isUnseen(subject);
  return includes(at.path) || related.some((place) => includes(place.at.path));
}

/** What could not be seen of all files may be about those that were asked for. */
function isUnseen(subject: Finding | Undetermined): boolean {
  return (
    'waitsFor' in subject &&
    subject.waitsFor === 'observation' &&
    /^(?:migrations|dependencies)\//.test(subject.rule)
  );
}

/** What keeps the guard itself from being gone around. */
const OUTSIDE_SCOPE = /^(paths|branches|integrity)\/|^scope\/(ai-denied|machine-owned)$/;

function verdictOf({ findings, undetermined, crashed }: Reported): Verdict {
  if (crashed.length > 0 || findings.some(({ severity }) => severity === 'error')) return 'fail';
  return undetermined.some(({ severity }) => severity === 'error') ? 'undetermined' : 'pass';
}

function summaries(runs: readonly RuleRun[], reported: Reported, get: Get): readonly RuleSummary[] {
  const findings = countedByRule(reported.findings);
  const undetermined = countedByRule(reported.undetermined);
  const crashed = countedByRule(reported.crashed);
  return runs.map(({ rule, severity }) => {
    const { id } = rule;
    const counts = { findings: findings.get(id) ?? 0, undetermined: undetermined.get(id) ?? 0 };
    const outcome = crashed.has(id) ? 'crashed' : outcomeOf(counts);
    if (outcome !== 'passed') return { rule: id, severity, outcome, ...counts };
    const found = applicability(rule, get);
    if (found.kind === 'unread') return { rule: id, severity, outcome: 'undetermined', ...counts };
    return found.kind === 'applicable'
      ? { rule: id, severity, outcome, subjects: found.subjects, ...counts }
      : { rule: id, severity, outcome: 'not-applicable', notApplicable: found.reason, ...counts };
  });
}

function judgedSubjects(get: Get, { includes }: PathSelection): JudgedSubjects {
  const isGoverned = scopeOf(policySections(get, 'scope'));
  const { focus, change } = seenParts(get, 'focus', 'change');
  const seen = unlessCrashed(() => get(migrations));
  const scripts = seen?.scripts.filter(({ path }) => isGoverned({ paths: [path] })) ?? [];
  const revisions = seen === undefined ? [] : judgedRevisions({ ...seen, scripts });
  const pairs = unlessCrashed(() => get(namedPairs)) ?? [];
  return {
    revisions: scripts.length,
    downgrades: revisions.filter(({ revision }) => revision.downgrade.kind !== 'missing').length,
    pairs: pairs.filter(({ pair }) => isGoverned({ paths: [pair.source, pair.lock] })).length,
    changedFiles:
      change.known && focus.kind !== 'document'
        ? change.value.entries.filter(({ path }) => includes(path)).length
        : undefined,
  };
}

/** What crashed has judged nothing: the rules that judge it say so, and fail the run. */
function unlessCrashed<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function countedByRule(subjects: readonly { readonly rule: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of subjects) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

function outcomeOf({
  findings,
  undetermined,
}: Pick<RuleSummary, 'findings' | 'undetermined'>): RuleSummary['outcome'] {
  if (findings > 0) return 'failed';
  return undetermined > 0 ? 'undetermined' : 'passed';
}

/** Only a run of all rules over the whole tree has seen everything the baseline speaks of. */
function outdatedEntries(
  { baseline, observations, only, within }: CheckRun,
  remaining: Baseline,
): number | undefined {
  const isWhole = only === undefined && within.isWhole && observations.focus.kind === 'tree';
  if (baseline === undefined || !isWhole) return undefined;
  const total = (entries: Baseline['entries']) => entries.reduce((sum, { count }) => sum + count, 0);
  return total(baseline.entries) - total(remaining.entries);
}

/** By path, then line, then column, then rule; subjects without a path come last. */
function byPlace(a: Finding | Undetermined, b: Finding | Undetermined): number {
  if (a.at === undefined || b.at === undefined)
    return Number(a.at === undefined) - Number(b.at === undefined);
  return (
    compareText(a.at.path, b.at.path) ||
    a.at.start.line - b.at.start.line ||
    a.at.start.character - b.at.start.character ||
    compareText(a.rule, b.rule)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
