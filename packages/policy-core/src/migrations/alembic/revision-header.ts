import type { TextRange } from '../../model/text-range.ts';

/** The names by which Alembic orders revisions, as the module sets them. Offsets are those of the file. */
export interface RevisionHeader {
  readonly revision: HeaderValue;
  readonly downRevision: HeaderValue;
  readonly branchLabels: HeaderValue;
  readonly dependsOn: HeaderValue;
}

export type HeaderValue =
  /** The module does not set it. */
  | { readonly kind: 'absent' }
  | (TextRange & {
      readonly kind: 'ids';
      /** `none`: None. `text`: one id. `list`: a tuple, a list or a set. `start` and `end` are the value's. */
      readonly form: 'none' | 'text' | 'list';
      readonly ids: readonly HeaderId[];
    })
  /** Only known when the module runs: a call, two values, a number. */
  | (TextRange & { readonly kind: 'dynamic'; readonly source: string });

/** `start` and `end` are those of the expression, quotes included: a fix puts a literal in its place. */
export interface HeaderId extends TextRange {
  readonly id: string;
}
