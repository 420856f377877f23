import type { PolicyFile } from '@lockkeeper/operations/observe';
import {
  allRules,
  POLICY_FILE_NAMES,
  startOf,
  type PolicyProblem,
  type Report,
} from '@lockkeeper/policy-core';
import { coverageNote, decidingLineIn } from '@lockkeeper/policy-core/editor';

import type { ReadPolicy, ValidPolicyFile } from './policy-cache.ts';
import { NO_VERDICT, type PolicyNote, type PolicyState, type PolicyVerdict } from './messages.ts';

/** One that judges. */
export interface JudgingPolicy extends ReadPolicy {
  readonly judging: ValidPolicyFile;
}

/** Where a verdict stands: the same for every way it can end. */
export type VerdictOrigin = Pick<PolicyVerdict, 'root' | 'branch'>;

/** Each subject tells the line of the policy that decided. */
export function verdictOf(
  report: Report,
  { files, policy: judgedBy }: { readonly files: readonly string[]; readonly policy: JudgingPolicy },
  standing: VerdictOrigin,
): PolicyVerdict {
  const { crashed, notices } = report;
  const file = judgedBy.judging;
  const findings = report.findings.map(withDecidingLine(file));
  const undetermined = report.undetermined.map(withDecidingLine(file));
  const named = new Set([...findings, ...undetermined].map(({ rule }) => rule));
  const rules = allRules.filter(({ id }) => named.has(id));
  return {
    ...NO_VERDICT,
    ...standing,
    policy: stateOf(judgedBy),
    findings,
    undetermined,
    crashed,
    isJudged: report.rules.some(({ outcome }) => outcome !== 'not-applicable'),
    notices,
    summaries: Object.fromEntries(rules.map(({ id, summary }) => [id, summary])),
    reportedAtChangedFile: rules.flatMap(({ id, reportedAtChangedFile }) =>
      reportedAtChangedFile ? [id] : [],
    ),
    files: [...files, ...basesOf(judgedBy.file)],
    ...(report.focus.kind === 'tree' && { coverage: coverageNote(report) }),
  };
}

/** Computes ahead of time what every verdict by this policy needs. */
export function prefetchDecidingLines(file: ValidPolicyFile): void {
  decidingLineOf(file);
}

function withDecidingLine(file: ValidPolicyFile) {
  const { path } = file.policy;
  return <Subject extends Parameters<DecidingLine>[0]>(subject: Subject): Subject =>
    subject.related.some(({ at }) => at.path === path)
      ? subject
      : { ...subject, related: [...subject.related, decidingLineOf(file)(subject)] };
}

type DecidingLine = ReturnType<typeof decidingLineIn>;

const decidingLines = new WeakMap<ValidPolicyFile, DecidingLine>();

/** A policy is read once for many verdicts. */
function decidingLineOf(file: ValidPolicyFile): DecidingLine {
  const known = decidingLines.get(file);
  if (known !== undefined) return known;
  const find = decidingLineIn({ path: file.policy.path, text: file.text });
  decidingLines.set(file, find);
  return find;
}

/** A policy that judges nothing yet: it is sound and was not asked, or it cannot be used. */
export function policyStateVerdict(read: ReadPolicy, standing: VerdictOrigin): PolicyVerdict {
  return {
    ...NO_VERDICT,
    ...standing,
    policy: stateOf(read),
    notes: notesOf(read.file),
    files: basesOf(read.file),
  };
}

/** Whose change is a change of the policy. */
function basesOf(file: PolicyFile): readonly string[] {
  return 'policy' in file ? file.policy.bases.map(({ path }) => path) : [];
}

/** Something beside the policy stops every check, such as a baseline that cannot be read. */
export function brokenVerdict(path: string, problem: string, standing: VerdictOrigin): PolicyVerdict {
  return { ...NO_VERDICT, ...standing, policy: { kind: 'broken', path, problems: 1, problem } };
}

export function notesOf(file: PolicyFile): readonly PolicyNote[] {
  switch (file.kind) {
    case 'policy':
      return file.policy.hints.map(({ message, at }) => ({ kind: 'hint', message, at }));
    case 'invalid':
      return file.policy.problems.flatMap(problemNotes);
    case 'unusable':
      // Which of two files is one too many is for people to say, so each of them carries the sentence.
      return POLICY_FILE_NAMES.map((path) => ({ kind: 'problem', message: file.problem, at: startOf(path) }));
    case 'absent':
      return [];
  }
}

/** Of a base it is told there, and where the policy names it. */
function problemNotes({ chain: [first] = [], ...problem }: PolicyProblem): readonly PolicyNote[] {
  const note = { kind: 'problem', ...problem } as const;
  if (first === undefined) return [note];
  const { path, start } = problem.at;
  return [note, { kind: 'problem', message: `${path}:${start.line + 1}: ${problem.message}`, at: first }];
}

function stateOf({ file, judging }: ReadPolicy): PolicyState {
  const meanwhile =
    judging === undefined ? 'so Lockkeeper judges nothing' : 'so Lockkeeper uses its last valid version';
  switch (file.kind) {
    case 'policy':
      return { kind: 'sound', path: file.policy.path };
    case 'invalid': {
      const { path, problems } = file.policy;
      const problem = `${path} is not a valid policy, ${meanwhile}. Fix it first.`;
      return { kind: 'broken', path, problems: problems.length, problem };
    }
    case 'unusable': {
      const path = POLICY_FILE_NAMES.find((name) => file.problem.includes(name)) ?? POLICY_FILE_NAMES[0];
      const problem = judging === undefined ? file.problem : `${file.problem} ${STANDS_IN}`;
      return { kind: 'broken', path, problems: 1, problem };
    }
    case 'absent':
      return { kind: 'none' };
  }
}

const STANDS_IN = 'Until then files are judged by what the policy said before.';
