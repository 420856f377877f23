import { displayText } from '../../model/display-text.ts';
import type { Known } from '../../model/known.ts';
import type { NamedRevision } from '../../policy/policy.ts';
import {
  guardCheck,
  notAsked,
  type GuardCheck,
  type GuardEvidence,
  type GuardProblem,
} from './guard-check.ts';
import type { RanOnce } from './ledger.ts';
import { broughtBy, type PendingMigrations } from './pending-revisions.ts';

export interface OnceQuestion {
  /** Those that the policy names. */
  readonly once: readonly NamedRevision[];
  readonly environment: string;
  /** Left out: the databases of this environment are not looked at. */
  readonly pending: Known<PendingMigrations> | undefined;
  /** What the audit log says, by revision. */
  readonly ledger: Known<ReadonlyMap<string, RanOnce>>;
}

/** Whether a release would run again what may run only once. */
export function onceCheck(question: OnceQuestion): GuardCheck {
  const { once, pending, ledger } = question;
  if (once.length === 0)
    return notAsked('once-migrations', 'The policy names no migrations that may run only once.');
  if (pending === undefined)
    return notAsked('once-migrations', 'The database that the release would migrate was not looked at.');
  if (!pending.known)
    return unseen(question, `what is pending is not known because ${pending.reason}`, {
      because: { check: 'databases', reason: pending.reason },
    });
  if (!ledger.known) return unseen(question, `the audit log cannot be relied on: ${ledger.reason}`);
  const seen = { pending: pending.value, ledger: ledger.value };
  const told = once.map((revision) => toldOf(revision, seen, question.environment));
  return guardCheck('once-migrations', {
    evidence: told.filter((each) => !('kind' in each)),
    problems: told.filter((each) => 'kind' in each),
  });
}

function unseen({ once }: OnceQuestion, why: string, cause: Pick<GuardProblem, 'because'> = {}): GuardCheck {
  const ids = once.map(({ id }) => displayText(id)).join(', ');
  return guardCheck('once-migrations', {
    evidence: [],
    problems: [
      {
        kind: 'undetermined',
        text: `Whether ${ids} would run again is not known: ${displayText(why)}.`,
        where: null,
        path: null,
        next_step: 'Fix the `databases` and `audit-log` checks, then run the guard again.',
        ...cause,
      },
    ],
  });
}

interface Seen {
  readonly pending: PendingMigrations;
  readonly ledger: ReadonlyMap<string, RanOnce>;
}

function toldOf(revision: NamedRevision, seen: Seen, environment: string): GuardEvidence | GuardProblem {
  const { pending, ledger } = seen;
  const id = displayText(revision.id);
  const ran = ledger.get(revision.id);
  const path = pathOf(revision, pending);
  if (path === undefined) return gone(revision, ran);
  const isPending = broughtBy(pending).has(revision.id);
  const problem = (kind: GuardProblem['kind'], text: string, next: string): GuardProblem => ({
    kind,
    text: `${id} ${text}`,
    where: path,
    path,
    next_step: next,
  });
  if (ran !== undefined) {
    const when = `ran on ${displayText(ran.ts)}, as ${displayText(ran.actor)} wrote down`;
    return isPending
      ? problem('failed', `may run only once and would run again: it ${when}.`, RESTORED)
      : { text: `${id} ${when}, and will not run again.`, where: path };
  }
  const note = `\`lockkeeper record once ${id} --environment ${displayText(environment)}\``;
  return isPending
    ? problem(
        'failed',
        'may run only once, and a deploy would run it with whatever else is pending.',
        `Run \`alembic upgrade ${id}\` by hand, with a backup, write it down with ${note}, and run the guard again.`,
      )
    : problem(
        'undetermined',
        'has run, and nobody wrote down that it did.',
        `Write it down with ${note}: without that it may run again after a restore.`,
      );
}

/** In whichever history of the release it is. */
function pathOf({ id }: NamedRevision, { history, others }: PendingMigrations): string | undefined {
  const histories = [history, ...others.map((other) => other.history)];
  return histories.map(({ graph }) => graph.revisions.get(id)?.path).find((path) => path !== undefined);
}

const RESTORED =
  'Production was restored or taken back to before it. Find out whether its data already are what it makes of them; then bring production forward by hand, and never by running it twice.';

function gone({ id, at }: NamedRevision, ran: RanOnce | undefined): GuardProblem {
  return {
    kind: 'failed',
    text: `${displayText(id)}, which the policy lets run only once, is not among the revisions of the release.`,
    where: at.path,
    path: at.path,
    next_step:
      ran === undefined
        ? 'Write the id of the revision as its file says it.'
        : 'Bring its file back: it ran, and what was built on it needs it.',
  };
}
