import type { Database } from '../operations/lock-mode.ts';
import type { ReadRevision } from '../alembic/revision-reading.ts';
import type { Direction } from '../operations/direction.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import type { Known } from '../../model/known.ts';
import type { SchemaHistory } from '../schema/schema-history.ts';
import type { Upgrade } from '../schema/schema-log.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';

/** The schema migrations under judgement; those settled before the release are left out. */
export interface Migrations {
  readonly scripts: readonly MigrationScript[];
  /** Files of SQL that nobody judges, because they are for another database than PostgreSQL; left out: none. */
  readonly foreignSql?: readonly ForeignSql[];
  /** Major version of the PostgreSQL that they run on: the oldest that is known, where the policy names none. */
  readonly pgVersion: number;
  /** The policy has somebody start each upgrade that is not trivial; else left out. */
  readonly isUpgradedByHand?: true;
  /** Why it cannot be told which migrations are new; they are all in `scripts` then. */
  readonly unsettled: string | undefined;
  /** Every Alembic environment that one of the scripts belongs to; on the whole tree, all of them. */
  readonly histories: Known<readonly RevisionHistory[]>;
  /**
   * A file by which Alembic loads revisions from places that no configuration names. Only looked for where a revision
   * names one that is not there; else, and where no file at hand does that, left out.
   */
  readonly elsewhere?: string;
  /**
   * Stands for all that rules of a single migration read of it and of what comes before: as long as it is the same they say
   * the same, but for facts. `undefined` where its place is not certain. Left out: nothing stands for it.
   */
  readonly digest?: (script: MigrationScript, digestOf: (text: string) => string) => string | undefined;
}

export interface ForeignSql {
  readonly path: string;
  readonly database: Database;
}

export interface MigrationScript {
  readonly path: string;
  readonly reading: Known<MigrationReading>;
  /** The environment that loads it; `undefined` for SQL, and where it is not known. */
  readonly history: RevisionHistory | undefined;
  /** What it runs on; left out where nothing tells. */
  readonly database?: Database;
  /** It is SQL that says by itself, or by its path, that it is for another database than PostgreSQL: no rule reads it. */
  readonly isForeign?: true;
  /** Names of the timeouts that `env.py` sets before it runs; left out where none is known. */
  readonly environmentSets?: readonly string[];
  /** Of Alembic; left out where it cannot be told. */
  readonly environmentRuns?: RevisionRuns;
  /** Left out for Alembic, and for SQL that no version puts in an order, or of which the others are not known. */
  readonly sqlHistory?: SqlHistory;
}

/** All revisions of one `alembic upgrade` in one transaction, as it goes without saying, or each in its own. */
export type RevisionRuns = 'together' | 'apart';

/** The SQL migrations that a tool runs one after the other, folded in their order. */
export interface SqlHistory {
  readonly schema: SchemaHistory;
  /** What the schema calls the migration. */
  readonly revision: string;
  /** Those that are run one after the other, this one among them. */
  readonly line: readonly Upgrade[];
  /** Path of the one that is run last; left out where those behind it are not known. */
  readonly last?: string;
}

export type MigrationReading =
  | {
      readonly kind: 'read';
      readonly text: string;
      /** `undefined` for SQL. */
      readonly revision: ReadRevision | undefined;
      readonly upgrade: Direction;
      /** Offsets of a step or a header in this file. */
      readonly span: (range: TextRange) => SourceSpan;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly problem: string; readonly at: SourceSpan }
  /** Too large or of no known kind: a finding, not a lack of knowledge. */
  | { readonly kind: 'unanalyzable'; readonly problem: string };
