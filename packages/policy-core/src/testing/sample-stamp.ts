import { observed, type Known } from '../model/known.ts';
import type { DatabaseSight, SeenDatabase } from '../database/seen-database.ts';
import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { NOTHING_PENDING, type PendingJudgement } from '../database/stamp/pending-judgement.ts';
import { planStamp } from '../database/stamp/plan-stamp.ts';
import type { StampPlan } from '../database/stamp/stamp-plan.ts';
import { stampTarget } from '../database/stamp/stamp-target.ts';
import { USUAL_PLACE, type VersionPlace } from '../database/stamp/version-place.ts';
import { historyOfTexts, revisionTexts, type ShownRevision } from './read-history.ts';
import { sightOf } from './sample-audit.ts';
import { SHOP_PARTS, versionTable } from './sample-database.ts';

/** An empty baseline, and two revisions since: what `UNTRACKED` is to be stamped at. */
export const SHOP_REVISIONS: Readonly<Record<string, ShownRevision>> = {
  a1: {},
  b2: {
    parents: '"a1"',
    upgrade: 'op.create_table("notes", sa.Column("id", sa.Integer(), nullable=False))',
    downgrade: 'op.drop_table("notes")',
  },
  c3: {
    parents: '"b2"',
    upgrade: 'op.add_column("customers", sa.Column("since", sa.Date(), nullable=True))',
    downgrade: 'op.drop_column("customers", "since")',
  },
};

export function shopHistory(
  parsers: Parsers,
  revisions: Readonly<Record<string, ShownRevision>> = SHOP_REVISIONS,
): RevisionHistory {
  return historyOfTexts(parsers, revisionTexts(revisions));
}

/** A shop that is older than Alembic, at these versions; `undefined`: without the table. */
export function shopAt(
  versions: readonly string[] | undefined,
  more: Partial<SeenDatabase> = {},
): DatabaseSight {
  const versionTables = versions === undefined ? [] : [versionTable(versions)];
  return sightOf({ parts: SHOP_PARTS, versionTables, ...more });
}

/** What comes of stamping it. */
export function stampPlanOf(
  history: RevisionHistory,
  given: {
    readonly sight?: DatabaseSight;
    readonly revision?: string;
    readonly place?: Known<VersionPlace>;
    readonly pending?: PendingJudgement;
  } = {},
): StampPlan {
  return planStamp({
    variable: 'DATABASE_URL_PROD',
    sight: given.sight ?? shopAt(undefined),
    target: stampTarget({ histories: observed([history]), revision: given.revision, baseline: 'a1' }),
    place: given.place ?? observed(USUAL_PLACE),
    pending: given.pending ?? NOTHING_PENDING,
    alembic: observed(true),
  });
}
