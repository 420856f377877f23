import type { ReadRevision } from '../alembic/revision-reading.ts';
import type { Migrations } from './migrations.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { Database } from '../operations/lock-mode.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { schemaBefore, type SchemaBefore } from '../schema/schema-before.ts';

/** One Alembic revision under judgement whose text could be read. */
export interface JudgedRevision {
  readonly path: string;
  readonly text: string;
  readonly revision: ReadRevision;
  /** `undefined`: its environment cannot be seen. */
  readonly history: RevisionHistory | undefined;
  /** What it runs on; left out where nothing tells. */
  readonly database?: Database;
  readonly span: (range: TextRange) => SourceSpan;
}

/** In the order of their paths. What cannot be read is for migrations/unreadable-revision to report. */
export const judgedRevisions: (migrations: Migrations) => readonly JudgedRevision[] = memoizeByObject(
  ({ scripts }) =>
    scripts.flatMap(({ path, history, database, reading }): readonly JudgedRevision[] => {
      if (!reading.known || reading.value.kind !== 'read' || reading.value.revision === undefined) return [];
      const { text, revision, span } = reading.value;
      return [{ path, text, revision, history, span, ...(database && { database }) }];
    }),
);

/** What is known of the schema when its upgrade begins. */
export function schemaBeforeOf({ revision, history }: JudgedRevision): SchemaBefore | undefined {
  const id = idOf(revision);
  return history === undefined || id === undefined ? undefined : schemaBefore(history.schema, id);
}

/** The id that a revision gives itself; `undefined` where it gives none, or not as a literal. */
export function idOf({ header: { revision } }: ReadRevision): string | undefined {
  return revision.kind === 'ids' ? revision.ids[0]?.id : undefined;
}
