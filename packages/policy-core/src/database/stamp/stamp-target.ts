import { loadingProblem, pendingBetween } from '../history-schema.ts';
import { displayText } from '../../model/display-text.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import type { Known } from '../../model/known.ts';
import type { StampReason, StampReasonKind } from './stamp-plan.ts';

export interface TargetQuestion {
  /** Unobserved where the migrations of the repository cannot be read. */
  readonly histories: Known<readonly RevisionHistory[]>;
  /** As the user named it. */
  readonly revision: string | undefined;
  /** As the policy names it. */
  readonly baseline: string | undefined;
}

export type StampTarget =
  | ({ readonly kind: 'target' } & FoundTarget)
  | { readonly kind: 'none'; readonly reason: StampReason };

export interface FoundTarget {
  readonly history: RevisionHistory;
  readonly revision: string;
  readonly head: string;
  /** In the order in which they run. */
  readonly pending: readonly string[];
}

/** The revision that stands for what is there already: the one that is named, else the only one that all others build on. */
export function stampTarget({ histories, revision, baseline }: TargetQuestion): StampTarget {
  if (!histories.known)
    return none('migrations-unread', `The migrations were not read because ${histories.reason}.`);
  if (histories.value.length === 0) return none('no-migrations', 'There are no migrations of Alembic here.');
  const named = revision ?? baseline;
  return named === undefined ? firstOf(histories.value) : namedIn(histories.value, named);
}

function none(kind: StampReasonKind, text: string): StampTarget {
  return { kind: 'none', reason: { kind, text } };
}

function firstOf([history, ...others]: readonly RevisionHistory[]): StampTarget {
  const [base, ...bases] = history?.graph.bases ?? [];
  if (history === undefined || others.length > 0)
    return none('baseline-unnamed', 'There are several Alembic environments, and none of them is named.');
  if (base === undefined || bases.length > 0)
    return none(
      'baseline-unnamed',
      bases.length > 0
        ? `The migrations begin at several revisions: ${history.graph.bases.map(displayText).join(', ')}.`
        : 'No revision is the first one.',
    );
  return withHead(history, base);
}

function namedIn(histories: readonly RevisionHistory[], named: string): StampTarget {
  const [history, ...others] = histories.filter(({ graph }) => graph.revisions.has(named));
  const shown = displayText(named);
  if (history === undefined)
    return none('revision-unknown', `No migration of the repository has the revision ${shown}.`);
  if (others.length > 0)
    return none('baseline-unnamed', `Several Alembic environments have the revision ${shown}.`);
  return withHead(history, named);
}

function withHead(history: RevisionHistory, revision: string): StampTarget {
  const { graph } = history;
  const problem = loadingProblem(graph);
  if (problem !== undefined)
    return none('migrations-unread', `Alembic would not load the migrations, because ${problem}.`);
  const unloadable = [...graph.revisions.keys()].find((id) => RANGE_SIGNS.test(id));
  if (unloadable !== undefined)
    return none(
      'revision-unusable',
      `Alembic takes no revision ${displayText(unloadable)}: it reads @, :, + and - as a range of revisions.`,
    );
  if (Array.from(revision).length > MOST_CHARACTERS)
    return none(
      'revision-unusable',
      `The revision ${displayText(revision)} has more than ${MOST_CHARACTERS} characters, and alembic_version holds no more.`,
    );
  const [head, ...others] = graph.heads;
  if (head === undefined || others.length > 0)
    return none(
      'several-heads',
      `The migrations have ${graph.heads.length} heads: ${graph.heads.map(displayText).join(', ')}.`,
    );
  const pending = pendingBetween(graph, { from: [revision], to: [head] });
  return { kind: 'target', history, revision, head, pending };
}

/** In the id of any revision, Alembic loads none of them. */
const RANGE_SIGNS = /[@:+-]/;

/** Of `version_num`, as Alembic makes it. */
const MOST_CHARACTERS = 32;
