import { configurationOf } from '../../database/stamp/configuration-of.ts';
import { historyWith, loadingProblem, pendingBetween } from '../../database/history-schema.ts';
import type { SeenAudited, UnseenAudited } from '../../database/database-audit.ts';
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
import { rollbackRefused, rollbackUnknown, type RollbackReason } from './rollback-reason.ts';
import type { MigrationsSight } from './rollback-sight.ts';

/** What a rollback does to the database, and what stands against it. */
export interface DatabaseJudgement {
  readonly verdict: RollbackVerdict;
  readonly impact: DatabaseImpact;
  /** Why there is no way. */
  readonly reasons: readonly RollbackReason[];
  /** What a person has to do before it is gone. */
  readonly byHand: readonly RollbackReason[];
}

/**
 * Production's live revision, the target's tree and the names in its code, held against each other. Where no revision lies
 * between what runs and the target, nothing is asked of the database.
 */
export function judgeDatabase(sight: MigrationsSight): DatabaseJudgement {
  const { target, holders } = sight;
  const [here, now] = [target.histories, holders[0].histories];
  if (!here.known) return unread(here.reason, sight);
  if (!now.known) return unread(now.reason, sight);
  const isSame = isSameMigrations(here.value, now.value);
  return isSame && !isStrange(liveIn(sight), here.value)
    ? unchanged(here.value, sight)
    : changed({ target: here.value, current: now.value }, sight);
}

/** What production is at; `null`: not known. */
function liveIn({ production }: MigrationsSight): readonly string[] | null {
  return production?.seen === true ? production.versions : null;
}

type BothTrees = Readonly<Record<'target' | 'current', readonly RevisionHistory[]>>;

function changed(trees: BothTrees, sight: MigrationsSight): DatabaseJudgement {
  const { production, holders } = sight;
  if (production === undefined || !production.seen) return unseen(production);
  const { versions } = production;
  if (versions === null) return untracked(production);
  if (differsBeside(versions, trees))
    return judged('unknown', { live: versions, reasons: [otherHistory(versions)] });
  const followed = historyWith(trees.target, versions);
  return followed.known
    ? reached(followed.value, versions, sight)
    : behindProduction(aheadOfTarget({ versions, target: trees.target, holders }), sight);
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
    const make = found.kind === 'failed' ? rollbackRefused : rollbackUnknown;
    return [make('upgrade-harms', { why: found.text, where: found.where, lift: found.next_step })];
  });
  const { starts, commit } = sight.target;
  const byStart = starts.known && starts.value.some(({ isCalled }) => isCalled === undefined);
  return judged('behind', {
    live: versions,
    behind,
    reasons: harms,
    verdict: 'upgrade-first',
    upgrade: { byStart, command: 'alembic upgrade heads' },
    byHand: byStart ? [] : [upgradeByHand(behind, commit)],
  });
}

/** The target lacks something that production has. */
function behindProduction(found: AheadOfTarget | RollbackReason, sight: MigrationsSight): DatabaseJudgement {
  const live = liveIn(sight);
  if ('code' in found)
    return judged(found.id === 'unknown-revision' ? 'unknown' : 'ahead', { live, reasons: [found] });
  const place = { live, ahead: found.ahead };
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
  const { history, versions, applied, ahead: lost, tree } = found;
  const judgements = lost.toReversed().map((id) => judgeDowngrade(history, id));
  const losses = judgements.flatMap((one) => one.losses);
  const configuration = configurationOf(history);
  const order = downgradeOrder(history.graph, { versions, applied, unwanted: new Set(lost) });
  const reasons = [
    ...judgements.flatMap(({ reason }) => reason ?? []),
    ...(order.known ? [] : [unordered(order.reason)]),
    ...(configuration === undefined ? [noConfiguration(history.name)] : []),
    ...(losses.length > 0 ? (backupProblem(sight) ?? []) : []),
  ];
  if (!order.known || configuration === undefined || reasons.length > 0)
    return { downgrades: [], losses, reasons };
  const { config, section = null } = configuration;
  const downgrades = order.value.map((command): Downgrade => ({ tree, config, section, ...command }));
  return { downgrades, losses, reasons };
}

/** Whether histories that production does not follow have other revisions: no database says where those are. */
function differsBeside(versions: readonly string[], { target, current }: BothTrees): boolean {
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
  readonly byHand?: readonly RollbackReason[];
};

function judged(
  relation: DatabaseImpact['relation'],
  { verdict = 'safe', reasons = [], byHand = [], ...impact }: Told,
): DatabaseJudgement {
  return {
    verdict: reasons.length > 0 ? 'refused' : verdict,
    reasons,
    byHand,
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

function unread(reason: string, { target }: MigrationsSight): DatabaseJudgement {
  const why = `The migrations were not read because ${reason}.`;
  return judged('unknown', {
    reasons: [
      rollbackUnknown('migrations-unread', {
        why,
        where: target.commit,
        lift: 'Fetch both commits with their files, and plan the rollback again.',
      }),
    ],
  });
}

function unseen(production: UnseenAudited | undefined): DatabaseJudgement {
  const { variable, reason } = production ?? { variable: null, reason: 'nobody looked' };
  return judged('unknown', {
    reasons: [
      rollbackUnknown('production-unseen', {
        why: `Migrations lie between what runs and the target, and production was not seen because ${reason}.`,
        where: variable,
        lift: `Set ${variable ?? 'the variable of production'} to an account that may read, and plan the rollback again.`,
      }),
    ],
  });
}

function untracked({ variable }: Pick<SeenAudited, 'variable'>): DatabaseJudgement {
  return judged('unknown', {
    reasons: [
      rollbackUnknown('production-untracked', {
        why: 'Migrations lie between what runs and the target, and production does not say which revision it is at.',
        where: variable,
        lift: 'Look with `lockkeeper db audit`, and have production tracked first.',
      }),
    ],
  });
}

function otherHistory(versions: readonly string[]): RollbackReason {
  return rollbackUnknown('other-history', {
    why: `A history that production at ${listed(versions)} does not follow has other revisions at the target; no database says where it is.`,
    lift: 'Look at the database of that history, and take its revisions back by hand.',
  });
}

function unordered(reason: string): RollbackReason {
  return rollbackRefused('downgrade-unordered', {
    why: `Nothing takes back only what the target does not know: ${reason}.`,
    lift: 'Roll forward.',
  });
}

function noConfiguration(history: string): RollbackReason {
  return rollbackUnknown('no-configuration', {
    why: `No alembic.ini is known that loads ${displayText(history)}.`,
    lift: 'Name one in alembic.ini or pyproject.toml, or take the revisions back by hand.',
  });
}

function upgradeByHand(behind: readonly string[], commit: string): RollbackReason {
  return rollbackRefused('upgrade-by-hand', {
    why: `The target needs ${listed(behind)}, which production has not, and nothing is known that upgrades it when the target starts.`,
    where: commit,
    lift: `Check out ${commit.slice(0, 8)}, run \`alembic upgrade heads\` on production, and plan the rollback again.`,
  });
}

function notLoaded(problem: string, commit: string): RollbackReason {
  return rollbackRefused('migrations-unread', {
    why: `Alembic cannot load the migrations of the target because ${problem}.`,
    where: commit,
    lift: 'Name another deploy, or roll forward.',
  });
}

function listed(ids: readonly string[]): string {
  return ids.map(displayText).join(', ');
}
