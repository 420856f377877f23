import { displayText } from '../display-text.ts';
import type { Known } from '../known.ts';
import type { Classification } from '../migrations/classify.ts';
import type { Reason } from '../migrations/judgement.ts';
import type { MigrationPolicy } from '../policy/policy.ts';
import {
  guardCheck,
  unproved,
  type GuardCheck,
  type GuardEvidence,
  type GuardProblem,
} from './guard-check.ts';
import type { PendingMigrations, PendingRevision } from './pending-revisions.ts';

export interface PendingTerms {
  readonly apply: MigrationPolicy['apply'];
  /** Whether the pending migrations were run up, down and up again, and came out the same. */
  readonly isProved: boolean;
}

/** None, trivial ones, some that need a manual run, or some that no deploy may bring. */
export function pendingCheck(pending: Known<PendingMigrations>, terms: PendingTerms): GuardCheck {
  if (!pending.known)
    return unproved('pending-migrations', {
      text: `Which migrations are pending is not known because ${pending.reason}.`,
      where: null,
      path: null,
      next_step: 'Do what is told at the databases, and run the guard again.',
    });
  const { revisions, from } = pending.value;
  const at = from.length === 0 ? 'no revision' : from.map(displayText).join(', ');
  const count =
    revisions.length === 0
      ? 'nothing is pending'
      : `${revisions.map(named).join(', ')} ${revisions.length === 1 ? 'is' : 'are'} pending`;
  const judged = revisions.map((revision) => ({ revision, problem: problemOf(revision, terms) }));
  return guardCheck('pending-migrations', {
    evidence: [
      { text: `Production is at ${at}: ${count}.`, where: null },
      ...judged.flatMap(({ revision, problem }) => (problem === undefined ? [harmless(revision)] : [])),
    ],
    problems: [
      ...judged.flatMap(({ problem }) => problem ?? []),
      ...(terms.isProved ? [] : triedBefore(pending.value)),
    ],
  });
}

function named({ id }: PendingRevision): string {
  return displayText(id);
}

function harmless({ id, path, classification }: PendingRevision): GuardEvidence {
  const isTrivial = classification.known && classification.value.trivial.answer === 'yes';
  const why = isTrivial ? 'is trivial: nobody notices it' : 'loses nothing and can be taken back';
  return { text: `${displayText(id)} ${why}.`, where: path };
}

function problemOf(revision: PendingRevision, terms: PendingTerms): GuardProblem | undefined {
  const { id, classification } = revision;
  if (!classification.known)
    return told(revision, {
      kind: 'undetermined',
      text: `cannot be read because ${classification.reason}.`,
      next_step: READ_IT,
    });
  const { destructive, reversible, trivial } = classification.value;
  if (destructive.answer === 'yes')
    return told(revision, {
      kind: 'failed',
      text: `is destructive. ${firstOf(destructive.reasons)}`,
      because: destructive.reasons,
      next_step: SPLIT_IT,
    });
  if (reversible.answer === 'no' || reversible.answer === 'partly')
    return told(revision, {
      kind: 'failed',
      text: `${IRREVERSIBLE[reversible.answer]} ${firstOf(reversible.reasons)}`,
      because: reversible.reasons,
      next_step: GIVE_A_WAY_BACK,
    });
  const open = [destructive, reversible].find(({ answer }) => answer === 'unknown');
  if (open !== undefined)
    return told(revision, {
      kind: 'undetermined',
      text: `may lose rows or may not be taken back. ${firstOf(open.reasons)}`,
      because: open.reasons,
      next_step: READ_IT,
    });
  if (terms.apply !== 'manual_unless_trivial' || trivial.answer === 'yes') return undefined;
  return told(revision, {
    kind: 'failed',
    text: `needs a manual run. ${whyHeavy(trivial)}`,
    because: trivial.reasons,
    next_step: `Run \`alembic upgrade ${displayText(id)}\` on production by hand, reviewed and with a backup, and run the guard again.`,
  });
}

interface Told extends Pick<GuardProblem, 'kind' | 'text' | 'next_step'> {
  /** The first of them is the line that causes it. */
  readonly because?: readonly Reason[];
}

function told({ id, path, lineOf }: PendingRevision, { text, because = [], ...problem }: Told): GuardProblem {
  const at = because[0]?.at;
  const line = at === undefined ? {} : { line: lineOf(at) };
  return { ...problem, text: `${displayText(id)} ${text}`, where: path, path, ...line };
}

const IRREVERSIBLE = {
  no: 'cannot be taken back.',
  partly: 'is taken back only in part.',
} as const;

const SPLIT_IT =
  'Do not deploy it. Release without it; when nothing uses what it takes away, run it by hand, with a backup.';
const GIVE_A_WAY_BACK =
  'Write the downgrade that undoes every step; what has no way back is run by hand, with a backup.';
const READ_IT = 'Write what it does so that it can be read, or run it by hand, reviewed and with a backup.';

function whyHeavy({ answer, reasons }: Classification['trivial']): string {
  return `${firstOf(reasons)} ${answer === 'no' ? 'That is not trivial.' : 'So nobody knows whether it is trivial.'}`;
}

function firstOf(reasons: readonly Reason[]): string {
  return reasons[0]?.text ?? 'Nothing is known of it.';
}

function triedBefore({ revisions, untried }: PendingMigrations): readonly GuardProblem[] {
  if (untried !== null) return untried.map(neverRun);
  return revisions.length === 0
    ? []
    : [{ ...UNTOLD, text: `Whether ${revisions.map(named).join(', ')} ran on development is not known.` }];
}

const UNTOLD = {
  kind: 'undetermined',
  where: null,
  path: null,
  next_step: 'Do what is told at the databases, or have it proved with --prove.',
} as const;

function neverRun(id: string): GuardProblem {
  return {
    kind: 'undetermined',
    text: `${displayText(id)} has not run on development.`,
    where: null,
    path: null,
    next_step: 'Run `alembic upgrade head` on development, or have it proved with --prove.',
  };
}
