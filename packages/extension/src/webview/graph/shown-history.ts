import type { GraphFindings, GraphRevision } from '@lockkeeper/lsp/protocol';

/** A history of migrations as the page draws it: plain data that can be posted. */
export interface ShownHistory {
  /** Tells it from the others, also after the next reading. */
  readonly key: string;
  /** Such as `alembic.ini`; with the workspace folder where there are several. */
  readonly name: string;
  /** Newest first: each before those it builds on. */
  readonly revisions: readonly ShownRevision[];
  /** Ids that a revision names and that are not there. */
  readonly missing: readonly string[];
  /** What keeps Alembic from reading the history, in sentences. */
  readonly problems: readonly string[];
}

export interface ShownRevision extends GraphRevision {
  /** What is special about its place, in a word or two each. */
  readonly marks: readonly string[];
}

export type Severity = keyof GraphFindings;
