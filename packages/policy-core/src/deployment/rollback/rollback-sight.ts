import type { AuditedDatabase } from '../../database/database-audit.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import type { Known } from '../../model/known.ts';
import type { ReleasedNames } from '../../model/observations.ts';
import type { RecordedFile } from '../facts/record-field.ts';
import type { MadeBackup } from '../guard/ledger.ts';
import type { UpgradeAtStart } from './upgrades-at-start.ts';

/** The migrations of one commit. */
export interface MigrationsOfTree {
  /** Full id. */
  readonly commit: string;
  /** Empty where the tree has none. */
  readonly histories: Known<readonly RevisionHistory[]>;
}

/** The commit that shall run again, as far as its tree tells. */
export interface TargetTree extends MigrationsOfTree {
  /** What runs `alembic upgrade` when it starts. */
  readonly starts: Known<readonly UpgradeAtStart[]>;
  /** Where its code names what migrations took away; left out where {@link namesToSeek} names nothing. */
  readonly names?: Known<ReleasedNames>;
}

/** What is known of production beside its schema. */
export interface BackupSight {
  /** The last one that the audit log knows; `undefined`: it knows none. */
  readonly made: Known<MadeBackup | undefined>;
  /** SHA-256 of its file as it is now; `undefined`: it is not at hand. */
  readonly digest: string | undefined;
  /** UTC. */
  readonly now: string;
  readonly maxAgeMs: number;
}

/** What a rollback would do to the database rests on this and on nothing else. */
export interface MigrationsSight {
  readonly target: TargetTree;
  /** That of what runs now first; then those of whatever else may have reached the database, such as a deploy that failed. */
  readonly holders: readonly [MigrationsOfTree, ...MigrationsOfTree[]];
  /** `undefined`: nobody looked, as there are no migrations. */
  readonly production: AuditedDatabase | undefined;
  readonly backup: BackupSight;
  /** Major version of PostgreSQL, as the policy says it. */
  readonly pgVersion: number | undefined;
  /** Revisions of which somebody says that what their downgrade loses may be lost. */
  readonly acceptedLosses: readonly string[];
}

export interface RollbackSight extends MigrationsSight {
  /** An earlier good deploy that may run while migrations are taken back; looked for where they have to be. */
  readonly bridge?: TargetTree | undefined;
  readonly commits: CommitsOfRollback;
  readonly dependencies: readonly DependencyFile[];
}

export interface CommitsOfRollback {
  /** What runs now and will not any more, the oldest first. */
  readonly out: Known<readonly CommitLine[]>;
  /** What will run and does not now: where the target is no ancestor. */
  readonly in: Known<readonly CommitLine[]>;
}

export interface CommitLine {
  readonly id: string;
  /** First line of the message. */
  readonly subject: string;
}

/** A requirements file or a lock of the policy. */
export interface DependencyFile {
  readonly path: string;
  readonly side: 'source' | 'lock';
  /** SHA-256; `null`: it is not there. */
  readonly now: Known<string | null>;
  readonly target: Known<string | null>;
  /** Held against the record of the deploy of the target; `undefined`: that names no digest of it, or there is none. */
  readonly recorded: Known<RecordedFile | undefined>;
}
