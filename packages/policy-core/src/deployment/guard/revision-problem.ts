import { displayText } from '../../model/display-text.ts';
import type { Classification } from '../../migrations/explain/classify.ts';
import type { Reason } from '../../migrations/operations/judgement.ts';
import type { MigrationPolicy } from '../../policy/policy.ts';
import type { GuardEvidence, GuardProblem } from './guard-check.ts';
import type { PendingRevision } from './pending-revision.ts';

/** What is told of a revision that may be brought. */
export function harmless({ id, path, classification }: PendingRevision): GuardEvidence {
  const isTrivial = classification.known && classification.value.trivial.answer === 'yes';
  const why = isTrivial ? 'is trivial: nobody notices it' : 'loses nothing and can be taken back';
  return { text: `${displayText(id)} ${why}.`, where: path };
}

/** What stands against bringing a revision with a deploy, whatever else is pending. */
export function problemOf(
  revision: PendingRevision,
  apply: MigrationPolicy['apply'],
): GuardProblem | undefined {
  const { id, classification } = revision;
  if (!classification.known)
    return problemOfRevision(revision, {
      kind: 'undetermined',
      text: `cannot be read because ${classification.reason}.`,
      next_step: READ_IT,
    });
  const { destructive, reversible, trivial } = classification.value;
  if (destructive.answer === 'yes')
    return problemOfRevision(revision, {
      kind: 'failed',
      text: `is destructive. ${firstOf(destructive.reasons)}`,
      because: destructive.reasons,
      next_step: SPLIT_IT,
    });
  if (reversible.answer === 'no' || reversible.answer === 'partly')
    return problemOfRevision(revision, {
      kind: 'failed',
      text: `${IRREVERSIBLE[reversible.answer]} ${firstOf(reversible.reasons)}`,
      because: reversible.reasons,
      next_step: GIVE_A_WAY_BACK,
    });
  const open = [destructive, reversible].find(({ answer }) => answer === 'unknown');
  if (open !== undefined)
    return problemOfRevision(revision, {
      kind: 'undetermined',
      text: `may lose rows or may not be taken back. ${firstOf(open.reasons)}`,
      because: open.reasons,
      next_step: READ_IT,
    });
  if (apply !== 'manual_unless_trivial' || trivial.answer === 'yes') return undefined;
  return problemOfRevision(revision, {
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

export function problemOfRevision(
  { id, path, lineOf }: PendingRevision,
  { text, because = [], ...problem }: Told,
): GuardProblem {
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
