import { displayText } from '../../model/display-text.ts';
import { configurationOf } from '../../database/stamp/configuration-of.ts';
import type { GuardCheck, GuardEvidence, GuardProblem } from './guard-check.ts';
import type { OtherHistory } from './other-histories.ts';
import type { PendingRevision } from './pending-revision.ts';
import { harmless, problemOf, problemOfRevision } from './revision-problem.ts';

type Told = Pick<GuardCheck, 'evidence' | 'problems'>;

/** What the histories bring of which no database is looked at: only what nobody notices passes unseen. */
export function othersToldOf(others: readonly OtherHistory[]): Told {
  const all = others.map(toldOfOne);
  return {
    evidence: all.flatMap(({ evidence }) => evidence),
    problems: all.flatMap(({ problems }) => problems),
  };
}

function toldOfOne({ history, revisions }: OtherHistory): Told {
  const name = displayText(history.name);
  if (!revisions.known)
    return {
      evidence: [],
      problems: [
        {
          kind: 'undetermined',
          text: `What ${name} brings is not known: the addresses lead to no database of it, and ${displayText(revisions.reason)}.`,
          where: null,
          path: null,
          next_step: `Bring it by hand with \`${upgradeOf(history, 'head')}\`, reviewed and with a backup; from the first deploy record on, what is new since then is judged.`,
        },
      ],
    };
  const brought = revisions.value.map(({ id }) => displayText(id));
  const what = brought.length === 0 ? 'nothing' : brought.join(', ');
  const seen: GuardEvidence = {
    text: `${name} has brought ${what} since the last good deploy; the addresses lead to no database of it.`,
    where: null,
  };
  const judged = revisions.value.map((revision) => ({
    revision,
    problem: problemOf(revision, undefined) ?? unseen(revision, history),
  }));
  return {
    evidence: [
      seen,
      ...judged.flatMap(({ revision, problem }) => (problem === undefined ? [harmless(revision)] : [])),
    ],
    problems: judged.flatMap(({ problem }) => problem ?? []),
  };
}

function unseen(revision: PendingRevision, history: OtherHistory['history']): GuardProblem | undefined {
  const { id, classification } = revision;
  if (!classification.known || classification.value.trivial.answer === 'yes') return undefined;
  return problemOfRevision(revision, {
    kind: 'undetermined',
    text: `is not trivial, and no database of ${displayText(history.name)} was looked at: whether it ran on development, and whether there is a backup, is not known.`,
    because: classification.value.trivial.reasons,
    next_step: `Release without it, or run \`${upgradeOf(history, id)}\` by hand, reviewed and with a backup.`,
  });
}

/** As it is typed at the root. */
function upgradeOf(history: OtherHistory['history'], revision: string): string {
  const { config, section } = configurationOf(history) ?? { config: 'alembic.ini', section: undefined };
  const words = [
    'alembic',
    ...(config === 'alembic.ini' ? [] : ['-c', config]),
    ...(section === undefined ? [] : ['-n', section]),
    'upgrade',
    revision,
  ];
  return words.map(displayText).join(' ');
}
