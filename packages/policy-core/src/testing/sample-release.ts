import { pendingMigrations, type PendingMigrations } from '../deployment/guard/pending-revisions.ts';
import type { DatabaseAudit } from '../database/database-audit.ts';
import type { SeenDatabase } from '../database/seen-database.ts';
import { observed, unobserved, type Known } from '../model/known.ts';
import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { historyOfTexts, revisionTexts, type ShownRevision } from './read-history.ts';
import { auditOf } from './sample-audit.ts';
import { versionTable } from './sample-database.ts';

/** An empty baseline, and three changes of the table that was there before it. */
const SHOP_REVISIONS: Readonly<Record<string, ShownRevision>> = {
  a1: {},
  b2: {
    parents: '"a1"',
    upgrade: 'op.add_column("orders", sa.Column("note", sa.Text(), nullable=True))',
    downgrade: 'op.drop_column("orders", "note")',
  },
  c3: {
    parents: '"b2"',
    upgrade: 'op.create_index("ix_orders_total", "orders", ["total"])',
    downgrade: 'op.drop_index("ix_orders_total", table_name="orders")',
  },
  d4: {
    parents: '"c3"',
    upgrade: 'op.drop_column("orders", "total")',
    downgrade: 'op.add_column("orders", sa.Column("total", sa.Numeric(10, 2)))',
  },
};

export interface SampleRelease {
  readonly audit: DatabaseAudit;
  readonly histories: Known<readonly RevisionHistory[]>;
  readonly pending: Known<PendingMigrations>;
}

type Seen = Partial<SeenDatabase>;

/** What was released is not asked of a history that is the only one. */
export const ALONE: Known<readonly RevisionHistory[]> = unobserved('there is only one history');

/** A release with these revisions, and two databases at them. */
export function releaseWith(
  parsers: Parsers,
  {
    revisions,
    development,
    production,
  }: {
    readonly revisions: Readonly<Record<string, ShownRevision>>;
    readonly development: Seen | string;
    readonly production: Seen | string;
  },
): SampleRelease {
  const histories = observed([historyOfTexts(parsers, revisionTexts(revisions))]);
  const audit = auditOf({ development: at(development), production: at(production), histories });
  return {
    audit,
    histories,
    pending: pendingMigrations({ audit, histories, released: ALONE, pgVersion: undefined }),
  };
}

/** The first so many of the shop's revisions. */
export function shopUpTo(last: string): Readonly<Record<string, ShownRevision>> {
  return Object.fromEntries(Object.entries(SHOP_REVISIONS).filter(([id]) => id <= last));
}

function at(database: Seen | string): Seen {
  return typeof database === 'string' ? { versionTables: [versionTable([database])] } : database;
}
