import type { Known } from '../known.ts';
import type { SourceSpan } from '../source-span.ts';

/** The schema migrations under judgement; those settled before the release are left out. */
export interface Migrations {
  readonly scripts: readonly MigrationScript[];
  /** Why it cannot be told which migrations are new; they are all in `scripts` then. */
  readonly unsettled: string | undefined;
}

export interface MigrationScript {
  readonly path: string;
  readonly reading: Known<MigrationReading>;
}

export type MigrationReading =
  | {
      readonly kind: 'read';
      readonly drops: readonly TableDrop[];
      /** Places whose effect cannot be known, with a clause that says why. */
      readonly unclear: readonly { readonly at: SourceSpan; readonly problem: string }[];
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly problem: string; readonly at: SourceSpan }
  /** Too large or of no known kind: a finding, not a lack of knowledge. */
  | { readonly kind: 'unanalyzable'; readonly problem: string };

export interface TableDrop {
  readonly table: string;
  readonly at: SourceSpan;
}
