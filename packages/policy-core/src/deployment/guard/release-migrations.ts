import type { DatabaseAudit } from '../../database/database-audit.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import type { Known } from '../../model/known.ts';
import type { PendingMigrations } from './pending-revisions.ts';

/** Both databases, the migrations of the release, and what is pending between them. */
export type ReleaseMigrations =
  /** `why` is a sentence. */
  | { readonly kind: 'not-asked'; readonly why: string }
  | {
      readonly kind: 'asked';
      readonly audit: DatabaseAudit;
      readonly histories: Known<readonly RevisionHistory[]>;
      readonly pending: Known<PendingMigrations>;
    };
