import { defineSubjects, eachAt } from '../../engine/judged-fact.ts';
import type { Fact } from '../../engine/queries/query.ts';
import { begun } from '../../engine/run-inputs.ts';
import type { Known } from '../../model/known.ts';
import type { SourceSpan } from '../../model/source-span.ts';

/** Python that runs with every command of Alembic. */
export interface EnvironmentFile {
  readonly path: string;
  readonly reading: Known<EnvironmentReading>;
}

export type EnvironmentReading =
  | {
      readonly kind: 'read';
      readonly deeds: readonly EnvironmentDeed[];
      /** Its text speaks of a lock, such as `pg_advisory_lock`, beside `lock_timeout`. */
      readonly namesLock: boolean;
    }
  /** `problem` is a clause. */
  | { readonly kind: 'unreadable'; readonly problem: string; readonly at: SourceSpan };

export type EnvironmentDeed = { readonly at: SourceSpan } &
  /** A clause that reads well after "it". */
  (
    | { readonly kind: 'changes'; readonly what: string }
    /** Code or SQL that only shows when it runs; a clause that reads well after "because". */
    | { readonly kind: 'unclear'; readonly problem: string }
    /** It sets an option that says where revisions are. */
    | { readonly kind: 'redirects'; readonly option: string }
  );

/** Handed in by the run: whoever asks for these files is not compiled with all that reads them. */
export const environmentSource = begun<Fact<'', readonly EnvironmentFile[]>>('a way to read env.py');

export const environmentCode = defineSubjects<EnvironmentFile>({
  name: 'environment-code',
  words: 'env.py',
  of: 'file',
  compute: (get) => eachAt(get(get(environmentSource))),
});
