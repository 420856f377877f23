import type { ScratchDatabase } from '../postgres/scratch-database.ts';

/** A table, a view or a materialised view as it is at one moment. */
export interface RelationNow {
  readonly name: string;
  /** As `pg_class.relkind`. */
  readonly kind: string;
  /** Changes when all rows are written again. */
  readonly file: string;
  /** Of the file. */
  readonly pages: number;
  /** Rows that this session has read one after the other and has not reported yet. */
  readonly read: number;
  /** Each with its file. */
  readonly indexes: readonly string[];
  /** Id of the table that it is a partition or a child of. */
  readonly parent: string | null;
}

/** By their ids, which outlive their names. */
export type RelationsNow = ReadonlyMap<string, RelationNow>;

export async function relationsNow(database: ScratchDatabase): Promise<RelationsNow> {
  const rows = await database.query<Pick<RelationNow, keyof RelationNow> & { readonly id: string }>(
    RELATIONS,
  );
  return new Map(rows.map(({ id, ...relation }) => [id, relation]));
}

const RELATIONS = `
  SELECT c.oid::text AS id, c.oid::regclass::text AS name, c.relkind::text AS kind, c.relfilenode::text AS file,
    CASE WHEN c.relfilenode = 0 THEN 0 ELSE pg_relation_size(c.oid)::int END AS pages,
    pg_stat_get_xact_tuples_returned(c.oid)::int AS read,
    ARRAY(
      SELECT i.indexrelid::text || ' ' || x.relfilenode::text
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid
    ) AS indexes,
    (SELECT h.inhparent::text FROM pg_inherits h WHERE h.inhrelid = c.oid) AS parent
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
  ORDER BY 2`;
