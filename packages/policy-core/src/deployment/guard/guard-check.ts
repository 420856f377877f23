/** What the guard asks of a release, in the order in which it is told. */
export const GUARD_QUESTIONS = {
  policy: 'Every rule of the policy holds.',
  'deploy-record': 'The deploy record can be relied on.',
  'audit-log': 'The audit log is whole.',
  databases: 'Development and production share one migration history, and their schemas match it.',
  'known-revision': 'The release has the revision that production is at.',
  'pending-migrations': 'The schema changes of the release are allowed.',
  proof: 'The pending migrations run up, down and up again on a scratch database.',
  backup: 'There is a backup to come back to.',
  environment: 'Every variable that the release needs is set to an allowed value.',
  'auto-migrations': 'Migrations are not switched off while some are pending.',
  'once-migrations': 'Run-once migrations have not run before.',
} as const;

export type GuardCheckId = keyof typeof GUARD_QUESTIONS;

/** `not-asked`: there is nothing of the kind, or nobody wanted to know; it proves nothing and stands against nothing. */
export type GuardCheckState = 'passed' | 'failed' | 'undetermined' | 'not-asked';

/** One row of the guard's table. */
export interface GuardCheck {
  readonly id: GuardCheckId;
  /** What must be true. */
  readonly title: string;
  readonly state: GuardCheckState;
  /** Why it was not asked, as a sentence; `null` where it was. */
  readonly why: string | null;
  /** What was seen. */
  readonly evidence: readonly GuardEvidence[];
  /** What stands against it, or is not known. */
  readonly problems: readonly GuardProblem[];
}

export interface GuardEvidence {
  /** A sentence. */
  readonly text: string;
  /** A file, the name of a variable, or a commit; `null`: in no one place. */
  readonly where: string | null;
}

export interface GuardProblem extends GuardEvidence {
  readonly kind: 'failed' | 'undetermined';
  /** The file that causes it, from the root of the repository; `null`: none does. */
  readonly path: string | null;
  /** The line of it, from 1; left out where the file as a whole causes it, or none does. */
  readonly line?: number;
  /** What to do about it, in sentences. */
  readonly next_step: string;
  /** The check that found the cause, and what it is; left out: the cause is its own. */
  readonly because?: { readonly check: GuardCheckId; readonly reason: string };
}

/** What came of looking: the state follows from it. Nothing seen proves nothing. */
export function guardCheck(id: GuardCheckId, seen: Pick<GuardCheck, 'evidence' | 'problems'>): GuardCheck {
  const problems = seen.problems.length + seen.evidence.length === 0 ? [NOTHING_SEEN] : seen.problems;
  return {
    id,
    title: GUARD_QUESTIONS[id],
    state: stateOf(problems),
    why: null,
    evidence: seen.evidence,
    problems,
  };
}

/** @param why a sentence */
export function notAsked(id: GuardCheckId, why: string): GuardCheck {
  return { id, title: GUARD_QUESTIONS[id], state: 'not-asked', why, evidence: [], problems: [] };
}

/** A row of a check that has one problem and nothing else to tell. */
export function unproved(id: GuardCheckId, problem: Omit<GuardProblem, 'kind'>): GuardCheck {
  return guardCheck(id, { evidence: [], problems: [{ kind: 'undetermined', ...problem }] });
}

/** Whoever asked first. */
export function sortGuardChecks(table: readonly GuardCheck[]): readonly GuardCheck[] {
  const order = Object.keys(GUARD_QUESTIONS);
  return table.toSorted((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
}

const NOTHING_SEEN: GuardProblem = {
  kind: 'undetermined',
  text: 'Nothing was seen.',
  where: null,
  path: null,
  next_step: 'Run the guard again; this is a fault of Lockkeeper when it comes back.',
};

function stateOf(problems: readonly GuardProblem[]): GuardCheckState {
  if (problems.some(({ kind }) => kind === 'failed')) return 'failed';
  return problems.length > 0 ? 'undetermined' : 'passed';
}
