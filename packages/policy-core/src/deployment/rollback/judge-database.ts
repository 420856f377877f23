import { configurationOf } from '../../database/stamp/configuration-of.ts';
import { historyWith, loadingProblem, pendingBetween } from '../../database/history-schema.ts';
import type { SeenAudited } from '../../database/database-audit.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { displayText } from '../../model/display-text.ts';
import { PG_VERSIONS } from '../../policy/schema/migrations-schema.ts';
import { pendingRevision } from '../guard/pending-revision.ts';
import { problemOf } from '../guard/revision-problem.ts';
import { aheadOfTarget, type AheadOfTarget } from './ahead-of-target.ts';
import { backupProblem } from './backup-problem.ts';
import { codeProblems, runsOnWhatIsAhead } from './code-on-schema.ts';
import { downgradeOrder } from './downgrade-order.ts';
import { judgeDowngrade } from './downgrade-judgement.ts';
import type { DatabaseImpact, Downgrade, RollbackVerdict } from './rollback-decision.ts';
import { refused, undetermined, type RollbackReason } from './rollback-reason.ts';
import type { MigrationsSight } from './rollback-sight.ts';

/** What a rollback does to the database, and what stands against it. */
export interface DatabaseJudgement {
  readonly verdict: RollbackVerdict;
  readonly impact: DatabaseImpact;
  readonly reasons: readonly RollbackReason[];
}

/**
 * Production's live revision, the target's tree and the names in its code, held against each other. Where no revision lies
 * between what runs and the target, nothing is asked of the database.
 */
export function judgeDatabase(sight: MigrationsSight): DatabaseJudgement {
  const { target, holders, production } = sight;
  const [current] = holders;
  const [here, now] = [target.histories, current.histories];
  if (!here.known || !now.known)
    return unread(
      [here, now].flatMap((one) => (one.known ? [] : [one.reason])),
      sight,
    );
  const versions = production?.seen === true ? production.versions : null;
  const isSame = isSameMigrations(here.value, now.value);
  if (isSame && !isStrange(versions, here.value)) return unchanged(here.value, sight);
  if (production === undefined || !production.seen) return unseen(sight);
  if (versions === null) return untracked(production);
  if (!isSame && differsBeside(versions, { target: here.value, current: now.value }))
    return judged('unknown', { live: versions, reasons: [otherHistory(versions)] });
  const followed = historyWith(here.value, versions);
  return followed.known
    ? reached(followed.value, versions, sight)
    : ahead(aheadOfTarget({ versions, target: here.value, holders }), sight);
}

/** Whether two trees have the same revisions, built on each other in the same way. */
function isSameMigrations(one: readonly RevisionHistory[], other: readonly RevisionHistory[]): boolean {
  const shapeOf = (histories: readonly RevisionHistory[]) =>
    histories
      .flatMap(({ graph }) => [...graph.revisions.values()])
      .map(({ id, parents, dependsOn }) => [
        id,
        parents.map((each) => each.id),
        dependsOn.map((each) => each.id),
      ])
      .map((each) => JSON.stringify(each))
      .toSorted()
      .join('\n');
  return shapeOf(one) === shapeOf(other);
}

/** Whether production is at a revision that none of these histories has. */
function isStrange(versions: readonly string[] | null, histories: readonly RevisionHistory[]): boolean {
  return versions !== null && histories.length > 0 && !historyWith(histories, versions).known;
}

function unchanged(
  histories: readonly RevisionHistory[],
  { production }: MigrationsSight,
): DatabaseJudgement {
  const live = production?.seen === true ? production.versions : null;
  if (histories.length === 0)
    return judged('none', { live, notes: ['Neither commit has migrations of Alembic.'] });
  const followed = live === null ? undefined : historyWith(histories, live);
  const behind =
    followed?.known === true && live !== null
      ? pendingBetween(followed.value.graph, { from: live, to: followed.value.graph.heads })
      : [];
  return judged('unchanged', {
    live,
    behind,
    notes: ['No migration lies between what runs and the target: the schema stays as it is.'],
  });
}

/** The target has the revision that production is at. */
function reached(
  history: RevisionHistory,
  versions: readonly string[],
  sight: MigrationsSight,
): DatabaseJudgement {
  const { graph } = history;
  const problem = loadingProblem(graph);
  if (problem !== undefined)
    return judged('unknown', { live: versions, reasons: [notLoaded(problem, sight.target.commit)] });
  const behind = pendingBetween(graph, { from: versions, to: graph.heads });
  if (behind.length === 0)
    return judged('unchanged', {
      live: versions,
      notes: [`Production is at ${listed(versions)}, which is where the target wants it.`],
    });
  const pgVersion = versionOf(sight);
  const harms = behind.flatMap((id) => {
    const found = problemOf(pendingRevision(history, id, pgVersion), undefined);
    if (found === undefined) return [];
    const make = found.kind === 'failed' ? refused : undetermined;
    return [make('upgrade-harms', { text: found.text, where: found.where, lifted_by: found.next_step })];
  });
  const { starts } = sight.target;
  return judged('behind', {
    live: versions,
    behind,
    reasons: harms,
    verdict: 'upgrade-first',
    upgrade: {
      byStart: starts.known && starts.value.some(({ onFailure }) => onFailure !== 'goes-on'),
      command: 'alembic upgrade heads',
    },
  });
}

function ahead(found: AheadOfTarget | RollbackReason, sight: MigrationsSight): DatabaseJudgement {
  const live = sight.production?.seen === true ? sight.production.versions : null;
  if ('code' in found)
    return judged(found.id === 'unknown-revision' ? 'unknown' : 'ahead', { live, reasons: [found] });
  const place = { live, ahead: found.unknown };
  const code = runsOnWhatIsAhead(found, sight.target);
  if (code.reasons.length === 0) return judged('ahead', { ...place, notes: code.notes });
  const back = wayBack(found, sight);
  if (back.reasons.length > 0)
    return judged('ahead', { ...place, losses: back.losses, reasons: [...code.reasons, ...back.reasons] });
  return judged('ahead', {
    ...place,
    verdict: 'downgrade-first',
    downgrades: back.downgrades,
    losses: back.losses,
    notes: codeProblems(code.reasons),
  });
}

interface WayBack extends Pick<DatabaseImpact, 'downgrades' | 'losses'> {
  readonly reasons: readonly RollbackReason[];
}

/** Taking back all that the target does not know, by the tree that has it. */
function wayBack(found: AheadOfTarget, sight: MigrationsSight): WayBack {
  const { history, versions, applied, unknown, tree } = found;
  const judgements = unknown.toReversed().map((id) => judgeDowngrade(history, id));
  const losses = judgements.flatMap((one) => one.losses);
  const reasons = judgements.flatMap(({ reason }) => reason ?? []);
  const configuration = configurationOf(history);
  const order = downgradeOrder(history.graph, { versions, applied, unwanted: new Set(unknown) });
  if (!order.known)
    reasons.push(
      refused('downgrade-unordered', {
        text: `Nothing takes back only what the target does not know: ${order.reason}.`,
        lifted_by: 'Roll forward.',
      }),
    );
  if (configuration === undefined)
    reasons.push(
      undetermined('no-configuration', {
        text: `No alembic.ini is known that loads ${displayText(history.name)}.`,
        lifted_by: 'Name one in alembic.ini or pyproject.toml, or take the revisions back by hand.',
      }),
    );
  if (losses.length > 0) reasons.push(...(backupProblem(sight) ?? []));
  if (!order.known || configuration === undefined || reasons.length > 0)
    return { downgrades: [], losses, reasons };
  const { config, section = null } = configuration;
  const downgrades = order.value.map((command): Downgrade => ({ tree, config, section, ...command }));
  return { downgrades, losses, reasons };
}

/** Whether histories that production does not follow have other revisions: no database says where those are. */
function differsBeside(
  versions: readonly string[],
  { target, current }: Readonly<Record<'target' | 'current', readonly RevisionHistory[]>>,
): boolean {
  const others = (histories: readonly RevisionHistory[]) => {
    const followed = followedAmong(histories, versions, [...target, ...current]);
    return new Set(histories.filter((one) => one !== followed).flatMap(({ graph }) => graph.order));
  };
  const [one, other] = [others(target), others(current)];
  return one.size !== other.size || [...one].some((id) => !other.has(id));
}

/** The one that has these versions, or something below them. */
function followedAmong(
  histories: readonly RevisionHistory[],
  versions: readonly string[],
  all: readonly RevisionHistory[],
): RevisionHistory | undefined {
  const lines = new Set(
    all
      .filter(({ graph }) => versions.every((id) => graph.revisions.has(id)))
      .flatMap(({ graph }) => pendingBetween(graph, { from: [], to: versions })),
  );
  return (
    histories.find(({ graph }) => [...lines].some((id) => graph.revisions.has(id))) ??
    (histories.length === 1 ? histories[0] : undefined)
  );
}

function versionOf({ production, pgVersion }: MigrationsSight): number {
  if (pgVersion !== undefined) return pgVersion;
  const major = production?.seen === true ? Number.parseInt(production.server_version, 10) : 0;
  return PG_VERSIONS.find((known) => known === major) ?? PG_VERSIONS[0];
}

type Told = Partial<DatabaseImpact> & {
  readonly verdict?: RollbackVerdict;
  readonly reasons?: readonly RollbackReason[];
};

function judged(
  relation: DatabaseImpact['relation'],
  { verdict = 'safe', reasons = [], ...impact }: Told,
): DatabaseJudgement {
  return {
    verdict: reasons.length > 0 ? 'refused' : verdict,
    reasons,
    impact: {
      live: null,
      ahead: [],
      behind: [],
      upgrade: null,
      downgrades: [],
      losses: [],
      notes: [],
      ...impact,
      relation,
    },
  };
}

function unread(reasons: readonly string[], { target }: MigrationsSight): DatabaseJudgement {
  const text = `The migrations were not read because ${reasons[0] ?? 'nobody looked'}.`;
  return judged('unknown', {
    reasons: [
      undetermined('migrations-unread', {
        text,
        where: target.commit,
        lifted_by: 'Fetch both commits with their files, and plan the rollback again.',
      }),
    ],
  });
}

function unseen({ production }: MigrationsSight): DatabaseJudgement {
  const why = production === undefined ? 'nobody looked' : production.seen ? 'nothing' : production.reason;
  const variable = production?.variable ?? null;
  return judged('unknown', {
    reasons: [
      undetermined('production-unseen', {
        text: `Migrations lie between what runs and the target, and production was not seen because ${why}.`,
        where: variable,
        lifted_by: `Set ${variable ?? 'the variable of production'} to an account that may read, and plan the rollback again.`,
      }),
    ],
  });
}

function untracked({ variable }: Pick<SeenAudited, 'variable'>): DatabaseJudgement {
  return judged('unknown', {
    reasons: [
      undetermined('production-untracked', {
        text: 'Migrations lie between what runs and the target, and production does not say which revision it is at.',
        where: variable,
        lifted_by: 'Look with `lockkeeper db audit`, and have production tracked first.',
      }),
    ],
  });
}

function otherHistory(versions: readonly string[]): RollbackReason {
  return undetermined('other-history', {
    text: `A history that production at ${listed(versions)} does not follow has other revisions at the target; no database says where it is.`,
    lifted_by: 'Look at the database of that history, and take its revisions back by hand.',
  });
}

function notLoaded(problem: string, commit: string): RollbackReason {
  return refused('migrations-unread', {
    text: `Alembic cannot load the migrations of the target because ${problem}.`,
    where: commit,
    lifted_by: 'Name another deploy, or roll forward.',
  });
}

function listed(ids: readonly string[]): string {
  return ids.map(displayText).join(', ');
}
